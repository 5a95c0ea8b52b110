import type { Construct } from 'constructs';
import { isDns1123Label } from '../../istio/labels';
import { DataPlane } from '../../mesh/data-plane';
import { IstioMesh } from '../../mesh/istio-mesh';
import { dataPlaneOfNamespace } from '../../mesh/namespace-data-plane';
import { quote, refusal } from '../../mesh/refusal';
import type { IImportable } from '../../service/importable';
import type { BoundScope } from '../bound-scope';
import type { OutboundTrafficPolicyMode } from '../outbound-traffic-policy-mode';
import { Sidecars } from '../sidecars';
import { govern, refuseMeshOnlyMode } from './governed-sidecar';

/** What may be said about the lockdown of a namespace. */
export interface NamespaceLockdownOptions {
  /**
   * What the workloads may call: external services, and services of other namespaces of the cluster (`ClusterServices`). The
   * services of the namespace itself and of Istio's root namespace need not be named.
   *
   * @default - nothing outside the namespace
   */
  readonly allow?: IImportable[];
}

/** Every workload of a namespace. */
export function bindNamespace(
  lockdown: Construct,
  mode: OutboundTrafficPolicyMode,
  namespace: string,
  options: NamespaceLockdownOptions,
): BoundScope {
  refuseMeshOnlyMode(lockdown, mode);
  if (typeof namespace !== 'string' || !isDns1123Label(namespace)) {
    throw refusal(lockdown, `LockdownScope.namespace(${quote(namespace)}): that is not the name of a namespace; name one, such as 'backyards-demo'`);
  }
  const sidecar = Sidecars.of(lockdown).ofNamespace(lockdown, namespace);
  const allow = govern({ lockdown, mode, sidecar, repeatsNamespace: false }, options.allow ?? []);
  const mesh = () => IstioMesh.of(lockdown);
  return {
    what: `namespace ${namespace}`,
    weaknesses: ['A pod with a Sidecar of its own that is not of this app follows that one.'],
    files: [],
    allow,
    covers: ({ workload }) => !workload || workload.metadata.namespace === namespace,
    isWhollyAmbient: (app) => dataPlaneOfNamespace(namespace, mesh(), app) === DataPlane.AMBIENT,
    ambientNamespaces: () => [],
  };
}
