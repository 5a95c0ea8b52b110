import { quote, refusal } from '../../app/refusal';
import { toYaml } from '../../app/yaml-text';
import { mustBeObjectName } from '../../app/kubernetes-names';
import { mapNameOf, writeMeshConfigMap } from './mesh-config-map';
import type { MeshPolicy, Target, WrittenPolicy } from './target';

const AKS_REVISION = /^asm-\d+-\d+$/;
const OVERRULED = 'The standard ConfigMap of istiod overrules the shared one as soon as it names an outboundTrafficPolicy itself.';

export function sharedConfigMap(name: string): Target {
  const sentence = `MeshConfigTarget.sharedConfigMap(${quote(name)})`;
  return {
    sentence,
    write: (policy) => {
      mustBeObjectName(policy.lockdown, sentence, name);
      mustNotBeStandard(policy, sentence, name);
      return writePolicyOnly(policy, name, policy.mesh.rootNamespace, [
        OVERRULED,
        `istiod reads it only when it runs with SHARED_MESH_CONFIG=${name}.`,
      ]);
    },
  };
}

export function aks(revision: string): Target {
  const sentence = `MeshConfigTarget.aks(${quote(revision)})`;
  return {
    sentence,
    write: (policy) => {
      if (!AKS_REVISION.test(revision)) throw refusal(policy.lockdown, `${sentence}: that is not a revision of the add-on; write one such as 'asm-1-28'`);
      return writePolicyOnly(policy, `istio-shared-configmap-${revision}`, 'aks-istio-system', [
        OVERRULED,
        'An upgrade to another revision of the add-on reads another ConfigMap.',
      ]);
    },
  };
}

/** The standard ConfigMap would lose all but the policy. */
function mustNotBeStandard({ lockdown, mesh }: MeshPolicy, sentence: string, name: string): void {
  if (name !== mapNameOf(mesh.revision)) return;
  throw refusal(lockdown, `${sentence}: that is the standard ConfigMap of istiod, which must hold more than the policy; `
    + 'name the one of SHARED_MESH_CONFIG, or use MeshConfigTarget.stockConfigMap() or MeshConfigTarget.configMap()');
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
