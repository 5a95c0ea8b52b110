import type { IConstruct } from 'constructs';
import { FinalChecks, isInTree } from '../../app/final-checks';
import { type IIstioMesh, IstioMesh } from '../../mesh/istio-mesh';
import type { IWorkload } from '../../mesh/workloads';
import type { BypassedTraffic } from './bypassed-traffic';

/** One way around the proxy. */
export interface Bypass {
  /** Who said it: a workload, or the construct a mesh-wide bypass belongs to. */
  readonly saidBy: IConstruct;
  /** The workload; undefined for every workload of the mesh. */
  readonly workload?: IWorkload;
  /** The values file that says it; undefined for a single workload. */
  readonly valuesFile?: string;
  /** What goes around the proxy. */
  readonly traffic: BypassedTraffic;
}

const BYPASSES = Symbol.for('cdk8s-istio-egress.Bypasses');

/** Every way around the proxy that an app opens; a lockdown asks what its word is still worth. */
export class Bypasses {
  public static of(scope: IConstruct): Bypasses {
    const root = scope.node.root as IConstruct & { [BYPASSES]?: Bypasses };
    root[BYPASSES] ??= new Bypasses();
    return root[BYPASSES];
  }

  private readonly bypasses: Bypass[] = [];

  private constructor() {}

  /** Notes a bypass. A later word about the same workload replaces the earlier one; the same word twice is one. */
  public add(bypass: Bypass): void {
    const earlier = this.bypasses.findIndex((known) => (bypass.workload ? known.workload === bypass.workload : isSame(known, bypass)));
    this.bypasses.splice(earlier < 0 ? this.bypasses.length : earlier, 1, bypass);
    FinalChecks.of(bypass.saidBy).somethingChanged();
  }

  /** Those of a mesh. */
  public inMesh(mesh: IIstioMesh): Bypass[] {
    return this.bypasses.filter(({ saidBy }) => IstioMesh.of(saidBy) === mesh && isInTree(saidBy));
  }

  /** Those of every workload that a values file says. */
  public inFile(valuesFile: string): Bypass[] {
    return this.bypasses.filter((bypass) => bypass.valuesFile === valuesFile && isInTree(bypass.saidBy));
  }
}

function isSame(one: Bypass, other: Bypass): boolean {
  return one.saidBy === other.saidBy && one.valuesFile === other.valuesFile && `${one.traffic}` === `${other.traffic}`;
}
