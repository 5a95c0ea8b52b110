import type { Construct } from 'constructs';
import { isNamespaceName } from '../app/kubernetes-names';
import { quote, refusalAt } from '../app/refusal';
import { instanceOf } from '../app/shape';
import { IstioMesh } from '../mesh/istio-mesh';

/** The workloads whose calls are looked at. */
export class ObservationScope {
  /** Every workload of the mesh, egress gateways among them. */
  public static mesh(): ObservationScope {
    return new ObservationScope();
  }

  /**
   * Every workload of a namespace.
   *
   * @param name the namespace; any but the root namespace of the mesh, where a Telemetry holds for every namespace
   */
  public static namespace(name: string): ObservationScope {
    if (!isNamespaceName(name)) {
      throw new Error(`ObservationScope.namespace(${quote(name)}): that is not a name Kubernetes allows for a namespace; name one such as 'backyards-demo'`);
    }
    return new ObservationScope(name);
  }

  private constructor(
    /** The namespace; undefined for the mesh. */
    public readonly observedNamespace?: string,
  ) {}

  /** What it is, for a person: `the mesh`, `namespace shop`. */
  public toString(): string {
    return this.observedNamespace === undefined ? 'the mesh' : `namespace ${this.observedNamespace}`;
  }

  /**
   * Whether a workload of that namespace is among those that are looked at.
   *
   * @internal
   */
  public _covers(namespace: string | undefined): boolean {
    return this.observedNamespace === undefined || this.observedNamespace === namespace;
  }

  /**
   * The namespace that a Telemetry for it lies in.
   *
   * @throws for the root namespace, which means every namespace
   * @internal
   */
  public _telemetryNamespace(scope: Construct, path: string): string {
    const { rootNamespace } = IstioMesh.of(scope);
    if (this.observedNamespace === rootNamespace) {
      throw refusalAt(path, `namespace ${rootNamespace} is the root namespace of the mesh, and a Telemetry there holds for every namespace; `
        + 'use ObservationScope.mesh(), or another namespace');
    }
    return this.observedNamespace ?? rootNamespace;
  }
}

/** What is looked at, as a prop. */
export const OBSERVED = instanceOf(ObservationScope, "ObservationScope.namespace('shop')");
