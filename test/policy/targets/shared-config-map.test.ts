import { parse } from 'yaml';
import { IstioVersion, MeshConfigTarget, OutboundTrafficPolicyMode } from '../../../src';
import { chartInMesh, lockMesh, manifestsOf, newChart, refusalOf, untyped } from '../lockdowns';

const TARGETS: [string, MeshConfigTarget, string, string][] = [
  ['sharedConfigMap', MeshConfigTarget.sharedConfigMap('mesh-policy'), 'mesh-policy', 'istio-system'],
  ['aks', MeshConfigTarget.aks('asm-1-28'), 'istio-shared-configmap-asm-1-28', 'aks-istio-system'],
];

describe.each(TARGETS)('%s', (_factory, target, name, namespace) => {
  test.each(Object.values(OutboundTrafficPolicyMode))('%s', (mode) => {
    const chart = chartInMesh({ version: IstioVersion.V1_31 });
    lockMesh(chart, target, mode);
    const [map] = manifestsOf(chart);
    expect(map.metadata).toEqual({ name, namespace });
    expect(parse(map.data.mesh)).toEqual({ outboundTrafficPolicy: { mode } });
    expect(manifestsOf(chart)).toMatchSnapshot();
  });
});

test('sharedConfigMap lies in the root namespace', () => {
  const chart = chartInMesh({ rootNamespace: 'istio-config' });
  lockMesh(chart, MeshConfigTarget.sharedConfigMap('mesh-policy'));
  expect(manifestsOf(chart)[0].metadata.namespace).toEqual('istio-config');
});

test('the assurance says what else must be so', () => {
  const OVERRULED = 'The standard ConfigMap of istiod overrules the shared one as soon as it names an outboundTrafficPolicy itself.';
  expect(lockMesh(newChart(), MeshConfigTarget.sharedConfigMap('mesh-policy')).assurance.reasons.slice(0, 2)).toEqual(
    [OVERRULED, 'istiod reads it only when it runs with SHARED_MESH_CONFIG=mesh-policy.']);
  expect(lockMesh(newChart(), MeshConfigTarget.aks('asm-1-28')).assurance.reasons.slice(0, 2)).toEqual(
    [OVERRULED, 'An upgrade to another revision of the add-on reads another ConfigMap.']);
});

describe('refusals', () => {
  const notAName = (said: string) => `chart/lockdown: MeshConfigTarget.sharedConfigMap(${said}): that is not a name Kubernetes allows; `
    + "use lower case letters, digits, '-' and '.'";
  const notARevision = (said: string) => `chart/lockdown: MeshConfigTarget.aks(${said}): that is not a revision of the add-on; write one such as 'asm-1-28'`;

  test.each<[string, MeshConfigTarget, string]>([
    ['upper case', MeshConfigTarget.sharedConfigMap('MeshPolicy'), notAName("'MeshPolicy'")],
    ['a space', MeshConfigTarget.sharedConfigMap('mesh policy'), notAName("'mesh policy'")],
    ['an underscore', MeshConfigTarget.sharedConfigMap('mesh_policy'), notAName("'mesh_policy'")],
    ['an empty name', MeshConfigTarget.sharedConfigMap(''), notAName("''")],
    ['undefined', MeshConfigTarget.sharedConfigMap(untyped(undefined)), notAName('undefined')],
    ['a number', MeshConfigTarget.sharedConfigMap(untyped(5)), notAName('5')],
    ['an object', MeshConfigTarget.sharedConfigMap(untyped({ name: 'x' })), notAName('{"name":"x"}')],
    ['the standard ConfigMap', MeshConfigTarget.sharedConfigMap('istio'),
      "chart/lockdown: MeshConfigTarget.sharedConfigMap('istio'): that is the standard ConfigMap of istiod, which must hold more than the policy; "
        + 'name the one of SHARED_MESH_CONFIG, or use MeshConfigTarget.stockConfigMap() or MeshConfigTarget.configMap()'],
    ['a version for a revision', MeshConfigTarget.aks('1.28'), notARevision("'1.28'")],
    ['a dot in a revision', MeshConfigTarget.aks('asm-1.28'), notARevision("'asm-1.28'")],
    ['a revision in upper case', MeshConfigTarget.aks('ASM-1-28'), notARevision("'ASM-1-28'")],
    ['an empty revision', MeshConfigTarget.aks(''), notARevision("''")],
    ['no revision', MeshConfigTarget.aks(untyped(undefined)), notARevision('undefined')],
    ['a number for a revision', MeshConfigTarget.aks(untyped(1.28)), notARevision('1.28')],
  ])('%s', (_name, target, message) => {
    expect(refusalOf(() => lockMesh(newChart(), target))).toEqual(message);
  });

  test('the standard ConfigMap of the revision', () => {
    expect(refusalOf(() => lockMesh(chartInMesh({ revision: 'canary' }), MeshConfigTarget.sharedConfigMap('istio-canary'))))
      .toContain("sharedConfigMap('istio-canary'): that is the standard ConfigMap of istiod");
  });
});
