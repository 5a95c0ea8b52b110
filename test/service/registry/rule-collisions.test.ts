import { ApiObject, type Chart } from 'cdk8s';
import { EgressPort, ExportTo, ExternalService, IstioMesh, TlsOrigination } from '../../../src';
import { FinalChecks } from '../../../src/app/final-checks';
import { ruleCollisions } from '../../../src/service/registry/rule-collisions';
import { complaintsOf, newChart } from '../../helpers';

function originating(chart: Chart, id: string, hosts: string[], number?: number) {
  return new ExternalService(chart, id, {
    hosts, ports: [EgressPort.http({ number, tls: TlsOrigination.simple() })], exportTo: ExportTo.namespaces('.', 'billing'),
  });
}

function rule(chart: Chart, host: string, namespace: string) {
  new ApiObject(chart, 'rule', { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { namespace }, spec: { host } });
}

test('two services of one namespace that start TLS for one host', () => {
  const chart = newChart({ namespace: 'shop' });
  originating(chart, 'a', ['a.com']);
  originating(chart, 'b', ['b.com', 'a.com'], 8080);
  expect(complaintsOf(chart)).toEqual(['[chart/b] chart/a says something of the connections to a.com in namespace shop, too, '
    + 'and Istio takes what one of the two says; declare all ports of the host in one service']);
});

test('case makes no difference', () => {
  const chart = newChart({ namespace: 'shop' });
  originating(chart, 'a', ['A.com']);
  originating(chart, 'b', ['a.com'], 8080);
  expect(complaintsOf(chart)).toEqual([expect.stringContaining('[chart/b] chart/a says something of the connections to a.com in namespace shop, too')]);
});

test('services of different namespaces do not disturb each other', () => {
  const chart = newChart({ namespace: 'shop' });
  originating(chart, 'a', ['a.com']);
  new ExternalService(chart, 'b', { metadata: { namespace: 'tax' }, hosts: ['a.com'], ports: [EgressPort.http({ tls: TlsOrigination.simple() })] });
  expect(complaintsOf(chart)).toEqual([]);
});

test('services that have words of their own for it are left to them, and beside others are not', () => {
  const chart = newChart({ namespace: 'shop' });
  const [a, b, c] = [80, 8080, 8081].map((number) => originating(chart, `a-${number}`, ['a.com'], number));
  Object.assign(b, { _isRivalOf: (other: object) => other === a });
  const collisions = ruleCollisions([a, b, c], IstioMesh.of(chart), FinalChecks.of(chart).app);
  expect(collisions.map(({ about }) => about)).toEqual([c]);
});

test.each<[string, string, string]>([
  ['in the namespace of the service', 'a.com', 'shop'],
  ['in the namespace of a caller', 'a.com', 'billing'],
  ['for a wildcard in the namespace of a caller, where Istio looks first', '*.com', 'billing'],
])('a rule by hand %s', (_where, host, namespace) => {
  const chart = newChart({ namespace: 'shop' });
  originating(chart, 'a', ['a.com']);
  rule(chart, host, namespace);
  expect(complaintsOf(chart)).toEqual([`[chart/rule] callers in namespace ${namespace} go by this rule instead of that of chart/a, `
    + 'so that calls to a.com would leave in clear text; remove it, and say in the service what it says']);
});

test.each<[string, string, string]>([
  ['for another host', 'b.com', 'shop'],
  ['for a wildcard beside the exact host', '*.com', 'shop'],
  ['where nobody calls the service', 'a.com', 'tax'],
])('a rule by hand %s does no harm', (_what, host, namespace) => {
  const chart = newChart({ namespace: 'shop' });
  originating(chart, 'a', ['a.com']);
  rule(chart, host, namespace);
  expect(complaintsOf(chart)).toEqual([]);
});
