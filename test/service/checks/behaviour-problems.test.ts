import { Duration } from 'cdk8s';
import { EgressPort, FaultInjection, type IEgressPath, LoadBalancing, Retries, RouteApi } from '../../../src';
import { companionsOf, refusedAtOnce, TWO_SECONDS } from '../spoken-of';

const TAIL = 'where the proxy sees no HTTP requests; declare a port such as EgressPort.http(), or leave it out';

test.each<[string, any]>([
  [`timeout has no effect on HTTPS 443, ${TAIL}`,
    { timeout: TWO_SECONDS }],
  [`retries has no effect on HTTPS 443, ${TAIL}`,
    { retries: Retries.none() }],
  [`fault has no effect on HTTPS 443, ${TAIL}`,
    { fault: FaultInjection.abort(503) }],
  [`stripMeshHeaders has no effect on HTTPS 443, ${TAIL}`,
    { stripMeshHeaders: true }],
  [`removeRequestHeaders has no effect on HTTPS 443, ${TAIL}`,
    { removeRequestHeaders: ['x-team'] }],
  [[
    `timeout has no effect on HTTPS 443, ${TAIL}`,
    `connectionPool.http1MaxPendingRequests has no effect on HTTPS 443, ${TAIL}`,
    `connectionPool.maxRetries has no effect on HTTPS 443, ${TAIL}`,
    `loadBalancing LoadBalancing.consistentHashByCookie has no effect on HTTPS 443, ${TAIL}`,
  ].join('\n'),
    {
      timeout: TWO_SECONDS,
      connectionPool: { maxConnections: 1, http1MaxPendingRequests: 1, maxRetries: 1 },
      loadBalancing: LoadBalancing.consistentHashByCookie('user'),
    }],
  [`timeout has no effect on TLS 8443, MONGO 27017, ${TAIL}`,
    { ports: [EgressPort.tls({ number: 8443 }), EgressPort.mongo()], addresses: ['192.0.2.1'], timeout: TWO_SECONDS }],
  [`timeout has no effect on any protocol 80, ${TAIL}`,
    { ports: [EgressPort.of({ number: 80 })], addresses: ['192.0.2.1'], timeout: TWO_SECONDS }],
  [`timeout has no effect on a service without ports, ${TAIL}`,
    { ports: [], timeout: TWO_SECONDS }],
])('%s', (message, props) => {
  expect(refusedAtOnce({ ports: [EgressPort.https()], ...props })).toEqual(message);
});

test('on a way of several steps it is refused, too', () => {
  const via: IEgressPath = {
    way: 'around',
    _plan: () => ({
      isRouted: true, relays: ['egress'], hidesDirectPath: false, labels: {}, problems: () => [], legs: () => [],
    }),
  };
  const props = { ports: [EgressPort.https()], timeout: TWO_SECONDS, via };
  expect(refusedAtOnce(props)).toEqual(`timeout has no effect on HTTPS 443, ${TAIL}`);
});

test.each<[string, any]>([
  ['routeApi GATEWAY_API has no effect, because nothing is said of HTTP calls; leave it out',
    { routeApi: RouteApi.GATEWAY_API }],
  ['routeApi ISTIO has no effect, because nothing is said of HTTP calls; leave it out',
    { routeApi: RouteApi.ISTIO, outlierDetection: {}, removeRequestHeaders: [], stripMeshHeaders: false }],
  ['routeApi GATEWAY_API has no effect beside via, because a path says it for all that takes it; leave it out',
    {
      routeApi: RouteApi.GATEWAY_API,
      timeout: TWO_SECONDS,
      via: { way: 'around', _plan: () => ({ isRouted: true, relays: [], hidesDirectPath: false, labels: {}, problems: () => [], legs: () => [] }) },
    }],
  ["routeApi 'HTTPRoute' is not one of ISTIO, GATEWAY_API; write one, such as RouteApi.GATEWAY_API",
    { routeApi: 'HTTPRoute', timeout: TWO_SECONDS }],
  ['retries cannot be said in an HTTPRoute; leave it out, or take routes that are VirtualServices',
    { routeApi: RouteApi.GATEWAY_API, retries: Retries.of(1) }],
  ['fault cannot be said in an HTTPRoute; leave it out, or take routes that are VirtualServices',
    { routeApi: RouteApi.GATEWAY_API, fault: FaultInjection.abort(503), timeout: TWO_SECONDS }],
  ['an HTTPRoute removes at most 16 headers, and here it would be 17; '
    + 'name fewer in removeRequestHeaders, or take routes that are VirtualServices',
    { routeApi: RouteApi.GATEWAY_API, stripMeshHeaders: true, removeRequestHeaders: Array.from({ length: 10 }, (_, index) => `x-${index}`) }],
  ["timeout '0ms': a duration must be at least 1ms; write Duration.seconds(5)",
    { routeApi: RouteApi.GATEWAY_API, timeout: Duration.millis(0) }],
])('%s', (message, props) => {
  expect(refusedAtOnce(props)).toEqual(message);
});

test('one port with HTTP is enough', () => {
  const ports = [EgressPort.https(), EgressPort.grpc({ number: 50051 })];
  const { http } = companionsOf({ ports, timeout: Duration.seconds(1) }).VirtualService;
  expect(http).toMatchObject([{ match: [{ port: 50051 }], timeout: '1000ms' }]);
});
