import { GatewayApiListener, RouteApi } from '../../../../src';
import { ExistingGatewayApiForm } from '../../../../src/path/gateway/api/existing-gateway-api-form';
import { newChart } from '../../../helpers';

const SHARED = {
  place: { namespace: 'edge', serviceName: 'out-istio', labels: {} },
  metadata: { name: 'rule', namespace: 'edge' },
  serviceHost: () => 'out-istio.edge.svc.cluster.local',
  routed: () => [],
};

test('the rule tells of every listener, whatever goes through', () => {
  const listeners = [GatewayApiListener.tlsPassthrough(443), GatewayApiListener.istioMutual(80), GatewayApiListener.http(8080)];
  const form = new ExistingGatewayApiForm({ ...SHARED, construct: newChart() }, { name: 'out', listeners, hasDestinationRule: false });
  const [rule, ...others] = form.write().map((object) => object.toJson());
  expect([rule.kind, rule.metadata, others]).toEqual(['DestinationRule', { name: 'rule', namespace: 'edge' }, []]);
  expect(rule.spec.trafficPolicy.portLevelSettings).toEqual([
    { port: { number: 80 }, tls: { mode: 'ISTIO_MUTUAL' } },
    { port: { number: 443 }, tls: { mode: 'DISABLE' } },
    { port: { number: 8080 }, tls: { mode: 'DISABLE' } },
  ]);
});

test('it is of the Gateway API, and its owner may have the rule', () => {
  const form = new ExistingGatewayApiForm({ ...SHARED, construct: newChart() }, { name: 'out', listeners: [], hasDestinationRule: true });
  expect([form.write(), form.routeApi, form.factory]).toEqual([[], RouteApi.GATEWAY_API, 'GatewayApiEgressGateway.fromGatewayAttributes']);
});
