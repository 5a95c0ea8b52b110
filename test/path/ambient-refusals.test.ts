import { DataPlane, EgressPort, ExternalService, type IstioMeshProps } from '../../src';
import { whyNotInAmbient } from '../../src/path/ambient-refusals';
import { chartInMesh } from '../helpers';

function whyNot(mesh: IstioMeshProps, namespace?: string): string[] {
  const service = new ExternalService(chartInMesh(mesh, { namespace }), 'a', { hosts: ['a.com'], ports: [EgressPort.https()] });
  return whyNotInAmbient(service, 'through a tunnel');
}

test.each<[string, IstioMeshProps, string | undefined]>([
  ['a mesh with sidecars', {}, 'shop'],
  ['a namespace with sidecars of an ambient mesh', { dataPlane: DataPlane.AMBIENT, namespaceDataPlanes: { shop: DataPlane.SIDECAR } }, 'shop'],
  ['a namespace that is not known', { dataPlane: DataPlane.AMBIENT }, undefined],
])('calls take a path of sidecars in %s', (_what, mesh, namespace) => {
  expect(whyNot(mesh, namespace)).toEqual([]);
});

test.each<[string, IstioMeshProps]>([
  ['an ambient mesh', { dataPlane: DataPlane.AMBIENT }],
  ['an ambient namespace', { namespaceDataPlanes: { shop: DataPlane.AMBIENT } }],
])('they do not in %s', (_what, mesh) => {
  expect(whyNot(mesh, 'shop')).toEqual([
    'calls do not go through a tunnel in namespace shop: its data plane is ambient, and ztunnel reads no VirtualService; '
    + 'route them by a waypoint, or declare the service in a namespace with sidecars',
  ]);
});
