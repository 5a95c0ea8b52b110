import type { Chart } from 'cdk8s';
import { DataPlane, EgressPort, EgressWaypoint, type EgressWaypointAttributes, ExternalService } from '../../../src';
import { chartInMesh, newChart, refusalOf } from '../../helpers';

function chartWith(attributes: Partial<EgressWaypointAttributes>) {
  const chart = chartInMesh({ dataPlane: DataPlane.AMBIENT }, { namespace: 'shop' });
  return { chart, waypoint: EgressWaypoint.fromGatewayAttributes(chart, 'waypoint', { name: 'waypoint', namespace: 'egress', ...attributes }) };
}

test.each<[string, string[] | undefined]>([
  ['of which nothing is known', undefined], ['that is there for everybody', ['*']], ['that is there for its namespace', ['shop']],
])('nothing is written for a waypoint %s; the service carries its name', (_what, allowedNamespaces) => {
  const { chart, waypoint } = chartWith({ allowedNamespaces });
  new ExternalService(chart, 'a', { hosts: ['a.com'], ports: [EgressPort.http()], via: waypoint });

  expect(waypoint.way).toBe('through waypoint egress/waypoint');
  expect(chart.toJson()).toMatchObject([
    { kind: 'ServiceEntry', metadata: { labels: { 'istio.io/use-waypoint': 'waypoint', 'istio.io/use-waypoint-namespace': 'egress' } } },
  ]);
});

test.each<[string, Partial<EgressWaypointAttributes>, string]>([
  ['no name', { name: undefined }, "name undefined is not a string; write one, such as 'waypoint'"],
  ['a namespace that cannot be', { namespace: 'e_gress' }, "namespace 'e_gress' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"],
])('%s is refused', (_what, attributes, message) => {
  expect(refusalOf(() => chartWith(attributes))).toBe(`chart/waypoint: ${message}`);
});

const INSTEAD = "write EgressWaypoint.fromGatewayAttributes(chart, 'waypoint', attributes)";

test.each<[string, unknown, unknown, unknown, string]>([
  ['no scope', undefined, 'waypoint', {}, `waypoint: scope undefined is not a construct; ${INSTEAD}`],
  ['no id', newChart(), undefined, {}, `chart: id undefined is not a string with at least one character; ${INSTEAD}`],
  ['an empty id', newChart(), '', {}, `chart: id '' is not a string with at least one character; ${INSTEAD}`],
  ['no attributes', newChart(), 'waypoint', undefined,
    "chart/waypoint: attributes undefined is not an object; write one, such as { name: 'waypoint', namespace: 'egress' }"],
])('%s is refused', (_what, scope, id, attributes, message) => {
  const refer = () => EgressWaypoint.fromGatewayAttributes(scope as Chart, id as string, attributes as EgressWaypointAttributes);

  expect(refusalOf(refer)).toBe(message);
});

test('what is refused leaves no trace', () => {
  const chart = newChart();
  for (const attributes of [{ name: 'none', namespace: 'egress' }, { name: 'waypoint' } as EgressWaypointAttributes]) {
    expect(() => EgressWaypoint.fromGatewayAttributes(chart, 'waypoint', attributes)).toThrow();
  }

  expect(chart.node.children).toEqual([]);
});
