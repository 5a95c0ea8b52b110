import type { ApiObject } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { type AppView, type Complaint, FinalChecks, isInTree } from '../../app/final-checks';
import { type IIstioMesh, IstioMesh } from '../../mesh/istio-mesh';
import { mayBeOfOnePod, type Workloads } from '../../mesh/workloads';
import { CompiledSidecar, type CompiledSidecarProps } from './compiled-sidecar';
import { mustBeInChart } from '../../app/kubernetes-names';
import { OutboundTrafficPolicyMode } from '../outbound-traffic-policy-mode';
import { wideImports } from './wide-imports';

/** A lockdown that says the mode of its mesh by the Sidecar of the root namespace. */
interface RootMode {
  readonly saidBy: IConstruct;
  readonly mode: OutboundTrafficPolicyMode;
}

const SIDECARS = Symbol.for('cdk8s-istio-egress.Sidecars');

/**
 * The owner of every Sidecar of an app.
 *
 * Istio takes one Sidecar for a pod and never merges two, so that two authors in one namespace undo each other. Whoever has
 * something to say asks here for the Sidecar of a namespace or of workloads, and says it there.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/
 */
export class Sidecars {
  public static of(scope: IConstruct): Sidecars {
    const root = scope.node.root as IConstruct & { [SIDECARS]?: Sidecars };
    root[SIDECARS] ??= new Sidecars(root);
    return root[SIDECARS];
  }

  /** By namespace, and by what selects the pods; several only where an app has several meshes. */
  private readonly sidecars = new Map<string, CompiledSidecar[]>();
  private readonly rootModes: RootMode[] = [];

  private constructor(root: IConstruct) {
    FinalChecks.of(root).add((app) => this.complaints(app));
  }

  /** The Sidecar of every pod of a namespace that has none of its own. The first that asks gives it a place in the tree. */
  public ofNamespace(asking: Construct, namespace: string): CompiledSidecar {
    return this.find(asking, namespace) ?? this.make(asking, namespace, { namespace, rootMode: (mesh) => this.rootModeOf(mesh) });
  }

  /** The Sidecar of certain pods. */
  public ofWorkloads(asking: Construct, namespace: string, workloads: Workloads): CompiledSidecar {
    const key = `${namespace} ${workloads._identity}`;
    return this.find(asking, key) ?? this.make(asking, key, {
      namespace,
      workloads,
      namespaceSidecar: () => this.find(asking, namespace),
      rootMode: (mesh) => this.rootModeOf(mesh),
    });
  }

  /**
   * The Sidecars, ours and others, that let everything pass, a sentence each.
   *
   * @param namespace only those for certain pods of a namespace
   */
  public exemptions(app: AppView, mesh: IIstioMesh, namespace?: string): string[] {
    return app.objects('Sidecar')
      .filter((object) => object.apiGroup === 'networking.istio.io' && IstioMesh.of(object) === mesh)
      .filter((object) => namespace === undefined || object.metadata.namespace === namespace)
      .map((object) => ({ object, spec: object.toJson().spec ?? {} }))
      .filter(({ spec }) => spec.outboundTrafficPolicy?.mode === OutboundTrafficPolicyMode.ALLOW_ANY)
      .map(({ object, spec }) => `${object.node.path} lets everything pass for ${spec.workloadSelector ? 'certain pods' : 'every pod'} of namespace `
        + `${object.metadata.namespace ?? '(none)'}.`);
  }

  /** Says the mode of the mesh by its root Sidecar: the Sidecars that no lockdown governs repeat it, or it would not hold for them. */
  public setRootMode(saidBy: Construct, mode: OutboundTrafficPolicyMode): void {
    this.rootModes.push({ saidBy, mode });
  }

  /** Meshes are compared when somebody asks and not remembered: one may still be declared. */
  private find(asking: Construct, key: string): CompiledSidecar | undefined {
    const mesh = IstioMesh.of(asking);
    return this.sidecars.get(key)?.find((sidecar) => IstioMesh.of(sidecar) === mesh && isInTree(sidecar));
  }

  private make(asking: Construct, key: string, whose: CompiledSidecarProps): CompiledSidecar {
    mustBeInChart(asking);
    const sidecar = new CompiledSidecar(asking, 'Sidecar', whose);
    this.sidecars.set(key, [...this.sidecars.get(key) ?? [], sidecar]);
    return sidecar;
  }

  private rootModeOf(mesh: IIstioMesh): OutboundTrafficPolicyMode | undefined {
    return this.rootModes.find(({ saidBy }) => IstioMesh.of(saidBy) === mesh && isInTree(saidBy))?.mode;
  }

  private complaints(app: AppView): Complaint[] {
    const all = [...this.sidecars.values()].flat();
    const ours = all.filter(isInTree);
    return [
      ...all.filter((sidecar) => !isInTree(sidecar)).flatMap(lost),
      ...ours.flatMap((sidecar) => sidecar.complaints()),
      ...ours.flatMap((sidecar) => this.forEveryNamespace(sidecar)),
      ...wideImports(ours),
      ...overlaps(ours.filter(({ workloads }) => workloads)),
      ...writtenByOthers(app, ours),
    ];
  }

  /** The Sidecar of the root namespace is the Sidecar of every pod that has none, which only a lockdown of the mesh means. */
  private forEveryNamespace(sidecar: CompiledSidecar): Complaint[] {
    if (sidecar.workloads || sidecar.namespace !== IstioMesh.of(sidecar).rootNamespace) return [];
    return [...sidecar.governing, ...sidecar.ungoverned]
      .filter(({ saidBy }) => !this.rootModes.some((root) => root.saidBy === saidBy))
      .map(({ saidBy }) => ({
        about: saidBy,
        message: `namespace ${sidecar.namespace} is the root namespace of the mesh, and a Sidecar there holds for every pod of the mesh that has none; `
          + 'use another namespace, LockdownScope.workloads() for pods of this one, or LockdownScope.mesh(MeshConfigTarget.rootSidecar()) for all',
      }));
  }
}

/** A Sidecar that was removed with the construct that had asked for it first, while others still speak. */
function lost(sidecar: CompiledSidecar): Complaint[] {
  return [...sidecar.governing, ...sidecar.ungoverned].map(({ saidBy }) => ({
    about: saidBy,
    message: `the Sidecar of ${sidecar.pods} was removed from the app with ${sidecar.node.scope!.node.path}, which had said something about it first; `
      + 'keep that one, or create this one after removing it',
  }));
}

/** Two selections that one pod may be in. Labels and meshes are looked up once and not for every pair. */
function overlaps(sidecars: CompiledSidecar[]): Complaint[] {
  const selections = sidecars.map((sidecar) => ({ sidecar, labels: sidecar.workloads!.labels, mesh: IstioMesh.of(sidecar) }));
  return selections.flatMap(({ sidecar, labels, mesh }, index) => selections.slice(0, index)
    .filter((other) => other.sidecar.namespace === sidecar.namespace && other.mesh === mesh && mayBeOfOnePod(labels, other.labels))
    .map(({ sidecar: other }) => ({
      about: sidecar.speaker,
      message: `the pods of ${sidecar.workloads} may also be among those of ${other.workloads} (${other.speaker.node.path}), `
        + 'and Istio takes one Sidecar for a pod, whichever is older; select by labels of which a pod has only one value',
    })));
}

/** A Sidecar written by hand where we write one: Istio would take the older of the two. */
function writtenByOthers(app: AppView, ours: CompiledSidecar[]): Complaint[] {
  return app.objects('Sidecar')
    .filter((object) => object.apiGroup === 'networking.istio.io' && !CompiledSidecar.isCompiledSidecar(object))
    .flatMap((object) => {
      const own = ours.find((sidecar) => IstioMesh.of(sidecar) === IstioMesh.of(object) && speakOfTheSamePods(sidecar, object));
      if (!own) return [];
      return [{
        about: object,
        message: `${own.speaker.node.path} writes the Sidecar of ${own.pods} already, and Istio takes one of the two, whichever is older; `
          + 'remove this one, and let the lockdown allow what it imports',
      }];
    });
}

function speakOfTheSamePods(sidecar: CompiledSidecar, written: ApiObject): boolean {
  const { namespace } = written.metadata;
  if (namespace === undefined || namespace !== sidecar.namespace) return false;
  const labels: Record<string, string> | undefined = written.toJson().spec?.workloadSelector?.labels;
  if (!labels || !sidecar.workloads) return !labels && !sidecar.workloads;
  return mayBeOfOnePod(sidecar.workloads.labels, labels);
}
