import { EgressGateway, EgressPort, ExternalService, GatewayApiEgressGateway } from '../../src';
import { newChart } from '../helpers';

const METADATA = { name: 'egress', namespace: 'istio-egress' };

test.each([EgressGateway, GatewayApiEgressGateway])('%o writes its namespace first, where it is asked to', (Gateway) => {
  const chart = newChart({ namespace: 'shop' });
  const gateway = new Gateway(chart, 'egress', { metadata: METADATA, createNamespace: true });
  new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()], via: gateway });

  const [first, ...rest] = chart.toJson();
  expect(first).toEqual({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'istio-egress' } });
  expect(rest.map(({ kind }) => kind)).not.toContain('Namespace');
});

test.each([EgressGateway, GatewayApiEgressGateway])('%o writes none where it is not', (Gateway) => {
  const chart = newChart({ namespace: 'shop' });
  const gateway = new Gateway(chart, 'egress', { metadata: METADATA });
  new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()], via: gateway });

  expect(chart.toJson().map(({ kind }) => kind)).not.toContain('Namespace');
});
