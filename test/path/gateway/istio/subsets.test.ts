import { EgressPort, Endpoint, GatewayHop } from '../../../../src';
import { chartWithGateway, through, written } from '../gateways';

test('a subset for each host, whatever its ports, says how it is called at the gateway', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'b.com', { ports: [EgressPort.http(), EgressPort.https()] });
  through(gateway, chart, '*.a.com', { endpoints: [Endpoint.of('a.com')] });
  through(gateway.withOptions({ hop: GatewayHop.PASSTHROUGH }), chart, 'c.com');

  expect(written(chart, 'DestinationRule').map(({ spec }) => spec)).toEqual([{
    host: 'egress-gateway.istio-egress.svc.cluster.local',
    exportTo: ['*'],
    subsets: [
      { name: expect.stringMatching(/^any-a-com-/), trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL', sni: '_any.a.com' } } },
      { name: 'b-com', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL', sni: 'b.com' } } },
      { name: 'c-com', trafficPolicy: { tls: { mode: 'DISABLE' } } },
    ],
  }]);
});
