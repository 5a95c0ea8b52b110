import { EgressPort } from '../../../../src';
import { GatewayHop } from '../../../../src/path/gateway/gateway-hop';
import { legsThrough } from '../../../../src/path/gateway/shared/legs';

const STOP = { gateway: 'egress/gateway', serviceHost: 'gateway.egress.svc.cluster.local', listenPort: 443 };
const { ISTIO_MUTUAL, PASSTHROUGH } = GatewayHop;

test('the first step leads to the subset of the host, the second to the host', () => {
  expect(legsThrough(STOP, 'a.com', EgressPort.http({ number: 8080 }), { pathPrefixes: ['/get'] })).toEqual([
    { layer: 'http', port: 8080, next: { host: STOP.serviceHost, port: 443, subset: 'a-com' }, isLast: false },
    {
      layer: 'http', gateway: 'egress/gateway', port: 443, next: { host: 'a.com', port: 8080 }, isLast: true,
      withoutHeaders: ['x-forwarded-client-cert'], onlyPaths: ['/get'],
    },
  ]);
});

test.each([
  ['TLS', EgressPort.https(), ISTIO_MUTUAL, ['tls', 'tcp']],
  ['TLS that is passed through', EgressPort.https(), PASSTHROUGH, ['tls', 'tls']],
  ['TCP', EgressPort.tcp(5432), ISTIO_MUTUAL, ['tcp', 'tcp']],
  ['TCP in clear', EgressPort.tcp(5432), PASSTHROUGH, ['tcp', 'tcp']],
  ['HTTP in clear', EgressPort.http(), PASSTHROUGH, ['http', 'http']],
])('%s: what sidecar and gateway look at', (_what, port, hop, layers) => {
  expect(legsThrough(STOP, 'a.com', port, { hop }).map(({ layer }) => layer)).toEqual(layers);
});
