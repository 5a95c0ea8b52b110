import { type Chart } from 'cdk8s';
import { DemoApp, EgressLockdown, IstioVersion, LockdownScope, MeshConfigTarget, OutboundTrafficPolicyMode, Workloads } from '../../../src';
import { Sidecars } from '../../../src/policy/sidecar/sidecars';
import { chartInMesh, complaintsOf, lockMesh, manifestsOf, newChart, refusalOf } from '../lockdowns';

const { REGISTRY_ONLY, ALLOW_ANY, ALLOW_ANY_DYNAMIC_DNS } = OutboundTrafficPolicyMode;
const ROOT = MeshConfigTarget.rootSidecar();

/** A Sidecar that no lockdown governs. */
function ungoverned(chart: Chart, namespace: string): void {
  Sidecars.of(chart).ofNamespace(chart, namespace).importUngoverned({ saidBy: chart, hosts: () => ['./*'] });
}

describe.each([REGISTRY_ONLY, ALLOW_ANY])('%s', (mode) => {
  test('is the policy of a Sidecar in the root namespace that imports everything, and of every ungoverned Sidecar', () => {
    const chart = newChart({ namespace: 'shop' });
    lockMesh(chart, ROOT, mode);
    ungoverned(chart, 'demo');
    expect(manifestsOf(chart)).toMatchSnapshot();
  });
});

test('lies in the root namespace of the mesh', () => {
  const chart = chartInMesh({ rootNamespace: 'istio-config' });
  lockMesh(chart, ROOT);
  expect(manifestsOf(chart)).toEqual([{
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: { name: 'default', namespace: 'istio-config' },
    spec: { egress: [{ hosts: ['*/*'] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
  }]);
});

test.each(['before', 'after'])('the Sidecar of the demo application follows, if it is declared %s', (when) => {
  const chart = newChart();
  if (when === 'before') new DemoApp(chart, 'demo');
  lockMesh(chart, ROOT);
  if (when === 'after') new DemoApp(chart, 'demo');
  const ofDemo = manifestsOf(chart, 'Sidecar').find(({ metadata }) => metadata.namespace === 'backyards-demo');
  expect(ofDemo.spec.outboundTrafficPolicy).toEqual({ mode: 'REGISTRY_ONLY' });
});

test('the demo application without a lockdown has no policy', () => {
  const chart = newChart();
  new DemoApp(chart, 'demo');
  expect(manifestsOf(chart, 'Sidecar')[0].spec).not.toHaveProperty('outboundTrafficPolicy');
});

test('a lockdown of a namespace or of workloads keeps its own mode', () => {
  const chart = newChart();
  lockMesh(chart, ROOT);
  new EgressLockdown(chart, 'namespace', { scope: LockdownScope.namespace('shop'), mode: ALLOW_ANY });
  new EgressLockdown(chart, 'pods', {
    scope: LockdownScope.workloads(Workloads.select({ namespace: 'shop', labels: { app: 'web' } })), mode: ALLOW_ANY,
  });
  expect(manifestsOf(chart).map(({ spec }) => spec.outboundTrafficPolicy.mode)).toEqual([REGISTRY_ONLY, ALLOW_ANY, ALLOW_ANY]);
});

test('the mode goes with the lockdown that said it', () => {
  const chart = newChart();
  ungoverned(chart, 'demo');
  lockMesh(chart, ROOT);
  chart.node.tryRemoveChild('lockdown');
  expect(manifestsOf(chart).map(({ spec }) => spec)).toEqual([{ egress: [{ hosts: ['./*'] }] }]);
});

test('two of them share the Sidecar, and a removed first one is missed', () => {
  const chart = newChart();
  lockMesh(chart, ROOT);
  new EgressLockdown(chart, 'again', { scope: LockdownScope.mesh(ROOT) });
  expect(manifestsOf(chart)).toHaveLength(1);
  chart.node.tryRemoveChild('lockdown');
  ungoverned(chart, 'demo');
  expect(complaintsOf(chart)).toEqual([
    '[chart/again] the Sidecar of namespace istio-system was removed from the app with chart/lockdown, which had said something about it first; '
      + 'keep that one, or create this one after removing it',
  ]);
});

test('a mode that no Sidecar knows is refused', () => {
  expect(refusalOf(() => lockMesh(chartInMesh({ version: IstioVersion.V1_31 }), ROOT, ALLOW_ANY_DYNAMIC_DNS))).toEqual(
    'chart/lockdown: mode ALLOW_ANY_DYNAMIC_DNS cannot be said in a Sidecar, and MeshConfigTarget.rootSidecar() writes one; '
      + 'use a target that writes mesh config');
});

test('the assurance says whom it does not reach', () => {
  expect(lockMesh(newChart(), ROOT).assurance.reasons[0]).toEqual(
    'A namespace or workload with a Sidecar that is not of this app follows that Sidecar, or else the mesh config, and not this one.');
});
