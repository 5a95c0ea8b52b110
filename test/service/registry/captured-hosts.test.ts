import { Duration } from 'cdk8s';
import {
  EgressGateway, EgressPort, Endpoint, ExportTo, ExternalService, type ExternalServiceProps, ForwardProxy, TlsOrigination,
} from '../../../src';
import { complaintsOf, newChart } from '../../helpers';

const tls = TlsOrigination.simple();
const API: ExternalServiceProps = { hosts: ['api.example.com'], ports: [EgressPort.http()] };
const ALL: ExternalServiceProps = { hosts: ['*.example.com'], ports: [EgressPort.http()], endpoints: [Endpoint.of('www.example.com')] };

function complaintsAbout(api: Partial<ExternalServiceProps>, all: Partial<ExternalServiceProps>): string[] {
  const chart = newChart({ namespace: 'shop' });
  new ExternalService(chart, 'api', { ...API, ...api });
  new ExternalService(chart, 'all', { ...ALL, ...all });
  return complaintsOf(chart);
}

const captured = (what: string) => [`[chart/all] *.example.com includes api.example.com, which chart/api declares, and ${what}; `
  + 'name the hosts of this service one by one, or export the two to different namespaces'];
const ROUTES = captured('calls to it would take the routes of this service');
const RULES = captured('callers in namespace shop would connect to it by the rules of this service, and not by its own');

test('routes of a wildcard take the calls of a host that has none', () => {
  expect(complaintsAbout({ ports: [EgressPort.http({ tls })] }, { timeout: Duration.seconds(3) })).toEqual(ROUTES);
});

test('case makes no difference', () => {
  const chart = newChart({ namespace: 'shop' });
  new ExternalService(chart, 'api', { ...API, hosts: ['API.Example.com'] });
  new ExternalService(chart, 'all', { ...ALL, timeout: Duration.seconds(3) });
  expect(complaintsOf(chart)).toEqual([expect.stringContaining('*.example.com includes API.Example.com, which chart/api declares')]);
});

test('a host with routes of its own keeps its calls', () => {
  expect(complaintsAbout({ timeout: Duration.seconds(1) }, { timeout: Duration.seconds(3) })).toEqual([]);
});

test('a wildcard through a gateway takes a host along that goes straight', () => {
  const chart = newChart({ namespace: 'shop' });
  new ExternalService(chart, 'api', API);
  new ExternalService(chart, 'all', { ...ALL, via: new EgressGateway(chart, 'gateway') });
  expect(complaintsOf(chart)).toEqual(ROUTES);
});

test('rules of a wildcard in the namespace of the callers come before those of the host', () => {
  const api = { metadata: { namespace: 'egress' }, ports: [EgressPort.http({ tls })], exportTo: ExportTo.namespaces('egress', 'shop') };
  expect(complaintsAbout(api, { connectionPool: { maxConnections: 5 } })).toEqual(RULES);
});

test('in one namespace the rules of the host are found', () => {
  expect(complaintsAbout({ ports: [EgressPort.http({ tls })] }, { connectionPool: { maxConnections: 5 } })).toEqual([]);
});

test('TLS of a wildcard is started for a host that speaks in clear, too', () => {
  expect(complaintsAbout({}, { ports: [EgressPort.http({ tls })] })).toEqual(captured('TLS would be started for it, too'));
});

test('who sees one of the two is not at odds', () => {
  expect(complaintsAbout({ metadata: { namespace: 'billing' } }, { timeout: Duration.seconds(3) })).toEqual([]);
});

test('the rule of a forward proxy with TLS is one that can be lost', () => {
  const chart = newChart({ namespace: 'shop' });
  new ForwardProxy(chart, 'proxy', {
    metadata: { namespace: 'egress' }, host: 'proxy.example.com', port: 3128, addresses: ['192.0.2.1'], tls, exportTo: ExportTo.namespaces('egress', 'shop'),
  });
  new ExternalService(chart, 'all', { ...ALL, connectionPool: { maxConnections: 5 } });
  expect(complaintsOf(chart)).toEqual(['[chart/all] *.example.com includes proxy.example.com, which chart/proxy declares, and callers in namespace shop would '
    + 'connect to it by the rules of this service, and not by its own; name the hosts of this service one by one, or export the two to different namespaces']);
});
