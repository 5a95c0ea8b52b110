import type { Construct } from 'constructs';
import { DataPlane } from '../../mesh/data-plane';
import { IstioMesh } from '../../mesh/istio-mesh';
import { dataPlaneOfNamespace } from '../../mesh/namespace-data-plane';
import { refusal } from '../../mesh/refusal';
import type { Workloads } from '../../mesh/workloads';
import type { BoundScope } from '../bound-scope';
import type { OutboundTrafficPolicyMode } from '../outbound-traffic-policy-mode';
import { Sidecars } from '../sidecars';
import { govern, refuseMeshOnlyMode } from './governed-sidecar';
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

/** Certain workloads. */
export function bindWorkloads(
  lockdown: Construct,
  mode: OutboundTrafficPolicyMode,
  workloads: Workloads,
  options: WorkloadLockdownOptions,
): BoundScope {
  refuseMeshOnlyMode(lockdown, mode);
  const { namespace } = workloads;
  if (!namespace) {
    throw refusal(lockdown, `the namespace of ${workloads} is not known, and a Sidecar must be in the namespace of its pods; `
      + 'give the workload metadata.namespace, or its chart a namespace');
  }
  const sidecar = Sidecars.of(lockdown).ofWorkloads(lockdown, namespace, workloads);
  const allow = govern({ lockdown, mode, sidecar, repeatsNamespace: options.inheritNamespace ?? true }, options.allow ?? []);
  return {
    what: `workloads ${workloads}`,
    weaknesses: [],
    files: [],
    allow,
    covers: ({ workload }) => !workload
      || (workload.metadata.namespace === namespace && workloads._mayInclude(workload.podMetadata.toJson()?.labels ?? {})),
    isWhollyAmbient: (app) => (workloads._dataPlane ?? dataPlaneOfNamespace(namespace, IstioMesh.of(lockdown), app)) === DataPlane.AMBIENT,
    ambientNamespaces: () => [],
  };
}
