import { App, Chart } from 'cdk8s';
import { EgressLockdown, IstioMesh, LockdownScope, MeshConfigTarget, OutboundTrafficPolicyMode, Workloads } from '../../src';
import { DeclaredLockdowns } from '../../src/policy/declared-lockdowns';

const { REGISTRY_ONLY, ALLOW_ANY } = OutboundTrafficPolicyMode;

test('knows the lockdowns of a mesh that are still in the tree, and whom they hold for', () => {
  const app = new App();
  const [chart, elsewhere] = [new Chart(app, 'chart'), new Chart(app, 'elsewhere')];
  new IstioMesh(elsewhere, 'mesh');
  const workloads = Workloads.select({ namespace: 'shop', labels: { app: 'web' } });
  new EgressLockdown(chart, 'mesh', { scope: LockdownScope.mesh(MeshConfigTarget.stockConfigMap()) });
  new EgressLockdown(chart, 'shop', { scope: LockdownScope.namespace('shop'), mode: ALLOW_ANY });
  new EgressLockdown(chart, 'web', { scope: LockdownScope.workloads(workloads) });
  new EgressLockdown(chart, 'removed', { scope: LockdownScope.namespace('warehouse') });
  new EgressLockdown(elsewhere, 'other', { scope: LockdownScope.namespace('shop') });
  chart.node.tryRemoveChild('removed');

  const known = (of: Chart) => DeclaredLockdowns.of(app).inMesh(IstioMesh.of(of))
    .map(({ lockdown, ...rest }) => ({ id: lockdown.node.id, ...rest }));
  expect(known(chart)).toEqual([
    { id: 'mesh', mode: REGISTRY_ONLY, namespace: undefined, workloads: undefined },
    { id: 'shop', mode: ALLOW_ANY, namespace: 'shop', workloads: undefined },
    { id: 'web', mode: REGISTRY_ONLY, namespace: 'shop', workloads },
  ]);
  expect(known(elsewhere).map(({ id }) => id)).toEqual(['other']);
});
