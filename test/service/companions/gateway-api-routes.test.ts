import { Duration } from 'cdk8s';
import { DataPlane, EgressPort, EgressWaypoint, ExternalService, type ExternalServiceProps, IstioVersion } from '../../../src';
import { chartInMesh, complaintsOf } from '../../helpers';

const AMBIENT = { version: IstioVersion.V1_31, dataPlane: DataPlane.AMBIENT };

function chartWith(props: Partial<ExternalServiceProps>) {
  const chart = chartInMesh(AMBIENT, { namespace: 'shop' });
  const via = EgressWaypoint.fromGatewayAttributes(chart, 'waypoint', { name: 'waypoint', namespace: 'egress' });
  const service = new ExternalService(chart, 'a', { metadata: { name: 'a' }, hosts: ['a.com'], ports: [EgressPort.http()], via, ...props });
  return { chart, service };
}

function routesOf(props: Partial<ExternalServiceProps>): any[] {
  return chartWith(props).chart.toJson().filter(({ kind }) => kind.endsWith('Route'));
}

test('a service of which nothing is said about its calls has no route', () => {
  expect(routesOf({})).toEqual([]);
});

test('a timeout is an HTTPRoute that belongs to the ServiceEntry', () => {
  const { chart, service } = chartWith({ timeout: Duration.seconds(3) });

  expect(chart.toJson()[1]).toMatchObject({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'chart-a-httproute-80-c83c2ca8', namespace: 'shop' },
    spec: {
      parentRefs: [{ group: 'networking.istio.io', kind: 'ServiceEntry', name: 'a', port: 80 }],
      rules: [{ backendRefs: [{ group: 'networking.istio.io', kind: 'Hostname', name: 'a.com', port: 80 }], timeouts: { request: '3s' } }],
    },
  });
  expect(service.describe()).toContain('Beside the ServiceEntry it writes HTTPRoute chart-a-httproute-80-c83c2ca8.');
});

test('every port that speaks HTTP has a route of its own, and no other', () => {
  const routes = routesOf({ ports: [EgressPort.http(), EgressPort.grpc(), EgressPort.https()], timeout: Duration.seconds(3) });

  expect(routes.map(({ kind, spec: { parentRefs: [{ port }] } }) => `${kind} ${port}`)).toEqual(['HTTPRoute 80', 'HTTPRoute 50051']);
});

test.each<[Duration, string]>([
  [Duration.millis(250), '250ms'], [Duration.minutes(2), '2m'], [Duration.millis(3_723_004), '1h2m3s4ms'],
])('a timeout of %p is written so that the Gateway API takes it', (timeout, request) => {
  expect(routesOf({ timeout })[0].spec.rules[0].timeouts).toEqual({ request });
});

test('no time at all is refused', () => {
  expect(complaintsOf(chartWith({ timeout: Duration.millis(0) }).chart))
    .toEqual(["[chart/a] timeout '0ms': a duration must be at least 1ms; write Duration.seconds(5)"]);
});

test('hosts to which one route cannot lead are refused', () => {
  expect(complaintsOf(chartWith({ hosts: ['a.com', 'b.com'], timeout: Duration.seconds(3) }).chart)).toEqual([
    '[chart/a] a HTTPRoute sends the calls to all hosts of a ServiceEntry to one place, and here each of a.com, b.com has its own; '
    + 'declare each host as a service of its own',
  ]);
});
