import { Construct } from 'constructs';
import { mustBeWaypointPlace } from '../../../src/path/waypoint/waypoint-place';
import { newChart, refusalOf } from '../../helpers';

function place(name: string | undefined, namespace: string, allowedNamespaces?: string[]) {
  const construct = new Construct(newChart(), 'waypoint');
  return () => mustBeWaypointPlace(construct, name, namespace, allowedNamespaces);
}

test.each<[string | undefined, string, string[] | undefined]>([
  ['waypoint', 'egress', undefined],
  [undefined, 'egress', []],
  ['a'.repeat(63), 'egress', ['*']],
  ['waypoint', 'egress', ['shop', 'payments']],
])('waypoint %s may be in namespace %s, for %j', (name, namespace, allowedNamespaces) => {
  expect(place(name, namespace, allowedNamespaces)).not.toThrow();
});

test('everything that cannot be is said at once', () => {
  expect(refusalOf(place('a'.repeat(64), 'e_gress', ['shop', '**', ''])).split('\n')).toEqual([
    `chart/waypoint: name '${'a'.repeat(64)}' is not one for a waypoint, whose name is that of a Service and stands in a label; `
    + "use at most 63 lower case letters, digits and '-'",
    "chart/waypoint: namespace 'e_gress' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'",
    "chart/waypoint: allowedNamespaces '**' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'",
    "chart/waypoint: allowedNamespaces '' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'",
  ]);
});
