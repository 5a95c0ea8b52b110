import type { Construct } from 'constructs';
import { mustFit } from '../app/options';
import type { Workloads } from '../mesh/workloads';
import type { BoundScope } from './bound-scope';
import type { MeshConfigTarget } from './mesh-config-target';
import type { OutboundTrafficPolicyMode } from './outbound-traffic-policy-mode';
import { bindMesh } from './scopes/mesh';
import { bindNamespace, NAMESPACE_LOCKDOWN, type NamespaceLockdownOptions } from './scopes/namespace';
import { bindWorkloads, WORKLOAD_LOCKDOWN, type WorkloadLockdownOptions } from './scopes/workloads';

/** The workloads a lockdown holds for. */
export class LockdownScope {
  /**
   * Every workload of the mesh that has no stricter or looser word of its own.
   *
   * @param target where the mesh keeps its policy
   */
  public static mesh(target: MeshConfigTarget): LockdownScope {
    return new LockdownScope((lockdown, mode) => bindMesh(lockdown, mode, target));
  }

  /**
   * Every workload of a namespace that has no lockdown of its own: a `Sidecar` named `default`, mesh config untouched.
   *
   * @param name the namespace; any but the root namespace of the mesh, whose Sidecar would hold for every namespace
   * @param options what the workloads may call
   * @throws when an option is unknown, or is not what it must be
   * @see https://istio.io/latest/docs/reference/config/networking/sidecar/
   */
  public static namespace(name: string, options: NamespaceLockdownOptions = {}): LockdownScope {
    mustFit('LockdownScope.namespace', NAMESPACE_LOCKDOWN, 'options', options);
    return new LockdownScope((lockdown, mode) => bindNamespace(lockdown, mode, name, options));
  }

  /**
   * Certain workloads: a `Sidecar` with a workloadSelector, mesh config untouched.
   *
   * @param workloads which ones
   * @param options what they may call
   * @throws when an option is unknown, or is not what it must be
   * @see https://istio.io/latest/docs/reference/config/networking/sidecar/
   */
  public static workloads(workloads: Workloads, options: WorkloadLockdownOptions = {}): LockdownScope {
    mustFit('LockdownScope.workloads', WORKLOAD_LOCKDOWN, 'options', options);
    return new LockdownScope((lockdown, mode) => bindWorkloads(lockdown, mode, workloads, options));
  }

  private constructor(private readonly bind: (lockdown: Construct, mode: OutboundTrafficPolicyMode) => BoundScope) {}

  /**
   * Says it, for a lockdown.
   *
   * @internal
   */
  public _bind(lockdown: Construct, mode: OutboundTrafficPolicyMode): BoundScope {
    return this.bind(lockdown, mode);
  }
}
