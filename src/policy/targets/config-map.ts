import type { Document } from 'yaml';
import { ProblemSeverity } from '../../istio/problem';
import { checkMeshConfig } from '../../istio/mesh-config';
import { factsOf } from '../../mesh/istio-mesh';
import { quote, refusal } from '../../mesh/refusal';
import { yamlLibrary } from '../../mesh/yaml-text';
import { mapNameOf, writeMeshConfigMap } from './mesh-config-map';
import type { MeshPolicy, Target } from './target';

/** The mesh config of an installation, of which only the outbound traffic policy is to change. */
export interface ConfigMapOptions {
  /**
   * What the installation has now: the mesh config, or the whole ConfigMap as `kubectl get configmap istio -o yaml` prints
   * it; an object or YAML text. Comments and order of a text are kept.
   */
  readonly base: any;

  /**
   * The networks of the mesh, an object or YAML text.
   *
   * @default - those of the ConfigMap that `base` is, or else none
   */
  readonly meshNetworks?: any;

  /**
   * Name of the ConfigMap.
   *
   * @default - the name in `base` where it is a ConfigMap; else `istio`, or `istio-<revision>`
   */
  readonly name?: string;

  /**
   * Whether `kubectl delete -f` and GitOps pruning may remove the map.
   *
   * @default false
   */
  readonly deletable?: boolean;
}

/** A ConfigMap as kubectl prints it. */
interface PrintedConfigMap {
  readonly kind: 'ConfigMap';
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly data?: { readonly mesh?: string; readonly meshNetworks?: string };
}

export function configMap(options: ConfigMapOptions): Target {
  return {
    sentence: 'MeshConfigTarget.configMap()',
    write: (policy) => {
      const base = asObject(options.base, policy);
      const printed = base?.kind === 'ConfigMap' ? base as PrintedConfigMap : undefined;
      const meshConfig = printed ? printed.data?.mesh : options.base;
      if (!meshConfig) throw refusal(policy.lockdown, 'base has no mesh config: neither data.mesh of a ConfigMap nor a mesh config itself; '
        + 'give what \'kubectl get configmap istio -n istio-system -o yaml\' prints');
      const meshNetworks = options.meshNetworks ?? printed?.data?.meshNetworks;
      writeMeshConfigMap(policy, {
        name: options.name ?? printed?.metadata?.name ?? mapNameOf(policy.mesh.revision),
        namespace: printed?.metadata?.namespace ?? policy.mesh.rootNamespace,
        meshConfig: withMode(meshConfig, policy),
        meshNetworks: meshNetworks && asText(meshNetworks),
        deletable: options.deletable ?? false,
      });
      return { weaknesses: ['An upgrade or reinstall of Istio writes this ConfigMap anew, without the policy.'] };
    },
  };
}

/** Changes the mode and nothing else; what stands in the text stays where it is. */
function withMode(meshConfig: unknown, policy: MeshPolicy): string {
  const document = parse(meshConfig, policy);
  const current = document.toJS()?.outboundTrafficPolicy;
  if (typeof current === 'object' && current !== null) document.setIn(['outboundTrafficPolicy', 'mode'], policy.mode);
  else document.set('outboundTrafficPolicy', document.createNode({ mode: policy.mode }));

  const problems = checkMeshConfig(document.toJS(), factsOf(policy.mesh)).filter(({ severity }) => severity === ProblemSeverity.ERROR);
  if (problems.length > 0) {
    throw refusal(policy.lockdown, problems.map(({ path, value, message, fix }) => `base ${path} ${quote(value)}: ${message}; ${fix}`).join('\n'));
  }
  return document.toString({ lineWidth: 0 });
}

function parse(meshConfig: unknown, { lockdown }: MeshPolicy): Document {
  const document = yamlLibrary().parseDocument(asText(meshConfig));
  const error = document.errors[0];
  if (error) throw refusal(lockdown, `base is not YAML: ${error.message}`);
  if (!yamlLibrary().isMap(document.contents)) throw refusal(lockdown, `base ${quote(meshConfig)} is no mesh config; give an object or its YAML`);
  return document as Document;
}

function asObject(base: unknown, policy: MeshPolicy): Record<string, any> {
  return parse(base, policy).toJS();
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : yamlLibrary().stringify(value, { lineWidth: 0 });
}
