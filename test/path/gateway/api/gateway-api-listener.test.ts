import { GatewayHop, GatewayApiListener } from '../../../../src';
import { ListenerKind, listenerKindOf } from '../../../../src/path/gateway/api/gateway-api-listener';
import { refusalOf } from '../../../helpers';

const { ISTIO_MUTUAL, PASSTHROUGH } = GatewayHop;

test('a listener knows its port and what it does', () => {
  const listeners = [GatewayApiListener.istioMutual(80), GatewayApiListener.http(8080), GatewayApiListener.tlsPassthrough(443)];
  expect(listeners.map(({ port, _kind }) => [port, _kind])).toEqual([
    [80, ListenerKind.ISTIO_MUTUAL], [8080, ListenerKind.HTTP], [443, ListenerKind.TLS_PASSTHROUGH],
  ]);
});

test.each([
  ['http', ISTIO_MUTUAL, ListenerKind.ISTIO_MUTUAL], ['http', PASSTHROUGH, ListenerKind.HTTP], ['tls', PASSTHROUGH, ListenerKind.TLS_PASSTHROUGH],
] as const)('%s with hop %s takes the kind %s', (layer, hop, kind) => expect(listenerKindOf(layer, hop)).toBe(kind));

test.each<[string, (port: number) => unknown]>([
  ['istioMutual', GatewayApiListener.istioMutual], ['http', GatewayApiListener.http], ['tlsPassthrough', GatewayApiListener.tlsPassthrough],
])('%s takes no port that is none', (factory, make) => {
  expect(refusalOf(() => make(0))).toBe(`GatewayApiListener.${factory}: port 0 is not a whole number from 1 to 65535; write one, such as 443`);
});
