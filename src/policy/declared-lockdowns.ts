import type { IConstruct } from 'constructs';
import { isInTree } from '../app/final-checks';
import { type IIstioMesh, IstioMesh } from '../mesh/istio-mesh';
import type { Workloads } from '../mesh/workloads';
import type { OutboundTrafficPolicyMode } from './outbound-traffic-policy-mode';

/** A lockdown of the app. */
export interface DeclaredLockdown {
  readonly lockdown: IConstruct;
  readonly mode: OutboundTrafficPolicyMode;
  /** The namespace it holds for; undefined for the mesh. */
  readonly namespace?: string;
  /** The workloads it holds for, where they are certain ones. */
  readonly workloads?: Workloads;
}

const DECLARED_LOCKDOWNS = Symbol.for('cdk8s-istio-egress.DeclaredLockdowns');

/** Every lockdown of an app, for those who have to know what the program promises. */
export class DeclaredLockdowns {
  public static of(scope: IConstruct): DeclaredLockdowns {
    const root = scope.node.root as IConstruct & { [DECLARED_LOCKDOWNS]?: DeclaredLockdowns };
    root[DECLARED_LOCKDOWNS] ??= new DeclaredLockdowns();
    return root[DECLARED_LOCKDOWNS];
  }

  private readonly lockdowns: DeclaredLockdown[] = [];

  private constructor() {}

  public add(lockdown: DeclaredLockdown): void {
    this.lockdowns.push(lockdown);
  }

  /** Those of a mesh that are still in the tree. */
  public inMesh(mesh: IIstioMesh): DeclaredLockdown[] {
    return this.lockdowns.filter(({ lockdown }) => isInTree(lockdown) && IstioMesh.of(lockdown) === mesh);
  }
}
