import type { IIstioMesh } from '../mesh/istio-mesh';
import type { IImportable, SidecarImport } from './importable';

/**
 * Services inside the cluster, for the allow list of a lockdown.
 *
 * The services of a locked namespace itself, and those of Istio's root namespace, need not be named.
 */
export class ClusterServices implements IImportable {
  /**
   * One service.
   *
   * @param name name of the Kubernetes Service
   * @param namespace its namespace
   */
  public static named(name: string, namespace: string): ClusterServices {
    return new ClusterServices(namespace, name);
  }

  /**
   * Every service of a namespace.
   *
   * @param namespace the namespace
   */
  public static inNamespace(namespace: string): ClusterServices {
    return new ClusterServices(namespace, '*');
  }

  private constructor(private readonly namespace: string, private readonly service: string) {}

  public toImport(mesh: IIstioMesh): SidecarImport {
    return { namespace: this.namespace, hosts: [`${this.service}.${this.namespace}.svc.${mesh.clusterDomain}`] };
  }

  /** Service and namespace: `catalog.shop`. */
  public toString(): string {
    return `${this.service}.${this.namespace}`;
  }
}
