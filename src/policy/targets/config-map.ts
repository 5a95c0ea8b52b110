import type { Document } from 'yaml';
import { ProblemSeverity } from '../../istio/problem';
import { checkMeshConfig } from '../../istio/kinds/mesh-config';
import { factsOf } from '../../mesh/istio-mesh';
import { quote, refusal } from '../../app/refusal';
import { FLAG, objectOf, optional, plain, text } from '../../app/shape';
import { toYaml, yamlLibrary } from '../../app/yaml-text';
import { mustBeObjectName } from '../../app/kubernetes-names';
import { mapNameOf, writeMeshConfigMap } from './mesh-config-map';
import type { MeshPolicy, Target } from './target';

/** The policy, and the name protobuf gives it; istiod reads both, but not both at once. */
const POLICY = 'outboundTrafficPolicy';
const POLICY_SNAKE_CASE = 'outbound_traffic_policy';

/** The mesh config of an installation, of which only the outbound traffic policy is to change. */
export interface MeshConfigMapOptions {
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
  readonly kind: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly data?: { readonly mesh?: string; readonly meshNetworks?: string };
}

/** Whether a value is a mesh config is found out by reading it, for the mesh of the lockdown. */
const READ_LATER = plain('', '', () => true);

export const CONFIG_MAP = objectOf({
  base: READ_LATER,
  meshNetworks: READ_LATER,
  name: optional(text("'istio'")),
  deletable: optional(FLAG),
}, '{ base: meshConfig }');

export function configMap(options: MeshConfigMapOptions): Target {
  const sentence = 'MeshConfigTarget.configMap()';
  return {
    sentence,
    write: (policy) => {
      const { name, namespace, meshConfig, meshNetworks } = partsOf(options.base, policy);
      const map = {
        name: options.name ?? name ?? mapNameOf(policy.mesh.revision),
        namespace: namespace ?? policy.mesh.rootNamespace,
        meshConfig: withMode(meshConfig, policy),
        meshNetworks: networksOf(options.meshNetworks ?? meshNetworks, policy),
        deletable: options.deletable ?? false,
      };
      mustBeObjectName(policy.lockdown, `${sentence} with name ${quote(map.name)}`, map.name);
      writeMeshConfigMap(policy, map);
      return { weaknesses: ['An upgrade or reinstall of Istio writes this ConfigMap anew, without the policy.'] };
    },
  };
}

/** What `base` says: a whole ConfigMap, or only the mesh config. */
interface Base {
  readonly name?: string;
  readonly namespace?: string;
  readonly meshConfig: unknown;
  readonly meshNetworks?: unknown;
}

function partsOf(base: unknown, policy: MeshPolicy): Base {
  const { kind, metadata, data } = parse('base', base, policy).toJS() as Partial<PrintedConfigMap>;
  if (kind === undefined) return { meshConfig: base };
  if (kind !== 'ConfigMap' || !data?.mesh) {
    const what = kind === 'ConfigMap' ? 'is a ConfigMap without data.mesh' : `has kind ${quote(kind)}`;
    throw refusal(policy.lockdown, `base ${what}, and holds no mesh config; `
      + "give what 'kubectl get configmap istio -n istio-system -o yaml' prints, or the mesh config in it");
  }
  return { name: metadata?.name, namespace: metadata?.namespace, meshConfig: data.mesh, meshNetworks: data.meshNetworks };
}

/** Changes the mode and nothing else; what stands in the text stays where it is. */
function withMode(meshConfig: unknown, policy: MeshPolicy): string {
  const document = parse('base', meshConfig, policy);
  const name = !document.has(POLICY) && document.has(POLICY_SNAKE_CASE) ? POLICY_SNAKE_CASE : POLICY;
  if (name === POLICY) document.delete(POLICY_SNAKE_CASE);
  if (yamlLibrary().isMap(document.get(name, true))) {
    document.setIn([name, 'mode'], policy.mode);
  } else {
    const current = document.toJS()[name];
    document.set(name, document.createNode({ ...typeof current === 'object' ? current : {}, mode: policy.mode }));
  }

  const problems = checkMeshConfig(document.toJS(), factsOf(policy.mesh)).filter(({ severity }) => severity === ProblemSeverity.ERROR);
  if (problems.length > 0) {
    throw refusal(policy.lockdown, problems.map(({ path, value, message, fix }) => `base ${path} ${quote(value)}: ${message}; ${fix}`).join('\n'));
  }
  return document.toString({ lineWidth: 0 });
}

function networksOf(meshNetworks: unknown, policy: MeshPolicy): string | undefined {
  return meshNetworks ? parse('meshNetworks', meshNetworks, policy).toString({ lineWidth: 0 }) : undefined;
}

/** What was given, as the YAML of an object. Istio reads YAML 1.1, in which `on` is true and 010 is 8. */
function parse(prop: string, given: unknown, { lockdown }: MeshPolicy): Document {
  const { parseDocument, isMap } = yamlLibrary();
  try {
    const document = parseDocument(typeof given === 'string' ? given : toYaml(given ?? null), { version: '1.1' });
    if (document.errors[0]?.code === 'MULTIPLE_DOCS') throw new Error('there are several documents in it; give one');
    if (document.errors.length > 0) throw document.errors[0];
    document.toJS();
    if (isMap(document.contents)) return document as Document;
  } catch (error) {
    throw refusal(lockdown, `${prop} cannot be read as YAML: ${(error as Error).message.trim()}`);
  }
  throw refusal(lockdown, `${prop} ${quote(given)} is neither an object nor the YAML text of one`);
}
