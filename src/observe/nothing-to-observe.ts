import type { IConstruct } from 'constructs';
import type { AppView, Complaint } from '../app/final-checks';
import { DataPlane } from '../mesh/data-plane';
import { IstioMesh } from '../mesh/istio-mesh';
import { IstioVersion } from '../mesh/istio-version';
import { dataPlaneOfNamespace } from '../mesh/namespace-data-plane';
import type { ObservationScope } from './observation-scope';

/**
 * What makes looking pointless in this mesh.
 *
 * @param by what the construct writes, as it stands in a sentence
 */
export function nothingToObserve(about: IConstruct, observed: ObservationScope, by: string, app: AppView): Complaint[] {
  const mesh = IstioMesh.of(about);
  const dataPlane = observed.observedNamespace === undefined ? mesh.dataPlane : dataPlaneOfNamespace(observed.observedNamespace, mesh, app);
  const isWhollyAmbient = dataPlane === DataPlane.AMBIENT
    && (observed.observedNamespace !== undefined || Object.values(mesh.namespaceDataPlanes).every((one) => one === DataPlane.AMBIENT));
  if (isWhollyAmbient) {
    return [{
      about,
      message: `the data plane of ${observed} is ambient, where ${by} sees no egress: ztunnel blocks nothing, and reports calls as TCP without `
        + 'BlackHoleCluster or PassthroughCluster; observe namespaces that have sidecars, or declare which have them',
    }];
  }
  if (mesh.version.isAtLeast(IstioVersion._SERVES_V1)) return [];
  return [{
    about,
    message: `${by} at version v1 needs Istio ${IstioVersion._SERVES_V1}, and this mesh is taken for ${mesh.version}; declare the version with new IstioMesh()`,
  }];
}
