import { Construct } from 'constructs';
import { FinalChecks, viewOf } from '../app/final-checks';
import { IstioMesh } from '../mesh/istio-mesh';
import type { OutputFile } from '../app/output-files';
import { leavingNoTrace, refuse } from '../app/refusal';
import { mustBeScope } from '../app/scope';
import { instanceOf, memberOf, misfitsOf, objectOf, optional } from '../app/shape';
import { type Bypass, Bypasses } from '../path/bypass/bypasses';
import { Blockers } from '../service/blockers';
import { HostRegistry } from '../service/registry/host-registry';
import type { IImportable } from '../service/importable';
import { Assurance, AssuranceLevel } from './assurance';
import type { BoundScope } from './bound-scope';
import { DeclaredLockdowns } from './declared-lockdowns';
import { EgressWatches } from './egress-watches';
import { LockdownScope } from './lockdown-scope';
import { OutboundTrafficPolicyMode } from './outbound-traffic-policy-mode';
import { mustBeService } from './scopes/governed-sidecar';

/** Properties of an `EgressLockdown`. */
export interface EgressLockdownProps {
  /** The workloads it holds for, and where that is written. */
  readonly scope: LockdownScope;

  /**
   * What happens to calls that no service of the registry matches. It is always written out: Istio reads an empty policy as
   * REGISTRY_ONLY, and a person reads it as nothing.
   *
   * @default OutboundTrafficPolicyMode.REGISTRY_ONLY
   */
  readonly mode?: OutboundTrafficPolicyMode;
}

const PROPS = objectOf({
  scope: instanceOf(LockdownScope, "LockdownScope.namespace('shop')"),
  mode: optional(memberOf(OutboundTrafficPolicyMode, 'OutboundTrafficPolicyMode.REGISTRY_ONLY')),
}, "{ scope: LockdownScope.namespace('shop') }");

/**
 * The outbound traffic policy of a mesh, a namespace or certain workloads: who may leave the mesh undeclared.
 *
 * It is not a firewall. In Istio's own words the outbound traffic policy is no security policy: it finds missing declarations, and
 * a workload that wants to leave goes around its proxy. `assurance` says what a lockdown is worth.
 *
 * @example
 *
 * new EgressLockdown(chart, 'lockdown', {
 *   scope: LockdownScope.mesh(MeshConfigTarget.stockConfigMap()),
 * });
 *
 * @see https://istio.io/latest/docs/ops/best-practices/security/#understand-traffic-capture-limitations
 */
export class EgressLockdown extends Construct {
  /** What happens to calls that no service of the registry matches. */
  public readonly mode: OutboundTrafficPolicyMode;

  private readonly bound: BoundScope;

  /**
   * Declares the policy.
   *
   * @param scope the chart, or a construct in it
   * @param id an id that is unique in the scope
   * @param props the policy, and what it holds for
   * @throws when a prop is unknown or not what it must be, Istio would not take the mode there, or another lockdown says otherwise for
   *   the same workloads
   */
  constructor(scope: Construct, id: string, props: EgressLockdownProps) {
    super(mustBeScope(scope, id, "new EgressLockdown(chart, 'lockdown', props)"), id);
    const misfits = misfitsOf(PROPS, 'props', props);
    if (misfits.length > 0) refuse(this, misfits);
    this.mode = props.mode ?? OutboundTrafficPolicyMode.REGISTRY_ONLY;
    this.bound = leavingNoTrace(this, () => props.scope._bind(this, this.mode));
    DeclaredLockdowns.of(this).add({ lockdown: this, mode: this.mode, namespace: this.bound.namespace, workloads: this.bound.workloads });
    this.noteWhatIsBlocked();
    FinalChecks.of(this).add((app) => {
      if (this.mode === OutboundTrafficPolicyMode.ALLOW_ANY || !this.bound.isWhollyAmbient(app)) return [];
      return [{ about: this, message: `${this.mode} does nothing for ${this.bound.what}: its data plane is ambient, and ztunnel has no outbound traffic policy; `
        + 'route egress through a waypoint and close the direct way with NetworkPolicies, or declare which namespaces have sidecars' }];
    });
  }

  /**
   * Lets the workloads call something; saying it twice changes nothing. The same as `allow` of the scope, later.
   *
   * @param services external services, or services of the cluster
   * @throws for what is no service, for a lockdown of the whole mesh, and with ALLOW_ANY: there it would mean nothing
   */
  public allow(...services: IImportable[]): void {
    // All of them or none: a program may catch the error.
    services.forEach((service) => mustBeService(this, service));
    services.forEach((service) => this.bound.allow(service));
  }

  /** The files that are written beside the manifests, with the content they have now. */
  public get files(): OutputFile[] {
    return this.bound.files;
  }

  /** What this lockdown is worth, as the app stands now, and why; and who would see what it blocks. */
  public get assurance(): Assurance {
    if (this.mode !== OutboundTrafficPolicyMode.REGISTRY_ONLY) {
      return Assurance._of(AssuranceLevel.OPEN, [`With mode ${this.mode} calls that no service matches leave the mesh.`]);
    }
    const app = viewOf(this.node.root);
    const bypasses = Bypasses.of(this).inMesh(IstioMesh.of(this)).filter((bypass) => this.bound.covers(bypass));
    return Assurance._of(bypasses.length > 0 ? AssuranceLevel.BYPASSED : AssuranceLevel.ADVISORY, [
      ...bypasses.map(inWords),
      ...this.bound.exemptions(app),
      ...this.acceptedRisks(),
      ...this.bound.ambientNamespaces(app).map((namespace) => `Namespace ${namespace} is ambient, where the policy does nothing.`),
      ...this.bound.weaknesses,
      'REGISTRY_ONLY is not a firewall: it holds for TCP that goes through the proxy, and a workload can go around its proxy.',
      EgressWatches.of(this).inWords(IstioMesh.of(this), this.bound.namespace),
    ]);
  }

  private noteWhatIsBlocked(): void {
    const { namespace, what, workloads } = this.bound;
    if (namespace === undefined) return;
    const lets = (service: IImportable) => this.mode === OutboundTrafficPolicyMode.ALLOW_ANY || this.bound.lets(service);
    Blockers.of(this).add({ saidBy: this, namespace, what, isForSome: workloads !== undefined, lets });
  }

  /** Of the services that may be called, those that open more than they seem to. */
  private acceptedRisks(): string[] {
    return HostRegistry.of(this).inMesh(IstioMesh.of(this))
      .filter((service) => this.bound.lets(service))
      .flatMap((service) => (service._acceptedRisks ?? []).map((risk) => `${service.node.path} accepts ${risk}: ${risk.reason}.`));
  }
}

function inWords({ saidBy, workload, traffic }: Bypass): string {
  if (workload) return `${workload.node.path} goes around its proxy: ${traffic}.`;
  return `Every workload of the mesh goes around its proxy, says ${saidBy.node.path || 'the app'}: ${traffic}.`;
}
