import type { Construct, IConstruct } from 'constructs';
import { type AppView, type Complaint, FinalChecks } from '../mesh/final-checks';
import { type IIstioMesh, IstioMesh } from '../mesh/istio-mesh';
import type { Workloads } from '../mesh/workloads';
import { CompiledSidecar, type CompiledSidecarProps } from './compiled-sidecar';
import type { OutboundTrafficPolicyMode } from './outbound-traffic-policy-mode';

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

  /** Says the mode of the mesh by its root Sidecar: the Sidecars that no lockdown governs repeat it, or it would not hold for them. */
  public setRootMode(saidBy: Construct, mode: OutboundTrafficPolicyMode): void {
    this.rootModes.push({ saidBy, mode });
  }

  /** Meshes are compared when somebody asks and not remembered: one may still be declared. */
  private find(asking: Construct, key: string): CompiledSidecar | undefined {
    const mesh = IstioMesh.of(asking);
    return this.sidecars.get(key)?.find((sidecar) => IstioMesh.of(sidecar) === mesh);
  }

  private make(asking: Construct, key: string, whose: CompiledSidecarProps): CompiledSidecar {
    const sidecar = new CompiledSidecar(asking, 'Sidecar', whose);
    this.sidecars.set(key, [...this.sidecars.get(key) ?? [], sidecar]);
    return sidecar;
  }

  private rootModeOf(mesh: IIstioMesh): OutboundTrafficPolicyMode | undefined {
    return this.rootModes.find(({ saidBy }) => IstioMesh.of(saidBy) === mesh)?.mode;
  }

  private complaints(app: AppView): Complaint[] {
    const ours = [...this.sidecars.values()].flat();
    return [
      ...ours.flatMap((sidecar) => sidecar.complaints()),
      ...overlaps(ours.filter(({ workloads }) => workloads)),
      ...writtenByOthers(app, ours.filter(({ workloads }) => !workloads)),
    ];
  }
}

function overlaps(sidecars: CompiledSidecar[]): Complaint[] {
  return sidecars.flatMap((sidecar, index) => sidecars.slice(0, index)
    .filter((other) => sidecar.overlaps(other))
    .map((other) => ({
      about: sidecar.speaker,
      message: `the pods of ${sidecar.workloads} may also be among those of ${other.workloads} (${other.speaker.node.path}), `
        + 'and Istio takes one Sidecar for a pod, whichever is older; select by labels of which a pod has only one value',
    })));
}

/** A Sidecar written by hand where we write one: Istio would take the older of the two. */
function writtenByOthers(app: AppView, ofNamespaces: CompiledSidecar[]): Complaint[] {
  return app.objects('Sidecar')
    .filter((object) => object.apiGroup === 'networking.istio.io' && !CompiledSidecar.isCompiledSidecar(object))
    .filter((object) => !object.toJson().spec?.workloadSelector)
    .flatMap((object) => {
      const own = ofNamespaces.find((sidecar) => sidecar.namespace === object.metadata.namespace && IstioMesh.of(sidecar) === IstioMesh.of(object));
      if (!own) return [];
      return [{
        about: object,
        message: `${own.speaker.node.path} writes the Sidecar of namespace ${own.namespace} already, and Istio takes one of the two, whichever is older; `
          + 'remove this one, and let the lockdown allow what it imports',
      }];
    });
}
