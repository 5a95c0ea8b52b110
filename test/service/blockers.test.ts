import { type App, Chart } from 'cdk8s';
import { type Construct } from 'constructs';
import {
  EgressGateway, EgressLockdown, EgressPort, ExportTo, ExternalService, ForwardProxy, IstioMesh, LockdownScope, OutboundTrafficPolicyMode,
  Workloads,
} from '../../src';
import { newChart } from '../helpers';

const SHOP = LockdownScope.namespace('shop');

function serviceIn(chart: Construct, namespace: string, exportTo?: ExportTo): ExternalService {
  return new ExternalService(chart, 'stripe', { metadata: { namespace }, hosts: ['api.stripe.com'], ports: [EgressPort.https()], exportTo });
}

const BLOCKED = 'chart/lockdown locks namespace shop and does not allow it: a call from there is blocked.';

test('a service tells who in its namespace may not call it, as it stands when asked', () => {
  const chart = newChart();
  const service = serviceIn(chart, 'shop');
  expect(service.describe()).not.toContain('blocked');

  const lockdown = new EgressLockdown(chart, 'lockdown', { scope: SHOP });
  expect(service.describe()).toContain(BLOCKED);

  lockdown.allow(service);
  expect(service.describe()).not.toContain('blocked');

  chart.node.tryRemoveChild('lockdown');
  expect(service.describe()).not.toContain('blocked');
});

test.each<[string, ExportTo | undefined, boolean]>([
  ['its own namespace alone', undefined, false],
  ['the locked one by name', ExportTo.namespaces('.', 'shop'), true],
  ['everybody, where most do not mean to call it', ExportTo.ALL_NAMESPACES, false],
])('a service of another namespace that is exported to %s', (_what, exportTo, tells) => {
  const chart = newChart();
  const service = serviceIn(chart, 'payments', exportTo);
  new EgressLockdown(chart, 'lockdown', { scope: SHOP });

  expect(service.describe().includes(BLOCKED)).toBe(tells);
});

test('who is on the way to a service does not call it, and whom an entry is hidden from may', () => {
  const chart = newChart({ namespace: 'pay' });
  const gateway = new EgressGateway(chart, 'egress', { metadata: { namespace: 'edge' } });
  const service = new ExternalService(chart, 'stripe', {
    hosts: ['api.stripe.com'], ports: [EgressPort.http()], via: gateway.withOptions({ hideDirectPath: true }), exportTo: ExportTo.namespaces('pay'),
  });
  new EgressLockdown(chart, 'edge', { scope: LockdownScope.namespace('edge') });
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('pay') });

  expect(service.describe()).toContain('chart/lockdown locks namespace pay and does not allow it: a call from there is blocked.');
  expect(service.describe()).not.toContain('namespace edge and');
});

test('what goes through a forward proxy does not call it', () => {
  const chart = newChart({ namespace: 'shop' });
  const proxy = new ForwardProxy(chart, 'proxy', { host: 'proxy.example.com', port: 3128, addresses: ['192.0.2.1'] });
  const service = new ExternalService(chart, 'stripe', { hosts: ['api.stripe.com'], ports: [EgressPort.https()], via: proxy });
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { allow: [service] }) });

  expect(proxy.describe()).not.toContain('blocked');
});

test('a namespace is locked once, whoever says so, and not for pods of their own', () => {
  const chart = newChart();
  const service = serviceIn(chart, 'shop');
  new EgressLockdown(chart, 'lockdown', { scope: SHOP });
  new EgressLockdown(chart, 'again', { scope: SHOP });
  expect(service.describe().match(/blocked/g)).toHaveLength(1);

  const till = Workloads.select({ namespace: 'shop', labels: { app: 'till' } });
  new EgressLockdown(chart, 'pods', { scope: LockdownScope.workloads(till, { allow: [service] }) });
  expect(service.describe()).toContain('locks namespace shop and does not allow it: a call from its other pods is blocked.');
});

test('certain workloads are named; what their namespace is allowed they are allowed', () => {
  const chart = newChart();
  const service = serviceIn(chart, 'shop');
  const till = Workloads.select({ namespace: 'shop', labels: { app: 'till' } });
  new EgressLockdown(chart, 'pods', { scope: LockdownScope.workloads(till) });
  expect(service.describe()).toContain(`chart/pods locks workloads ${till} and does not allow it: a call from there is blocked.`);

  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { allow: [service] }) });
  expect(service.describe()).not.toContain('blocked');
});

test('an open namespace blocks nothing, and neither does another mesh', () => {
  const chart = newChart();
  const service = serviceIn(chart, 'shop');
  new EgressLockdown(chart, 'open', { scope: SHOP, mode: OutboundTrafficPolicyMode.ALLOW_ANY });
  const other = new Chart(chart.node.root as App, 'other');
  new IstioMesh(other, 'mesh');
  new EgressLockdown(other, 'lockdown', { scope: SHOP });

  expect(service.describe()).not.toContain('blocked');
});
