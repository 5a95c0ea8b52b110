import { DataPlane, EgressPort, EgressWaypoint, type EgressWaypointAttributes, ExternalService } from '../../../src';
import { chartInMesh, refusalOf } from '../../helpers';

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
