import { EgressLockdown, LockdownScope, MeshConfigTarget, Workloads } from '../../src';
import { manifestsOf, newChart, refusalOf, untyped } from './lockdowns';

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

describe('options that nobody would heed', () => {
  const WEB = Workloads.select({ namespace: 'shop', labels: { app: 'web' } });
  const NO_OPTIONS = 'is not an object; write one, such as { allow: [service] }';

  test.each<[unknown, string]>([
    [null, `options null ${NO_OPTIONS}`],
    ['stripe', `options 'stripe' ${NO_OPTIONS}`],
    [[], `options [] ${NO_OPTIONS}`],
    [{ alow: [] }, "options has no 'alow'; it has allow, listeners"],
    [{ inheritNamespace: true }, "options has no 'inheritNamespace'; it has allow, listeners"],
    [{ allow: null }, 'options.allow null is not a list; write one, such as [service]'],
    [{ listeners: {} }, 'options.listeners {} is not a list; write one, such as [EgressListener.to(service)]'],
  ])('of a namespace: %j', (options, message) => {
    expect(refusalOf(() => LockdownScope.namespace('shop', untyped(options)))).toEqual(`LockdownScope.namespace: ${message}`);
  });

  test.each<[unknown, string]>([
    [null, `options null ${NO_OPTIONS}`],
    ['stripe', `options 'stripe' ${NO_OPTIONS}`],
    [{ inheritsNamespace: false }, "options has no 'inheritsNamespace'; it has allow, listeners, inheritNamespace"],
    [{ inheritNamespace: 'false' }, "options.inheritNamespace 'false' is not true or false; write one, such as true"],
    [{ allow: ['stripe'] }, "options.allow[0] 'stripe' is not a service; write one, such as an ExternalService, or ClusterServices for services of the cluster"],
  ])('of workloads: %j', (options, message) => {
    expect(refusalOf(() => LockdownScope.workloads(WEB, untyped(options)))).toEqual(`LockdownScope.workloads: ${message}`);
  });
});
