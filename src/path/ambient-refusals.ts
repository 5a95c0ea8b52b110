import { FinalChecks } from '../app/final-checks';
import { DataPlane } from '../mesh/data-plane';
import { IstioMesh } from '../mesh/istio-mesh';
import { dataPlaneOfNamespace } from '../mesh/namespace-data-plane';
import type { PlannedService } from '../service/paths/egress-plan';

/** Why calls to a service in an ambient namespace do not take a path that the sidecars of the callers lead them on. */
export function whyNotInAmbient(service: PlannedService, way: string): string[] {
  const { namespace } = service;
  if (!namespace || dataPlaneOfNamespace(namespace, IstioMesh.of(service), FinalChecks.of(service).app) !== DataPlane.AMBIENT) return [];
  return [`calls do not go ${way} in namespace ${namespace}: its data plane is ambient, and ztunnel reads no VirtualService; `
    + 'route them by a waypoint, or declare the service in a namespace with sidecars'];
}
