import { EgressPort, GatewayHop } from '../../../src';
import { listenPortOf } from '../../../src/path/gateway/gateway-place';

const PLACE = { namespace: 'edge', serviceName: 'out', labels: {} };

test('the ports of a gateway follow from what goes through it', () => {
  expect(listenPortOf(PLACE, EgressPort.http({ number: 8080 }), GatewayHop.ISTIO_MUTUAL)).toBe(8080);
});

test.each([[GatewayHop.ISTIO_MUTUAL, 443], [GatewayHop.PASSTHROUGH, undefined]])('unless they are given: with hop %s %s', (hop, expected) => {
  const given = { listenPortOf: (_port: EgressPort, wanted: GatewayHop) => wanted === GatewayHop.ISTIO_MUTUAL ? 443 : undefined, fixFor: () => 'name one' };
  expect(listenPortOf({ ...PLACE, given }, EgressPort.http({ number: 8080 }), hop)).toBe(expected);
});
