import * as kplus from 'cdk8s-plus-27';
import {
  EgressAlerts, EgressLockdown, IstioMesh, LockdownScope, MeshConfigTarget, ObservationScope, OutboundTrafficPolicyMode, RuleTarget,
  Workloads,
} from '../../../src';
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

describe('queries say nothing twice', () => {
  const { ALLOW_ANY } = OutboundTrafficPolicyMode;
  const mesh = LockdownScope.mesh(MeshConfigTarget.stockConfigMap());
  const shop = LockdownScope.namespace('shop');
  const workload = (app: string) => LockdownScope.workloads(Workloads.select({ namespace: 'shop', labels: { app } }));
  const SHOP = ObservationScope.namespace('shop');

  const SUM = 'sum by (source_workload, source_workload_namespace, destination_host, protocol)';
  const calls = (matchers = '') => `egress:calls:count5m{kind="passthrough"${matchers}}`;
  const inShop = (matchers = '') => calls(`,source_workload_namespace="shop"${matchers}`);
  const web = ',source_canonical_service="web"';

  test.each<[string, ObservationScope, [LockdownScope, OutboundTrafficPolicyMode?][], string | undefined]>([
    ['a namespace', SHOP, [[shop]], inShop()],
    ['a namespace and its mesh', SHOP, [[shop], [mesh]], inShop()],
    ['the mesh of a namespace', SHOP, [[mesh]], inShop()],
    ['a workload of a namespace', SHOP, [[workload('web')]], inShop(web)],
    ['a workload, by two', SHOP, [[workload('web')], [workload('web')]], inShop(web)],
    ['two workloads', SHOP, [[workload('web')], [workload('api')]], `(${inShop(web)} or ${inShop(',source_canonical_service="api"')})`],
    ['a namespace, and a workload in it', SHOP, [[shop], [workload('web')]], inShop()],
    ['a namespace but for a workload', SHOP, [[shop], [workload('web'), ALLOW_ANY]], `${inShop()} unless ${inShop(web)}`],
    ['a workload of a namespace that is open', SHOP, [[mesh], [shop, ALLOW_ANY], [workload('web')]], inShop(web)],
    ['a mesh, where the namespace is open', SHOP, [[mesh], [shop, ALLOW_ANY]], undefined],
    ['a mesh, with a workload in it', MESH, [[mesh], [workload('web')]], calls()],
    ['a mesh, but for a namespace', MESH, [[mesh], [shop, ALLOW_ANY]], calls(',source_workload_namespace!="shop"')],
    ['a namespace of the mesh', MESH, [[shop]], inShop()],
    ['a workload of the mesh', MESH, [[workload('web')]], inShop(web)],
  ])('%s', (_what, scope, locks, expected) => {
    const chart = newChart();
    locks.forEach(([what, mode], index) => new EgressLockdown(chart, `lockdown-${index}`, { scope: what, mode }));
    const alerts = new EgressAlerts(chart, 'alerts', { scope, target: RuleTarget.prometheusRule() });
    const lost: any = alerts._groups()[0].rules.find((rule: any) => rule.alert === 'EgressLockdownLost');

    expect(lost?.expr).toEqual(expected && `${SUM} (${expected})`);
  });
});
