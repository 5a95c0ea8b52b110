import { EgressPort } from '../../../src';
import { layerOf } from '../../../src/service/paths/layer';

test.each([
  [EgressPort.http(), 'http'],
  [EgressPort.http2(), 'http'],
  [EgressPort.grpc(), 'http'],
  [EgressPort.grpcWeb(), 'http'],
  [EgressPort.https(), 'tls'],
  [EgressPort.tls(), 'tls'],
  [EgressPort.tcp(22), 'tcp'],
  [EgressPort.mongo(), 'tcp'],
  [EgressPort.mysql(), 'tcp'],
  [EgressPort.redis(), 'tcp'],
  [EgressPort.of({ number: 9000 }), 'tcp'],
])('%s is looked at as %s by a proxy', (port, layer) => {
  expect(layerOf(port)).toBe(layer);
});
