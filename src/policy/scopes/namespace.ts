import type { Construct } from 'constructs';
import { DataPlane } from '../../mesh/data-plane';
import { IstioMesh } from '../../mesh/istio-mesh';
import { dataPlaneOfNamespace } from '../../mesh/namespace-data-plane';
import { quote, refusal } from '../../app/refusal';
import { objectOf } from '../../app/shape';
import type { IImportable } from '../../service/importable';
import type { BoundScope } from '../bound-scope';
import type { EgressListener } from '../egress-listener';
import { isNamespaceName } from '../../app/kubernetes-names';
import type { OutboundTrafficPolicyMode } from '../outbound-traffic-policy-mode';
import { Sidecars } from '../sidecar/sidecars';
import { govern, IMPORTS, listen, refuseMeshOnlyMode } from './governed-sidecar';

/** What may be said about the lockdown of a namespace. */
export interface NamespaceLockdownOptions {
  /**
   * What the workloads may call: external services, and services of other namespaces of the cluster (`ClusterServices`). The
   * services of the namespace itself and of Istio's root namespace need not be named.
   *
   * @default - nothing outside the namespace
   */
  readonly allow?: IImportable[];

  /**
   * Addresses in the pods at which the applications call one service each.
   *
   * @default - none: calls are captured on their way out
   */
  readonly listeners?: EgressListener[];
}

export const NAMESPACE_LOCKDOWN = objectOf(IMPORTS, '{ allow: [service] }');

/** Every workload of a namespace. */
export function bindNamespace(
  lockdown: Construct,
  mode: OutboundTrafficPolicyMode,
  namespace: string,
  options: NamespaceLockdownOptions,
): BoundScope {
  refuseMeshOnlyMode(lockdown, mode);
  if (!isNamespaceName(namespace)) {
    throw refusal(lockdown, `LockdownScope.namespace(${quote(namespace)}): that is not a name Kubernetes allows for a namespace; name one such as 'backyards-demo'`);
  }
  const sidecar = Sidecars.of(lockdown).ofNamespace(lockdown, namespace);
  const allow = govern({ lockdown, mode, sidecar, repeatsNamespace: false }, options.allow);
  listen(lockdown, sidecar, options.listeners);
  const mesh = () => IstioMesh.of(lockdown);
  return {
    what: `namespace ${namespace}`,
    namespace,
    weaknesses: [
      'A pod with a Sidecar of its own that is not of this app follows that one.',
      'A pod without a sidecar is under no outbound traffic policy.',
    ],
    files: [],
    allow,
    // A workload without a namespace is put into one when it is applied, perhaps this one.
    lets: (service) => sidecar.lets(service),
    exemptions: (app) => Sidecars.of(lockdown).exemptions(app, mesh(), namespace),
    covers: ({ workload }) => (workload?.metadata.namespace ?? namespace) === namespace,
    isWhollyAmbient: (app) => dataPlaneOfNamespace(namespace, mesh(), app) === DataPlane.AMBIENT,
    ambientNamespaces: () => [],
  };
}
