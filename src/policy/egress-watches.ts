import type { IConstruct } from 'constructs';
import { isInTree } from '../app/final-checks';
import { type IIstioMesh, IstioMesh } from '../mesh/istio-mesh';

/** Where a blocked call is seen. */
export enum Seen {
  IN_ACCESS_LOG = 'in the access log of the proxy',
  BY_ALERT = 'by an alert of Prometheus',
}

/** Somebody who would notice a blocked call. */
export interface EgressWatch {
  readonly saidBy: IConstruct;
  /** The namespace it looks at; undefined for the mesh. */
  readonly namespace?: string;
  readonly seen: Seen;
}

const EGRESS_WATCHES = Symbol.for('cdk8s-istio-egress.EgressWatches');

/** Who looks at blocked calls. What looks lives above the lockdowns; they learn of it here. */
export class EgressWatches {
  public static of(scope: IConstruct): EgressWatches {
    const root = scope.node.root as IConstruct & { [EGRESS_WATCHES]?: EgressWatches };
    root[EGRESS_WATCHES] ??= new EgressWatches();
    return root[EGRESS_WATCHES];
  }

  private readonly watches: EgressWatch[] = [];

  private constructor() {}

  public add(watch: EgressWatch): void {
    this.watches.push(watch);
  }

  /** Those of a mesh that are still in the tree. */
  public inMesh(mesh: IIstioMesh): EgressWatch[] {
    return this.watches.filter(({ saidBy }) => isInTree(saidBy) && IstioMesh.of(saidBy) === mesh);
  }

  /**
   * Whether calls that a lockdown blocks would be seen, in a sentence.
   *
   * @param namespace of the workloads the lockdown holds for; undefined for the mesh
   */
  public inWords(mesh: IIstioMesh, namespace: string | undefined): string {
    const known = this.inMesh(mesh);
    const whole = known.filter((watch) => watch.namespace === undefined || watch.namespace === namespace);
    if (whole.length > 0) return `A blocked call is seen ${listed(whole)}.`;
    const parts = namespace === undefined ? [...new Set(known.map((watch) => watch.namespace!))].sort() : [];
    if (parts.length > 0) return `A blocked call is seen in ${parts.map((part) => `namespace ${part}`).join(', ')} only.`;
    return 'Nothing in this app shows a blocked call: its caller gets a 502 or a closed connection, and nobody else learns of it.';
  }
}

function listed(watches: EgressWatch[]): string {
  const pathsOf = (seen: Seen) => [...new Set(watches.filter((watch) => watch.seen === seen).map(({ saidBy }) => saidBy.node.path))].sort();
  return Object.values(Seen)
    .map((seen) => ({ seen, by: pathsOf(seen) }))
    .filter(({ by }) => by.length > 0)
    .map(({ seen, by }) => `${seen} (${by.join(', ')})`)
    .join(' and ');
}
