import { DataPlane } from '../../mesh/data-plane';
import type { IIstioMesh } from '../../mesh/istio-mesh';
import { FLAG, objectOf, optional } from '../../app/shape';
import { toYaml } from '../../app/yaml-text';
import type { OutboundTrafficPolicyMode } from '../outbound-traffic-policy-mode';
import { mapNameOf, writeMeshConfigMap } from './mesh-config-map';
import type { Target } from './target';

/** What may be said about the ConfigMap of a stock install. */
export interface StockConfigMapOptions {
  /**
   * Whether `kubectl delete -f` and GitOps pruning may remove the map. Without it the mesh is open, and the rest of the
   * installation's mesh config is gone.
   *
   * @default false
   */
  readonly deletable?: boolean;
}

export const STOCK_CONFIG_MAP = objectOf({ deletable: optional(FLAG) }, '{ deletable: true }');

export function stockConfigMap(options: StockConfigMapOptions): Target {
  return {
    sentence: 'MeshConfigTarget.stockConfigMap()',
    write: (policy) => {
      writeMeshConfigMap(policy, {
        name: mapNameOf(policy.mesh.revision),
        namespace: policy.mesh.rootNamespace,
        meshConfig: toYaml(stockMeshConfig(policy.mesh, policy.mode)),
        meshNetworks: 'networks: {}',
        deletable: options.deletable ?? false,
      });
      return { weaknesses: ['An upgrade or reinstall of Istio writes this ConfigMap anew, without the policy.'] };
    },
  };
}

/** What the istiod chart of 1.28 to 1.31 renders when nobody sets anything, for ambient with the profile of that name, and the mode. */
function stockMeshConfig(mesh: IIstioMesh, mode: OutboundTrafficPolicyMode): object {
  const istiod = mesh.revision ? `istiod-${mesh.revision}` : 'istiod';
  const ambient = mesh.dataPlane === DataPlane.AMBIENT;
  const proxyMetadata = {
    ...ambient ? { ISTIO_META_ENABLE_HBONE: 'true' } : {},
    ...!ambient && mesh.dnsCapture ? { ISTIO_META_DNS_CAPTURE: 'true' } : {},
  };
  return {
    defaultConfig: {
      discoveryAddress: `${istiod}.${mesh.rootNamespace}.svc:15012`,
      ...ambient ? { image: { imageType: 'distroless' } } : {},
      ...Object.keys(proxyMetadata).length > 0 ? { proxyMetadata } : {},
    },
    defaultProviders: { metrics: ['prometheus'] },
    enablePrometheusMerge: true,
    outboundTrafficPolicy: { mode },
    rootNamespace: mesh.rootNamespace,
    ...ambient ? { serviceScopeConfigs: [GLOBAL_SERVICES] } : {},
    trustDomain: mesh.trustDomain,
  };
}

/** Which services the ambient profile shares between clusters. */
const GLOBAL_SERVICES = {
  scope: 'GLOBAL',
  servicesSelector: { matchExpressions: [{ key: 'istio.io/global', operator: 'In', values: ['true'] }] },
};
