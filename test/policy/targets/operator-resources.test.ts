import { IstioMesh, IstioVersion, MeshConfigTarget, OutboundTrafficPolicyMode } from '../../../src';
import { chartInMesh, lockMesh, manifestsOf, newChart, refusalOf, untyped } from '../lockdowns';
import { KEPT_BY_GITOPS } from '../../../src/policy/targets/kept-by-gitops';

const { REGISTRY_ONLY, ALLOW_ANY, ALLOW_ANY_DYNAMIC_DNS } = OutboundTrafficPolicyMode;

const TARGETS: [string, (name: string) => MeshConfigTarget][] = [
  ['sailIstio', MeshConfigTarget.sailIstio],
  ['istioControlPlane', MeshConfigTarget.istioControlPlane],
  ['banzaiIstio', MeshConfigTarget.banzaiIstio],
];

describe.each(TARGETS)('%s', (factory, target) => {
  test.each([REGISTRY_ONLY, ALLOW_ANY])('%s', (mode) => {
    const chart = newChart({ namespace: 'shop' });
    lockMesh(chart, target('mesh'), mode);
    expect(manifestsOf(chart)).toMatchSnapshot();
  });

  test('says in the assurance what has to happen', () => {
    const [field, deletion] = lockMesh(newChart(), target('mesh')).assurance.reasons;
    expect(field).toMatch(/^It is one field of the \S+\/\S+ (Istio|IstioControlPlane) 'mesh', to be applied server-side; its operator then changes the mesh\.$/);
    expect(deletion).toMatch(/^'kubectl delete -f' of it takes the whole (Istio|IstioControlPlane) 'mesh' away, and the installation with it\.$/);
  });

  test.each<[string, unknown, string]>([
    ['an empty name', '', "''"],
    ['upper case', 'Default', "'Default'"],
    ['a space', 'my mesh', "'my mesh'"],
    ['a line break', 'mesh\n', "'mesh\n'"],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a number', 5, '5'],
    ['254 letters', `${'a'.repeat(63)}.`.repeat(3) + 'a'.repeat(62), `'${`${'a'.repeat(63)}.`.repeat(3) + 'a'.repeat(62)}'`],
    ['a long label', 'a'.repeat(64), `'${'a'.repeat(64)}'`],
  ])('refuses %s', (_name, name, said) => {
    expect(refusalOf(() => lockMesh(newChart(), target(untyped(name))))).toEqual(
      `chart/lockdown: MeshConfigTarget.${factory}(${said}): that is not a name Kubernetes allows; use lower case letters, digits, '-' and '.'`);
  });
});

test('sailIstio is of the whole cluster, also in a chart with a namespace', () => {
  const chart = chartInMesh({ version: IstioVersion.V1_31 });
  lockMesh(chart, MeshConfigTarget.sailIstio('default'), ALLOW_ANY_DYNAMIC_DNS);
  expect(manifestsOf(chart)).toEqual([{
    apiVersion: 'sailoperator.io/v1',
    kind: 'Istio',
    metadata: { name: 'default', annotations: KEPT_BY_GITOPS },
    spec: { values: { meshConfig: { outboundTrafficPolicy: { mode: 'ALLOW_ANY_DYNAMIC_DNS' } } } },
  }]);
});

test('istioControlPlane lies in the root namespace', () => {
  const chart = chartInMesh({ version: IstioVersion.of('1.17'), rootNamespace: 'istio-config' });
  lockMesh(chart, MeshConfigTarget.istioControlPlane('cp-v117x'));
  expect(manifestsOf(chart)).toEqual([{
    apiVersion: 'servicemesh.cisco.com/v1alpha1',
    kind: 'IstioControlPlane',
    metadata: { name: 'cp-v117x', namespace: 'istio-config', annotations: KEPT_BY_GITOPS },
    spec: { meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } },
  }]);
});

test("banzaiIstio is what the post's outbound-traffic-policy changes", () => {
  const chart = chartInMesh({ version: IstioVersion.of('1.4.4') });
  lockMesh(chart, MeshConfigTarget.banzaiIstio('mesh'));
  expect(manifestsOf(chart)).toEqual([{
    apiVersion: 'istio.banzaicloud.io/v1beta1',
    kind: 'Istio',
    metadata: { name: 'mesh', namespace: 'istio-system', annotations: KEPT_BY_GITOPS },
    spec: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
  }]);
});

describe('a mesh that is newer than the operator', () => {
  test.each<[string, MeshConfigTarget, IstioVersion, string]>([
    ['istioControlPlane', MeshConfigTarget.istioControlPlane('mesh'), IstioVersion.of('1.18'),
      "MeshConfigTarget.istioControlPlane('mesh') is for Istio up to 1.17, the newest that its operator installs, and this mesh is 1.18"],
    ['banzaiIstio', MeshConfigTarget.banzaiIstio('mesh'), IstioVersion.V1_28,
      "MeshConfigTarget.banzaiIstio('mesh') is for Istio up to 1.10, the newest that its operator installs, and this mesh is 1.28"],
  ])('%s', (_name, target, version, message) => {
    expect(refusalOf(() => lockMesh(chartInMesh({ version }), target)))
      .toEqual(`chart/lockdown: ${message}; use the target of the operator that installed it`);
  });

  test('is not assumed where nobody declared one', () => {
    const chart = newChart();
    lockMesh(chart, MeshConfigTarget.banzaiIstio('mesh'));
    expect(chart.node.findAll().some((construct) => construct instanceof IstioMesh)).toBe(false);
    expect(manifestsOf(chart)).toHaveLength(1);
  });
});
