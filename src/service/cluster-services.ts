import { impossibleName, isNamespaceName } from '../app/kubernetes-names';
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
   * @throws for names that Kubernetes does not allow
   */
  public static named(name: string, namespace: string): ClusterServices {
    mustBeName('ClusterServices.named', 'name', name);
    mustBeName('ClusterServices.named', 'namespace', namespace);
    return new ClusterServices(namespace, name);
  }

  /**
   * Every service of a namespace.
   *
   * @param namespace the namespace
   * @throws for a name that Kubernetes does not allow
   */
  public static inNamespace(namespace: string): ClusterServices {
    mustBeName('ClusterServices.inNamespace', 'namespace', namespace);
    return new ClusterServices(namespace, '*');
  }

  private constructor(private readonly namespace: string, private readonly service: string) {}

  /** @internal */
  public _toImport(mesh: IIstioMesh): SidecarImport {
    return { namespace: this.namespace, hosts: [`${this.service}.${this.namespace}.svc.${mesh.clusterDomain}`] };
  }

  /** Service and namespace: `catalog.shop`. */
  public toString(): string {
    return `${this.service}.${this.namespace}`;
  }
}

function mustBeName(factory: string, parameter: string, name: unknown): void {
  if (isNamespaceName(name)) return;
  throw new Error(`${factory}: ${impossibleName(parameter, name)}`);
}
