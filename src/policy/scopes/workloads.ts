import type { Construct } from 'constructs';
import { DataPlane } from '../../mesh/data-plane';
import { IstioMesh } from '../../mesh/istio-mesh';
import { dataPlaneOfNamespace } from '../../mesh/namespace-data-plane';
import { quote, refusal } from '../../app/refusal';
import { FLAG, objectOf, optional } from '../../app/shape';
import type { Workloads } from '../../mesh/workloads';
import type { BoundScope } from '../bound-scope';
import { isNamespaceName } from '../../app/kubernetes-names';
import type { OutboundTrafficPolicyMode } from '../outbound-traffic-policy-mode';
import { Sidecars } from '../sidecar/sidecars';
import { govern, IMPORTS, listen, refuseMeshOnlyMode } from './governed-sidecar';
import type { NamespaceLockdownOptions } from './namespace';

/** What may be said about the lockdown of workloads. */
export interface WorkloadLockdownOptions extends NamespaceLockdownOptions {
  /**
   * Whether the workloads may also call what the lockdown of their namespace allows.
   *
   * @default true
   */
  readonly inheritNamespace?: boolean;
}

export const WORKLOAD_LOCKDOWN = objectOf({ ...IMPORTS, inheritNamespace: optional(FLAG) }, '{ allow: [service] }');

/** Certain workloads. */
export function bindWorkloads(
  lockdown: Construct,
  mode: OutboundTrafficPolicyMode,
  workloads: Workloads,
  options: WorkloadLockdownOptions,
): BoundScope {
  refuseMeshOnlyMode(lockdown, mode);
  const namespace = namespaceOf(lockdown, workloads);
  const sidecar = Sidecars.of(lockdown).ofWorkloads(lockdown, namespace, workloads);
  const allow = govern({ lockdown, mode, sidecar, repeatsNamespace: options.inheritNamespace ?? true }, options.allow);
  listen(lockdown, sidecar, options.listeners);
  return {
    what: `workloads ${workloads}`,
    namespace,
    workloads,
    weaknesses: ['A pod without a sidecar is under no outbound traffic policy.'],
    files: [],
    allow,
    lets: (service) => sidecar.lets(service),
    exemptions: () => [],
    covers: ({ workload }) => !workload
      || ((workload.metadata.namespace ?? namespace) === namespace && workloads._mayInclude(workload.podMetadata.toJson()?.labels ?? {})),
    isWhollyAmbient: (app) => (workloads._dataPlane ?? dataPlaneOfNamespace(namespace, IstioMesh.of(lockdown), app)) === DataPlane.AMBIENT,
    ambientNamespaces: () => [],
  };
}

function namespaceOf(lockdown: Construct, workloads: Workloads): string {
  if (typeof workloads?._problem !== 'function') {
    throw refusal(lockdown, `LockdownScope.workloads(${quote(workloads)}): these are not workloads; give Workloads.of(workload) or Workloads.select({ namespace, labels })`);
  }
  const { namespace } = workloads;
  if (!namespace) {
    throw refusal(lockdown, `the namespace of ${workloads} is not known, and a Sidecar must be in the namespace of its pods; `
      + 'name it in Workloads.select(), in metadata.namespace of the workload, or for its chart');
  }
  if (!isNamespaceName(namespace)) {
    throw refusal(lockdown, `namespace ${quote(namespace)} of ${workloads} is not a name Kubernetes allows; name one such as 'backyards-demo'`);
  }
  return namespace;
}
