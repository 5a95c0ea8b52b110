import { DataPlane } from './data-plane';
import type { AppView } from '../app/final-checks';
import { type IIstioMesh, IstioMesh } from './istio-mesh';

/** The data plane of a namespace: what the mesh says of it, what its own Namespace in this app says, or else the mesh's. */
export function dataPlaneOfNamespace(namespace: string, mesh: IIstioMesh, app: AppView): DataPlane {
  const object = app.objects('Namespace').find((candidate) => candidate.name === namespace && IstioMesh.of(candidate) === mesh);
  return declaredDataPlane(namespace, mesh) ?? dataPlaneOfLabels(object?.toJson().metadata.labels ?? {}) ?? mesh.dataPlane;
}

/** The data plane that the mesh says a namespace has, where it says so; a namespace may be called `constructor`. */
export function declaredDataPlane(namespace: string, { namespaceDataPlanes }: IIstioMesh): DataPlane | undefined {
  return Object.hasOwn(namespaceDataPlanes, namespace) ? namespaceDataPlanes[namespace] : undefined;
}

/** The data plane that the labels of a namespace or pod ask for. */
export function dataPlaneOfLabels(labels: Record<string, string>): DataPlane | undefined {
  if (labels['istio.io/dataplane-mode'] === 'ambient') return DataPlane.AMBIENT;
  const asksForSidecar = labels['istio-injection'] === 'enabled' || labels['sidecar.istio.io/inject'] === 'true' || labels['istio.io/rev'];
  return asksForSidecar ? DataPlane.SIDECAR : undefined;
}
