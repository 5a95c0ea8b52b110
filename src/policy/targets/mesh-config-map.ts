import { ApiObject } from 'cdk8s';
import { ObjectNames } from '../../mesh/object-names';
import { mustBeInChart } from '../../app/kubernetes-names';
import { KEPT_BY_GITOPS } from './kept-by-gitops';
import type { MeshPolicy } from './target';

/** A ConfigMap that istiod reads its mesh config from. */
export interface MeshConfigMap {
  readonly name: string;
  readonly namespace: string;
  /** The mesh config, as YAML. */
  readonly meshConfig: string;
  /** The networks of the mesh, as YAML. */
  readonly meshNetworks?: string;
  /** Whether it may be deleted with the manifests it was applied from. */
  readonly deletable: boolean;
}

/** What keeps `kubectl delete -f` from removing it: the API server waits until somebody removes this. */
const KEPT_BY_FINALIZER = ['cdk8s-istio-egress/keep-mesh-config'];

/** Writes the ConfigMap as a child of the lockdown. */
export function writeMeshConfigMap({ lockdown }: MeshPolicy, map: MeshConfigMap): void {
  mustBeInChart(lockdown);
  const object = new ApiObject(lockdown, 'ConfigMap', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: map.name,
      namespace: map.namespace,
      ...map.deletable ? {} : { annotations: KEPT_BY_GITOPS, finalizers: KEPT_BY_FINALIZER },
    },
    data: { mesh: map.meshConfig, ...map.meshNetworks === undefined ? {} : { meshNetworks: map.meshNetworks } },
  });
  ObjectNames.of(lockdown).add(object);
}

/** The name of the ConfigMap that the control plane of a revision reads. */
export function mapNameOf(revision: string | undefined): string {
  return revision ? `istio-${revision}` : 'istio';
}
