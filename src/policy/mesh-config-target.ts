import { mustFit } from '../app/options';
import { CONFIG_MAP, configMap, type MeshConfigMapOptions } from './targets/config-map';
import { helmValues } from './targets/helm-values';
import { istioOperator } from './targets/istio-operator';
import { banzaiIstio, istioControlPlane, sailIstio } from './targets/operator-resources';
import { rootSidecar } from './targets/root-sidecar';
import { aks, sharedConfigMap } from './targets/shared-config-map';
import { STOCK_CONFIG_MAP, stockConfigMap, type StockConfigMapOptions } from './targets/stock-config-map';
import type { MeshPolicy, Target, WrittenPolicy } from './targets/target';

/**
 * Where the policy of a whole mesh is stored.
 *
 * Istio reads it from its mesh config, and that belongs to whoever installed Istio; each way of installing has an owner of
 * its own. Take the target of the way your mesh was installed, or `rootSidecar()`, which touches no mesh config.
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/
 */
export class MeshConfigTarget {
  /**
   * The ConfigMap `istio` (or `istio-<revision>`) in the root namespace, with the mesh config that a stock install of the
   * declared mesh renders. For trying things out on an install without settings of its own: whoever installed Istio owns this map,
   * an upgrade writes it anew, and server-side apply answers with a conflict unless it is forced.
   *
   * The map stays when the manifests are deleted; going back is mode ALLOW_ANY, not deletion.
   *
   * @param options whether it may be deleted all the same
   * @throws when an option is unknown, or is not what it must be
   */
  public static stockConfigMap(options: StockConfigMapOptions = {}): MeshConfigTarget {
    mustFit('MeshConfigTarget.stockConfigMap', STOCK_CONFIG_MAP, 'options', options);
    return new MeshConfigTarget(stockConfigMap(options));
  }

  /**
   * The same ConfigMap with the mesh config that your installation has, of which only the policy is changed.
   *
   * @param options the mesh config as it is now
   * @throws when an option is unknown, or is not what it must be
   */
  public static configMap(options: MeshConfigMapOptions): MeshConfigTarget {
    mustFit('MeshConfigTarget.configMap', CONFIG_MAP, 'options', options);
    return new MeshConfigTarget(configMap(options));
  }

  /**
   * A values file for the istiod chart: `helm upgrade istiod istio/istiod --reuse-values -f <path>`. Needs an `EgressApp`.
   *
   * @param path of the file, relative to the working directory and outside the folder of the manifests
   */
  public static helmValues(path: string): MeshConfigTarget {
    return new MeshConfigTarget(helmValues(path));
  }

  /**
   * An IstioOperator file, for `istioctl install -f <path>`. Needs an `EgressApp`.
   *
   * @param path of the file, relative to the working directory and outside the folder of the manifests
   */
  public static istioOperator(path: string): MeshConfigTarget {
    return new MeshConfigTarget(istioOperator(path));
  }

  /**
   * The `Istio` resource of the Sail operator (`sailoperator.io/v1`, also OpenShift Service Mesh 3): the policy's field alone,
   * for server-side apply.
   *
   * @param name name of the resource, usually `default`
   */
  public static sailIstio(name: string): MeshConfigTarget {
    return new MeshConfigTarget(sailIstio(name));
  }

  /**
   * The `IstioControlPlane` of Cisco's Service Mesh Manager (`servicemesh.cisco.com/v1alpha1`, Istio up to 1.17), in the root
   * namespace: the policy's field alone. The mesh of such an operator does not serve `networking.istio.io/v1`.
   *
   * @param name name of the resource
   */
  public static istioControlPlane(name: string): MeshConfigTarget {
    return new MeshConfigTarget(istioControlPlane(name));
  }

  /**
   * The `Istio` of the Banzai Cloud operator (`istio.banzaicloud.io/v1beta1`, Istio up to 1.10), which the post's
   * `backyards istio outbound-traffic-policy` changed, in the root namespace: the policy's field alone.
   *
   * @param name name of the resource, `mesh` in a Backyards install
   */
  public static banzaiIstio(name: string): MeshConfigTarget {
    return new MeshConfigTarget(banzaiIstio(name));
  }

  /**
   * The ConfigMap that istiod reads beside its own when it runs with `SHARED_MESH_CONFIG=<name>`, in the root namespace.
   *
   * @param name name of the ConfigMap
   */
  public static sharedConfigMap(name: string): MeshConfigTarget {
    return new MeshConfigTarget(sharedConfigMap(name));
  }

  /**
   * The shared ConfigMap of the Istio add-on of Azure Kubernetes Service, in `aks-istio-system`.
   *
   * @param revision of the add-on, for example `asm-1-28`
   */
  public static aks(revision: string): MeshConfigTarget {
    return new MeshConfigTarget(aks(revision));
  }

  /**
   * A Sidecar in the root namespace, which holds for every pod without a Sidecar of its own or of its namespace. Those that
   * this app writes repeat the mode; other people's do not.
   */
  public static rootSidecar(): MeshConfigTarget {
    return new MeshConfigTarget(rootSidecar());
  }

  private constructor(private readonly target: Target) {}

  /** As it is written in a program: `MeshConfigTarget.stockConfigMap()`. */
  public toString(): string {
    return this.target.sentence;
  }

  /**
   * Writes the policy there.
   *
   * @internal
   */
  public _write(policy: MeshPolicy): WrittenPolicy {
    return this.target.write(policy);
  }
}
