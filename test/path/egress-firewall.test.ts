import {
  DataPlane, EgressFirewall, EgressPort, Endpoint, ExternalService, type ExternalServiceProps, IstioVersion,
} from '../../src';
import { quote } from '../../src/app/refusal';
import { chartInMesh, complaintsOf, newChart, refusalOf } from '../helpers';

const SERVICE: ExternalServiceProps = { hosts: ['a.com'], ports: [EgressPort.tls(), EgressPort.http()] };

test('calls go to the Service of the firewall, by the name in them', () => {
  const chart = chartInMesh({ version: IstioVersion.V1_31, clusterDomain: 'corp.example' }, { namespace: 'shop' });
  new ExternalService(chart, 'a', { ...SERVICE, via: EgressFirewall.inCluster('firewall', 'security') });

  const [entry, routes] = chart.toJson();
  expect(entry).toMatchObject({ kind: 'ServiceEntry', spec: { exportTo: ['.'] } });
  const destination = (number: number) => ({ host: 'firewall.security.svc.corp.example', port: { number } });
  expect(routes.spec).toEqual({
    hosts: ['a.com'],
    exportTo: ['.'],
    http: [{ match: [{ port: 80 }], route: [{ destination: destination(80) }] }],
    tls: [{ match: [{ port: 443, sniHosts: ['a.com'] }], route: [{ destination: destination(443) }] }],
  });
});

test('the Service may have a port of its own', () => {
  const chart = newChart({ namespace: 'shop' });
  new ExternalService(chart, 'a', { ...SERVICE, via: EgressFirewall.inCluster('firewall', 'security', { port: 8443 }) });

  const { http, tls } = chart.toJson()[1].spec;
  expect([...http, ...tls].map(({ route }) => route[0].destination.port.number)).toEqual([8443, 8443]);
});

test('a service says who looks up its name', () => {
  const service = new ExternalService(newChart({ namespace: 'shop' }), 'a', { ...SERVICE, via: EgressFirewall.inCluster('firewall', 'security') });

  expect(service.describe()).toContain(' Calls go through firewall security/firewall. No proxy of the mesh calls it: the firewall looks up the name in each call. ');
});

test.each<[string, Partial<ExternalServiceProps>, string]>([
  ['bytes without a name', { ports: [EgressPort.tcp(22)], addresses: ['192.0.2.1'] },
    'ports has TCP 22, which cannot go through firewall security/firewall: its bytes name no host, and the firewall would not know where to pass them on; '
    + 'use protocol TLS if clients send SNI, or leave via out'],
  ['endpoints', { endpoints: [Endpoint.of('192.0.2.1')] },
    'endpoints have no effect on calls that go through firewall security/firewall, which looks up the host itself; leave them out'],
])('%s cannot go through it', (_what, props, message) => {
  const chart = newChart({ namespace: 'shop' });
  const via = EgressFirewall.inCluster('firewall', 'security');

  expect(refusalOf(() => new ExternalService(chart, 'a', { ...SERVICE, ...props, via }))).toBe(`chart/a: ${message}`);
  expect(chart.toJson()).toEqual([]);
});

test('in an ambient namespace nobody would lead calls to it', () => {
  const chart = chartInMesh({ dataPlane: DataPlane.AMBIENT }, { namespace: 'shop' });
  new ExternalService(chart, 'a', { ...SERVICE, via: EgressFirewall.inCluster('firewall', 'security') });

  expect(complaintsOf(chart)).toEqual(['[chart/a] calls do not go through firewall security/firewall in namespace shop: its data plane is ambient, and ztunnel '
    + 'reads no VirtualService; route them by a waypoint, or declare the service in a namespace with sidecars']);
});

test.each<[() => EgressFirewall, string]>([
  [() => EgressFirewall.inCluster('Firewall', 'security'),
    "EgressFirewall.inCluster: name 'Firewall' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"],
  [() => EgressFirewall.inCluster('firewall', undefined as any),
    "EgressFirewall.inCluster: namespace undefined is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"],
  ...[8443, null, '8443', [8443]].map((options): [() => EgressFirewall, string] => [
    () => EgressFirewall.inCluster('firewall', 'security', options as any),
    `EgressFirewall.inCluster: options ${quote(options)} is not an object; write one, such as { port: 8443 }`,
  ]),
  ...[0, '8443', null].map((port): [() => EgressFirewall, string] => [
    () => EgressFirewall.inCluster('firewall', 'security', { port: port as any }),
    `EgressFirewall.inCluster: options.port ${quote(port)} is not a whole number from 1 to 65535; write one, such as 443`,
  ]),
  [() => EgressFirewall.inCluster('firewall', 'security', { bogus: 1 } as any), "EgressFirewall.inCluster: options has no 'bogus'; it has port"],
])('what is no firewall is refused: %s', (make, message) => {
  expect(refusalOf(make)).toBe(message);
});

test('describe() says where calls go', () => {
  const chart = newChart({ namespace: 'shop' });
  const service = new ExternalService(chart, 'a', { ...SERVICE, via: EgressFirewall.inCluster('firewall', 'security') });

  expect(service.describe()).toContain(' Calls go through firewall security/firewall.');
});
