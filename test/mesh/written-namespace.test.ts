import { EgressGateway, EgressPort, ExternalService, GatewayApiEgressGateway, IstioMesh } from '../../src';
import { INJECTED, writeNamespace } from '../../src/mesh/written-namespace';
import { newChart } from '../helpers';

const METADATA = { name: 'egress', namespace: 'istio-egress' };

describe.each([
  ['EgressGateway', EgressGateway, { 'istio-injection': 'enabled' }],
  ['GatewayApiEgressGateway', GatewayApiEgressGateway, { 'istio-injection': 'disabled' }],
] as const)('%s', (_name, Gateway, labels) => {
  const written = (createNamespace?: boolean) => {
    const chart = newChart({ namespace: 'shop' });
    const gateway = new Gateway(chart, 'egress', { metadata: METADATA, createNamespace });
    new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()], via: gateway });
    return chart.toJson();
  };

  test('writes its namespace first, where it is asked to', () => {
    const [first, ...rest] = written(true);
    expect(first).toEqual({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'istio-egress', labels } });
    expect(rest.map(({ kind }) => kind)).not.toContain('Namespace');
  });

  test('writes none where it is not', () => {
    expect(written().map(({ kind }) => kind)).not.toContain('Namespace');
  });
});

test('a mesh with a revision injects by it, also where it is declared afterwards', () => {
  const chart = newChart();
  writeNamespace(chart, 'istio-egress', INJECTED);
  new IstioMesh(chart, 'mesh', { revision: 'canary' });

  expect(chart.toJson()[0].metadata.labels).toEqual({ 'istio.io/rev': 'canary' });
});
