import { parse, stringify } from 'yaml';
import { type KubernetesObject } from '../../test/scenarios/cluster';
import { type World } from '../../test/scenarios/scenario';
import { type Synthesized } from '../../test/scenarios/synthesized';
import { type Oracle } from './oracle';

/**
 * The mesh config that istiod has in a world after everything was applied: texts of which each overrules the ones before it.
 *
 * Whatever writes a mesh config in a way of its own is rendered by Istio's own chart or istioctl; an operator's resource is the part of
 * that config it stands for.
 */
export async function meshConfigInForce({ objects, files }: Synthesized, { mode }: World, oracle: Oracle): Promise<string[]> {
  const maps = objects.filter(({ kind, data }) => kind === 'ConfigMap' && typeof data?.mesh === 'string');
  const own = maps.find(({ metadata }) => /^istio(-|$)/.test(metadata.name) && !metadata.name.startsWith('istio-shared'));
  const shared = maps.filter((map) => map !== own).map(({ data }) => data.mesh as string);
  if (own) return [...shared, own.data.mesh];

  const stock = await installed(files, mode, oracle);
  return [...shared, stock, ...objects.flatMap(asOperatorSays)];
}

async function installed(files: Synthesized['files'], mode: string | undefined, oracle: Oracle): Promise<string> {
  const operatorFile = files.find(({ content }) => parse(content)?.kind === 'IstioOperator');
  if (operatorFile) return meshConfigOf(await oracle.install(operatorFile.content));
  const values = files.find(({ content }) => parse(content)?.meshConfig);
  if (values) return meshConfigOf(await oracle.chart(values.content));
  return meshConfigOf(await oracle.chart(stringify(mode ? { meshConfig: { outboundTrafficPolicy: { mode } } } : {})));
}

/** The mesh config in the ConfigMaps that an installation consists of. */
export function meshConfigOf(configMaps: readonly KubernetesObject[]): string {
  const map = meshConfigMapIn(configMaps);
  return map.data.mesh;
}

export function meshConfigMapIn(configMaps: readonly KubernetesObject[]): KubernetesObject {
  const map = configMaps.find(({ data }) => typeof data?.mesh === 'string');
  if (!map) throw new Error('no ConfigMap with a mesh config was rendered');
  return map;
}

function asOperatorSays({ apiVersion, kind, spec }: KubernetesObject): string[] {
  switch (`${apiVersion.split('/')[0]} ${kind}`) {
    case 'sailoperator.io Istio': return [stringify(spec.values.meshConfig)];
    case 'servicemesh.cisco.com IstioControlPlane': return [stringify(spec.meshConfig)];
    case 'istio.banzaicloud.io Istio': return [stringify({ outboundTrafficPolicy: spec.outboundTrafficPolicy })];
    default: return [];
  }
}
