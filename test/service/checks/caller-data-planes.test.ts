import { DataPlane, EgressPort, ExportTo, ExternalService, type IstioMeshProps } from '../../../src';
import { ambientCallersOf, callersOn } from '../../../src/service/checks/caller-data-planes';
import { chartInMesh } from '../../helpers';

const SOME_AMBIENT: IstioMeshProps = { namespaceDataPlanes: { builds: DataPlane.AMBIENT } };
const ALL_AMBIENT: IstioMeshProps = { dataPlane: DataPlane.AMBIENT };

function service(mesh: IstioMeshProps, exportTo: ExportTo, namespace?: string): ExternalService {
  return new ExternalService(chartInMesh(mesh, { namespace }), 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()], exportTo });
}

test.each<[string, IstioMeshProps, ExportTo, string | undefined, string | undefined]>([
  ['in its own namespace', ALL_AMBIENT, ExportTo.OWN_NAMESPACE, 'shop', 'namespace shop'],
  ['in a namespace that is named', SOME_AMBIENT, ExportTo.namespaces('.', 'builds'), 'shop', 'namespace builds'],
  ['anywhere', ALL_AMBIENT, ExportTo.ALL_NAMESPACES, 'shop', 'the mesh'],
  ['where the mesh says', ALL_AMBIENT, ExportTo.MESH_DEFAULT, 'shop', 'the mesh'],
  ['nobody knows where', ALL_AMBIENT, ExportTo.OWN_NAMESPACE, undefined, 'the mesh'],
  ['nowhere', ALL_AMBIENT, ExportTo.NOBODY, 'shop', undefined],
  ['with sidecars', SOME_AMBIENT, ExportTo.namespaces('.', 'web'), 'shop', undefined],
  ['with sidecars for all that is known', SOME_AMBIENT, ExportTo.ALL_NAMESPACES, 'shop', undefined],
])('callers with ztunnel: %s', (_what, mesh, exportTo, namespace, expected) => {
  expect(ambientCallersOf(service(mesh, exportTo, namespace))).toBe(expected);
});

test.each<[ExportTo, string[], string[]]>([
  [ExportTo.namespaces('.', 'builds'), ['builds'], ['shop']],
  [ExportTo.ALL_NAMESPACES, [], ['shop']],
  [ExportTo.MESH_DEFAULT, [], ['shop']],
  [ExportTo.NOBODY, [], []],
])('the namespaces of callers by data plane: %s', (exportTo, ambient, sidecar) => {
  const called = service(SOME_AMBIENT, exportTo, 'shop');
  expect([callersOn(DataPlane.AMBIENT, called), callersOn(DataPlane.SIDECAR, called)]).toEqual([ambient, sidecar]);
});
