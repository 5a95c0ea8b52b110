import { isDeepStrictEqual } from 'util';
import { type App, Chart } from 'cdk8s';
import {
  DataPlane, EgressApp, EgressLockdown, IstioMesh, type IstioMeshProps, IstioVersion, LockdownScope, MeshConfigTarget,
  OutboundTrafficPolicyMode, ProxyBypass,
} from 'cdk8s-istio-egress';
import { parse, stringify } from 'yaml';
import { type KubernetesObject } from '../../test/scenarios/cluster';
import { synthesized, type Synthesized } from '../../test/scenarios/synthesized';
import { meshConfigMapIn, meshConfigOf } from './mesh-config-in-force';
import { type Oracle } from './oracle';
import { Report } from './report';
import { type Tally } from '../shared/tally';

const { REGISTRY_ONLY, ALLOW_ANY, ALLOW_ANY_DYNAMIC_DNS } = OutboundTrafficPolicyMode;

/** A stock install: what we are told about it, and what istioctl is told to install it. */
interface Installation {
  readonly title: string;
  readonly mesh: IstioMeshProps;
  readonly settings: readonly string[];
}

const V1_31 = { version: IstioVersion.V1_31 };
const INSTALLATIONS: readonly Installation[] = [
  { title: 'the default profile', mesh: V1_31, settings: [] },
  { title: 'a revision', mesh: { ...V1_31, revision: 'canary' }, settings: ['revision=canary'] },
  { title: 'another root namespace', mesh: { ...V1_31, rootNamespace: 'mesh-system' }, settings: ['values.global.istioNamespace=mesh-system'] },
  { title: 'another trust domain', mesh: { ...V1_31, trustDomain: 'example.com' }, settings: ['meshConfig.trustDomain=example.com'] },
  {
    title: 'DNS capture',
    mesh: { ...V1_31, dnsCapture: true },
    settings: ['meshConfig.defaultConfig.proxyMetadata.ISTIO_META_DNS_CAPTURE=true'],
  },
];

/**
 * Mesh policy where an installation keeps it, against what Istio itself renders: the stock ConfigMap is the one that istioctl generates,
 * and the files do to an installation what istioctl and the istiod chart make of them.
 */
export async function compareWithInstallations(oracle: Oracle): Promise<Tally> {
  const report = new Report();
  report.check(await seesAnotherMode(oracle), 'another mode is no difference');
  for (const installation of INSTALLATIONS) {
    for (const mode of [REGISTRY_ONLY, ALLOW_ANY, ALLOW_ANY_DYNAMIC_DNS]) {
      const what = `${installation.title}, ${mode}`;
      const reference = await oracle.install('', [...installation.settings, `meshConfig.outboundTrafficPolicy.mode=${mode}`]);
      const { objects } = locked(MeshConfigTarget.stockConfigMap(), installation.mesh, mode);
      report.check(differences(meshConfigMapIn(objects), meshConfigMapIn(reference)), `${what}: the stock ConfigMap is not what istioctl generates`);
    }
  }
  report.check(await ambient(oracle), 'the ambient profile: the stock ConfigMap is not what istioctl generates');
  for (const installation of INSTALLATIONS.slice(0, 3)) {
    report.check(await operatorFile(installation, oracle), `${installation.title}: the IstioOperator file does not install the policy`);
  }
  report.check(await helmValues(oracle), 'the istiod chart does not make of the values what they say');
  report.check(await sharedMap(oracle), 'the shared ConfigMap does not hold as it is documented');
  return report.tally;
}

/** An app with a lockdown of the mesh and nothing else. */
function locked(
  target: MeshConfigTarget, mesh: IstioMeshProps, mode: OutboundTrafficPolicyMode, more: (app: App) => void = () => {},
): Synthesized {
  const app = new EgressApp({ outdir: 'manifests/installation' });
  new IstioMesh(app, 'mesh', mesh);
  new EgressLockdown(new Chart(app, 'policy'), 'lockdown', { scope: LockdownScope.mesh(target), mode });
  more(app);
  return synthesized(app);
}

/** Equal but for labels and annotations. */
function differences(ours: KubernetesObject, theirs: KubernetesObject): string[] {
  const relevant = ({ metadata, data }: KubernetesObject) => ({
    name: metadata.name, namespace: metadata.namespace, mesh: parse(data.mesh), meshNetworks: parse(data.meshNetworks),
  });
  const [a, b] = [relevant(ours), relevant(theirs)];
  return isDeepStrictEqual(a, b) ? [] : [`ours:\n${stringify(a)}`, `Istio's:\n${stringify(b)}`];
}

/** The comparison itself: two modes have to differ. */
async function seesAnotherMode(oracle: Oracle): Promise<string[]> {
  const reference = await oracle.install('', [`meshConfig.outboundTrafficPolicy.mode=${ALLOW_ANY}`]);
  const { objects } = locked(MeshConfigTarget.stockConfigMap(), V1_31, REGISTRY_ONLY);
  return differences(meshConfigMapIn(objects), meshConfigMapIn(reference)).length > 0 ? [] : ['REGISTRY_ONLY is taken for ALLOW_ANY'];
}

/** REGISTRY_ONLY is refused there, because it would do nothing: what can be compared is the way back. */
async function ambient(oracle: Oracle): Promise<string[]> {
  const reference = await oracle.install('', ['profile=ambient', `meshConfig.outboundTrafficPolicy.mode=${ALLOW_ANY}`]);
  const { objects } = locked(MeshConfigTarget.stockConfigMap(), { ...V1_31, dataPlane: DataPlane.AMBIENT }, ALLOW_ANY);
  return differences(meshConfigMapIn(objects), meshConfigMapIn(reference));
}

/** Fed to istioctl the file renders the same map as the stock target writes. */
async function operatorFile({ mesh }: Installation, oracle: Oracle): Promise<string[]> {
  const { files } = locked(MeshConfigTarget.istioOperator('mesh/operator.yaml'), mesh, REGISTRY_ONLY);
  const { objects } = locked(MeshConfigTarget.stockConfigMap(), mesh, REGISTRY_ONLY);
  return differences(meshConfigMapIn(objects), meshConfigMapIn(await oracle.install(files[0].content)));
}

async function helmValues(oracle: Oracle): Promise<string[]> {
  const path = 'mesh/istiod-values.yaml';
  const { files } = locked(MeshConfigTarget.helmValues(path), V1_31, REGISTRY_ONLY, (app) => {
    ProxyBypass.meshWide(app, { valuesFile: path, excludeOutboundCidrs: ['169.254.169.254/32', '10.20.0.0/16'], reason: 'metadata of the cloud' });
  });
  const rendered = await oracle.chart(files[0].content);
  const injector = rendered.find(({ data }) => typeof data?.values === 'string');
  const excluded = parse(injector?.data.values ?? '{}').global?.proxy?.excludeIPRanges;
  return [
    ...differences(meshConfigMapIn(locked(MeshConfigTarget.stockConfigMap(), V1_31, REGISTRY_ONLY).objects), meshConfigMapIn(rendered)),
    ...excluded === '10.20.0.0/16,169.254.169.254/32' ? [] : [`the injector excludes ${JSON.stringify(excluded)}`],
  ];
}

/** It holds as long as the standard map leaves the policy out, and is overruled as soon as that one names it. */
async function sharedMap(oracle: Oracle): Promise<string[]> {
  const { objects } = locked(MeshConfigTarget.sharedConfigMap('egress-policy'), V1_31, REGISTRY_ONLY);
  const shared = meshConfigOf(objects);
  const standard = meshConfigOf(await oracle.chart('{}'));
  const verdicts = await oracle.meshConfigs([[shared, standard], [shared, `${standard}\noutboundTrafficPolicy: {mode: ALLOW_ANY}`]]);
  const modes = verdicts.map(({ mode }) => mode).join(', ');
  return modes === 'REGISTRY_ONLY, ALLOW_ANY' ? [] : [`the modes in force are ${modes}`];
}
