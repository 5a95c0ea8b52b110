import * as kplus from 'cdk8s-plus-27';
import { EgressLockdown, IstioMesh, LockdownScope, ObservationScope, OutboundTrafficPolicyMode, Workloads } from '../../../src';
import { lockedBy } from '../../../src/observe/rules/locked';
import { DeclaredLockdowns } from '../../../src/policy/declared-lockdowns';
import { newChart } from '../../helpers';

const MESH = ObservationScope.mesh();

function lockedOf(labels: Record<string, string> | undefined, mode?: OutboundTrafficPolicyMode) {
  const chart = newChart({ namespace: 'shop' });
  const workloads = labels
    ? Workloads.select({ namespace: 'shop', labels })
    : Workloads.of(new kplus.Deployment(chart, 'web', { metadata: { name: 'web' }, containers: [{ image: 'web' }] }));
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.workloads(workloads), mode });
  return lockedBy(DeclaredLockdowns.of(chart).inMesh(IstioMesh.of(chart)), MESH);
}

const IN_SHOP = { label: 'source_workload_namespace', operator: '=', value: 'shop' };

test.each<[string, Record<string, string> | undefined, string, string]>([
  ['a workload by its name', undefined, 'source_workload', 'web'],
  ['the label app', { app: 'web', tier: 'front' }, 'source_canonical_service', 'web'],
  ['the label app.kubernetes.io/name, which Istio prefers', { 'app': 'other', 'app.kubernetes.io/name': 'web' }, 'source_canonical_service', 'web'],
])('%s', (_what, labels, label, value) => {
  expect(lockedOf(labels).selections).toEqual([[IN_SHOP, { label, operator: '=', value }]]);
  expect(lockedOf(labels, OutboundTrafficPolicyMode.ALLOW_ANY).exceptions).toEqual([[IN_SHOP, { label, operator: '=', value }]]);
});

test('labels that no metric has are not watched', () => {
  expect(lockedOf({ tier: 'front' })).toEqual({ selections: [], exceptions: [], isEverybody: false });
});
