import { EgressLockdown, LockdownScope, MeshConfigTarget, Workloads } from '../../src';
import { manifestsOf, newChart } from './lockdowns';

test.each<[string, LockdownScope, { kind: string; namespace: string }]>([
  ['mesh', LockdownScope.mesh(MeshConfigTarget.stockConfigMap()), { kind: 'ConfigMap', namespace: 'istio-system' }],
  ['namespace', LockdownScope.namespace('shop'), { kind: 'Sidecar', namespace: 'shop' }],
  ['workloads', LockdownScope.workloads(Workloads.select({ namespace: 'shop', labels: { app: 'web' } })), { kind: 'Sidecar', namespace: 'shop' }],
])('%s', (_name, scope, expected) => {
  const chart = newChart();
  new EgressLockdown(chart, 'lockdown', { scope });
  expect(manifestsOf(chart).map(({ kind, metadata: { namespace } }) => ({ kind, namespace }))).toEqual([expected]);
});

test('one scope serves several lockdowns', () => {
  const chart = newChart();
  const scope = LockdownScope.namespace('shop');
  new EgressLockdown(chart, 'one', { scope });
  new EgressLockdown(chart, 'other', { scope });
  expect(manifestsOf(chart)).toHaveLength(1);
});
