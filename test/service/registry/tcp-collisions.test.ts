import type { Chart } from 'cdk8s';
import { EgressPort, ExportTo, ExternalService, type ExternalServiceProps, Risk } from '../../../src';
import { chartInMesh, complaintsOf, newChart } from '../../helpers';

function database(chart: Chart, id: string, props: Partial<ExternalServiceProps> = {}): ExternalService {
  return new ExternalService(chart, id, { hosts: [`${id}.example.com`], ports: [EgressPort.tcp(5432)], addresses: ['192.0.2.1'], ...props });
}

test('two TCP services at one address and port are refused', () => {
  const chart = newChart({ namespace: 'shop' });
  database(chart, 'one');
  database(chart, 'other', { addresses: ['192.0.2.1/32'] });
  expect(complaintsOf(chart)).toEqual(['[chart/other] TCP 5432 at 192.0.2.1 is declared by chart/one, too, and nothing tells the bytes of the two apart: '
    + 'Istio keeps one of them; give each addresses of its own, use protocol TLS if clients send SNI, or export them to different namespaces']);
});

test('two without addresses are, too, whatever risk they accept', () => {
  const chart = newChart({ namespace: 'shop' });
  const any = { addresses: undefined, acceptRisks: [Risk.tcpAnyAddress({ reason: 'legacy' })] };
  database(chart, 'one', any);
  database(chart, 'other', any);
  expect(complaintsOf(chart)).toEqual([expect.stringContaining('TCP 5432 at any address is declared by chart/one, too')]);
});

test.each<[string, (chart: Chart) => void]>([
  ['of other addresses', (chart) => database(chart, 'other', { addresses: ['192.0.2.2'] })],
  ['of other ports', (chart) => database(chart, 'other', { ports: [EgressPort.tcp(5433)] })],
  ['of a namespace that no workload sees both from', (chart) => database(chart, 'other', { metadata: { namespace: 'payments' } })],
  ['nobody sees', (chart) => database(chart, 'other', { exportTo: ExportTo.NOBODY })],
  ['of a protocol that names its host', (chart) => database(chart, 'other', { ports: [EgressPort.tls({ number: 5432 })] })],
])('services %s are not', (_, declare) => {
  const chart = newChart({ namespace: 'shop' });
  database(chart, 'one');
  declare(chart);
  expect(complaintsOf(chart)).toEqual([]);
});

test('a service that everybody sees collides with every namespace', () => {
  const chart = newChart({ namespace: 'shop' });
  database(chart, 'one', { exportTo: ExportTo.ALL_NAMESPACES });
  database(chart, 'other', { metadata: { namespace: 'payments' } });
  expect(complaintsOf(chart)).toHaveLength(1);
});

test('addresses that istiod allocates tell services apart, where proxies answer DNS', () => {
  const chart = chartInMesh({ dnsCapture: true }, { namespace: 'shop' });
  database(chart, 'one', { addresses: undefined });
  database(chart, 'other', { addresses: undefined });
  expect(complaintsOf(chart)).toEqual([]);
});
