import { toYaml } from '../../mesh/yaml-text';
import { writeMeshConfigMap } from './mesh-config-map';
import type { MeshPolicy, Target, WrittenPolicy } from './target';

const OVERRULED = 'The standard ConfigMap of istiod overrules the shared one as soon as it names an outboundTrafficPolicy itself.';

export function sharedConfigMap(name: string): Target {
  return {
    sentence: `MeshConfigTarget.sharedConfigMap('${name}')`,
    write: (policy) => writePolicyOnly(policy, name, policy.mesh.rootNamespace, [
      OVERRULED,
      `istiod reads it only when it runs with SHARED_MESH_CONFIG=${name}.`,
    ]),
  };
}

export function aks(revision: string): Target {
  return {
    sentence: `MeshConfigTarget.aks('${revision}')`,
    write: (policy) => writePolicyOnly(policy, `istio-shared-configmap-${revision}`, 'aks-istio-system', [
      OVERRULED,
      'An upgrade to another revision of the add-on reads another ConfigMap.',
    ]),
  };
}

/** Such a map is the user's own: it holds the policy alone, and deleting it is a way to take the policy back. */
function writePolicyOnly(policy: MeshPolicy, name: string, namespace: string, weaknesses: string[]): WrittenPolicy {
  writeMeshConfigMap(policy, {
    name,
    namespace,
    meshConfig: toYaml({ outboundTrafficPolicy: { mode: policy.mode } }),
    deletable: true,
  });
  return { weaknesses };
}
