import type { IConstruct } from 'constructs';
import { FinalChecks } from '../../app/final-checks';
import { DataPlane } from '../../mesh/data-plane';
import { IstioMesh } from '../../mesh/istio-mesh';
import { dataPlaneOfNamespace } from '../../mesh/namespace-data-plane';
import type { ExportTo } from '../values/export-to';

/** A service, as far as it tells who may call it. */
interface CalledService extends IConstruct {
  readonly namespace?: string;
  readonly _callers: ExportTo;
}

/** The namespaces on a data plane that are known to call a service. Where every namespace may, that much is known of its own. */
export function callersOn(dataPlane: DataPlane, service: CalledService): string[] {
  const { namespace: own, _callers: { values = ['.'] } } = service;
  const named = values.filter((value) => value !== '~').map((value) => (value === '.' || value === '*' ? own! : value));
  return [...new Set(named)].filter((namespace) => dataPlaneOf(namespace, service) === dataPlane);
}

/** Where callers of a service have ztunnel alone, which looks into no call: `namespace shop`, or `the mesh`; undefined where nowhere. */
export function ambientCallersOf(service: CalledService): string | undefined {
  const { namespace: own, _callers: { values = ['*'] } } = service;
  const callers = values.filter((value) => value !== '~').map((value) => {
    if (value === '*') return undefined;
    return value === '.' ? own : value;
  });
  const ambient = callers.filter((namespace) => dataPlaneOf(namespace, service) === DataPlane.AMBIENT);
  if (ambient.length === 0) return undefined;
  return ambient[0] === undefined ? 'the mesh' : `namespace ${ambient[0]}`;
}

/** @param namespace undefined where it is not known, or any */
function dataPlaneOf(namespace: string | undefined, service: CalledService): DataPlane {
  const mesh = IstioMesh.of(service);
  return namespace === undefined ? mesh.dataPlane : dataPlaneOfNamespace(namespace, mesh, FinalChecks.of(service).app);
}
