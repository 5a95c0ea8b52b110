import { Duration } from 'cdk8s';
import { EgressPort, ExternalService, type IEgressPath, Retries, RetryOn, RouteApi, TlsOrigination } from '../../../src';
import { type EgressPlan } from '../../../src/service/paths/egress-plan';
import { newChart } from '../../helpers';
import { companionsOf, routesOf } from '../spoken-of';

/** Two steps, of which the second is the gateway's. */
class TwoSteps implements IEgressPath {
  public readonly way = 'through gateway egress/test';

  public _plan(): EgressPlan {
    return {
      isRouted: true,
      relays: ['egress'],
      hidesDirectPath: false,
      labels: {},
      problems: () => [],
      legs: (host, { number: port }) => [
        { layer: 'http', port, next: { host: 'gateway.egress.svc.cluster.local', port: 80 }, isLast: false },
        { layer: 'http', port: 8080, gateway: 'egress/test', next: { host, port }, isLast: true, withoutHeaders: ['x-forwarded-client-cert'] },
      ],
    };
  }
}

const MESH_HEADERS = [
  'x-envoy-attempt-count', 'x-envoy-decorator-operation', 'x-envoy-expected-rq-timeout-ms', 'x-envoy-peer-metadata', 'x-envoy-peer-metadata-id',
  'x-forwarded-client-cert', 'x-request-id',
];

test('on a way of several steps the last one repeats, and no other: tries would multiply', () => {
  const [first, repeated, once] = routesOf({ via: new TwoSteps(), retries: Retries.of(3), timeout: Duration.seconds(1) });

  expect(first).toMatchObject({ match: [{ gateways: ['mesh'], port: 80 }], retries: { attempts: 0 } });
  expect(first).not.toHaveProperty('timeout');
  expect(repeated).toMatchObject({ match: [{ gateways: ['egress/test'], port: 8080, method: {} }], retries: { attempts: 3 }, timeout: '1000ms' });
  expect(once).toMatchObject({ match: [{ gateways: ['egress/test'], port: 8080 }], retries: { attempts: 0 }, timeout: '1000ms' });
});

test("where nothing is said of retries, each step goes on with Istio's own", () => {
  for (const route of routesOf({ via: new TwoSteps(), timeout: Duration.seconds(1) })) expect(route).not.toHaveProperty('retries');
});

test('what a step removes and what the service removes are removed', () => {
  expect(routesOf({ via: new TwoSteps(), removeRequestHeaders: ['x-team'] })[1]).toMatchObject({
    route: [{ headers: { request: { remove: ['x-forwarded-client-cert'] } } }],
    headers: { request: { remove: ['x-team'] } },
  });
});

test('what is said of connections holds for the last proxy on the way', () => {
  expect(companionsOf({ via: new TwoSteps(), outlierDetection: {} }).DestinationRule.exportTo).toEqual(['egress']);
});

test.each<[any, string[]]>([
  [{ stripMeshHeaders: true }, MESH_HEADERS],
  [{ removeRequestHeaders: ['x-team'] }, ['x-team']],
  [{ stripMeshHeaders: true, removeRequestHeaders: ['x-request-id', 'x-team'] }, [...MESH_HEADERS, 'x-team']],
])('%j', (props, removed) => {
  expect(routesOf(props)).toEqual([{
    match: [{ port: 80 }],
    route: [{ destination: { host: 'api.example.com', port: { number: 80 } } }],
    headers: { request: { remove: removed } },
  }]);
});

test.each<[any]>([
  [{ stripMeshHeaders: false }],
  [{ removeRequestHeaders: [] }],
  [{ stripMeshHeaders: false, removeRequestHeaders: [] }],
])('%j says nothing, and nothing is written', (props) => {
  expect(companionsOf(props)).toEqual({});
});

test('a host that is named twice is one', () => {
  expect(companionsOf({ hosts: ['a.com', 'a.com'], outlierDetection: {} })).toMatchObject({ DestinationRule: { host: 'a.com' } });
});

test('what is passed may change afterwards', () => {
  const chart = newChart({ namespace: 'shop' });
  const removeRequestHeaders = ['x-team'];
  const connectionPool = { maxConnections: 1 };
  const outlierDetection = { consecutive5xxErrors: 1 };
  const said = { removeRequestHeaders, connectionPool, outlierDetection };
  new ExternalService(chart, 'api', { hosts: ['api.example.com'], ports: [EgressPort.http()], ...said });
  removeRequestHeaders.push('x-other');
  connectionPool.maxConnections = 2;
  outlierDetection.consecutive5xxErrors = 2;

  const [, routes, rule] = chart.toJson();
  expect(routes.spec.http[0].headers.request.remove).toEqual(['x-team']);
  expect(rule.spec.trafficPolicy).toMatchObject({
    connectionPool: { tcp: { maxConnections: 1 } },
    outlierDetection: { consecutive5xxErrors: 1 },
  });
});

test('where a port starts TLS, its rule repeats what is said of connections, because it replaces what stands above it', () => {
  const ports = [EgressPort.http({ tls: TlsOrigination.simple() })];
  const rule = companionsOf({ ports, connectionPool: { maxConnections: 1 }, outlierDetection: {} });
  const said = { connectionPool: { tcp: { maxConnections: 1 } }, outlierDetection: { maxEjectionPercent: 100 } };

  expect(rule.DestinationRule.trafficPolicy)
    .toMatchObject({ ...said, portLevelSettings: [{ port: { number: 80 }, ...said, tls: { mode: 'SIMPLE' } }] });
});

test('every host has its rules, with the callers of the service', () => {
  const chart = newChart({ namespace: 'shop' });
  new ExternalService(chart, 'api', {
    hosts: ['a.com', 'b.com'], ports: [EgressPort.http()], retries: Retries.of(1, { retryOn: [RetryOn.RESET] }), outlierDetection: {},
  });

  expect(chart.toJson().slice(1).map(({ kind, spec }) => [kind, spec.hosts ?? spec.host, spec.exportTo])).toEqual([
    ['VirtualService', ['a.com'], ['.']],
    ['DestinationRule', 'a.com', ['.']],
    ['VirtualService', ['b.com'], ['.']],
    ['DestinationRule', 'b.com', ['.']],
  ]);
});

test('as an HTTPRoute, where that is asked for', () => {
  const { HTTPRoute, VirtualService, DestinationRule } = companionsOf({
    routeApi: RouteApi.GATEWAY_API, timeout: Duration.millis(90500), removeRequestHeaders: ['x-team'], outlierDetection: {},
  });

  expect(VirtualService).toBeUndefined();
  expect(DestinationRule.host).toEqual('api.example.com');
  expect(HTTPRoute).toMatchObject({
    parentRefs: [{ group: 'networking.istio.io', kind: 'ServiceEntry', port: 80 }],
    rules: [{
      filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['x-team'] } }],
      backendRefs: [{ group: 'networking.istio.io', kind: 'Hostname', name: 'api.example.com', port: 80 }],
      timeouts: { request: '1m30s500ms' },
    }],
  });
});

test('as an HTTPRoute, with headers of the mesh taken away', () => {
  expect(companionsOf({ routeApi: RouteApi.GATEWAY_API, stripMeshHeaders: true }).HTTPRoute.rules[0].filters)
    .toEqual([{ type: 'RequestHeaderModifier', requestHeaderModifier: { remove: MESH_HEADERS } }]);
});
