import type { IConstruct } from 'constructs';
import { FinalChecks } from '../mesh/final-checks';
import { type IIstioMesh, IstioMesh } from '../mesh/istio-mesh';
import type { IWorkload } from '../mesh/workloads';

/** One way around the proxy. */
export interface Bypass {
  /** Who said it: a workload, or the construct a mesh-wide bypass belongs to. */
  readonly saidBy: IConstruct;
  /** The workload; undefined for every workload of the mesh. */
  readonly workload?: IWorkload;
  /** What goes around the proxy, for a person. */
  readonly what: string;
}

const BYPASSES = Symbol.for('cdk8s-istio-egress.Bypasses');

/** Every way around the proxy that an app opens; a lockdown asks what its word is still worth. */
export class Bypasses {
  public static of(scope: IConstruct): Bypasses {
    const root = scope.node.root as IConstruct & { [BYPASSES]?: Bypasses };
    root[BYPASSES] ??= new Bypasses();
    return root[BYPASSES];
  }

  private readonly bypasses = new Map<IConstruct, Bypass>();

  private constructor() {}

  /** Notes a bypass; a later word of the same speaker replaces the earlier one. */
  public set(bypass: Bypass): void {
    this.bypasses.set(bypass.saidBy, bypass);
    FinalChecks.of(bypass.saidBy).somethingChanged();
  }

  /** Those of a mesh. */
  public inMesh(mesh: IIstioMesh): Bypass[] {
    return [...this.bypasses.values()].filter(({ saidBy }) => IstioMesh.of(saidBy) === mesh);
  }
}
