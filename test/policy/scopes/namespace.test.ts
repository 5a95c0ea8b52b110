import type { Chart } from 'cdk8s';
import { ClusterServices, EgressLockdown, LockdownScope, type NamespaceLockdownOptions, OutboundTrafficPolicyMode } from '../../../src';
import { importsOf, manifestsOf, newChart, refusalOf, service, sidecarOf, untyped } from '../lockdowns';

function lock(chart: Chart, namespace: string, options?: NamespaceLockdownOptions): EgressLockdown {
  return new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace(namespace, options) });
}

test('a Sidecar named default is written into the namespace, and nothing else', () => {
  const chart = newChart();
  lock(chart, 'backyards-demo');
  expect(manifestsOf(chart)).toEqual([{
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: { name: 'default', namespace: 'backyards-demo' },
    spec: {
      egress: [{ hosts: ['./*.backyards-demo.svc.cluster.local', 'istio-system/*.istio-system.svc.cluster.local'] }],
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    },
  }]);
});

test('the mode is written out where it is the default of Istio too', () => {
  const chart = newChart();
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop'), mode: OutboundTrafficPolicyMode.ALLOW_ANY });
  expect(sidecarOf(chart).spec.outboundTrafficPolicy).toEqual({ mode: 'ALLOW_ANY' });
});

test('allow later is allow in the options, and twice is once', () => {
  const write = (later: boolean) => {
    const chart = newChart({ namespace: 'shop' });
    const services = [service(chart, 'stripe'), ClusterServices.named('ledger', 'payments')];
    const lockdown = lock(chart, 'shop', later ? {} : { allow: services });
    if (later) lockdown.allow(...services, ...services);
    return manifestsOf(chart);
  };
  expect(write(true)).toEqual(write(false));
});

test('a service that is declared after the lockdown', () => {
  const chart = newChart({ namespace: 'shop' });
  const lockdown = lock(chart, 'shop');
  lockdown.allow(service(chart, 'stripe'));
  expect(importsOf(chart)).toContain('./api.stripe.com');
});

test('a service of another chart, which has another namespace', () => {
  const chart = newChart();
  const stripe = service(chart, 'stripe', 'egress');
  lock(chart, 'shop', { allow: [stripe] });
  expect(importsOf(chart)).toContain('egress/api.stripe.com');
  expect(stripe.exportTo.values).toEqual(['.', 'shop']);
});

describe('refusals', () => {
  const NOT_A_SERVICE = 'is not a service; give an ExternalService, or ClusterServices for services of the cluster';
  const notInList = (said: string) => `LockdownScope.namespace: options.allow[0] ${said} is not a service; `
    + 'write one, such as an ExternalService, or ClusterServices for services of the cluster';
  const notANamespace = (said: string) => `chart/lockdown: LockdownScope.namespace(${said}): that is not a name Kubernetes allows for a namespace; `
    + "name one such as 'backyards-demo'";

  test.each<[string, (chart: Chart) => unknown, string]>([
    ['an empty namespace', (chart) => lock(chart, ''), notANamespace("''")],
    ['upper case', (chart) => lock(chart, 'Shop'), notANamespace("'Shop'")],
    ['a space', (chart) => lock(chart, 'my shop'), notANamespace("'my shop'")],
    ['a dot', (chart) => lock(chart, 'shop.svc'), notANamespace("'shop.svc'")],
    ['a wildcard', (chart) => lock(chart, '*'), notANamespace("'*'")],
    ['a dash at the end', (chart) => lock(chart, 'shop-'), notANamespace("'shop-'")],
    ['64 letters', (chart) => lock(chart, 'a'.repeat(64)), notANamespace(`'${'a'.repeat(64)}'`)],
    ['undefined', (chart) => lock(chart, untyped(undefined)), notANamespace('undefined')],
    ['null', (chart) => lock(chart, untyped(null)), notANamespace('null')],
    ['a number', (chart) => lock(chart, untyped(5)), notANamespace('5')],
    ['an object', (chart) => lock(chart, untyped({ name: 'shop' })), notANamespace('{"name":"shop"}')],
    ['a chart', (chart) => lock(chart, untyped(chart)), notANamespace('chart')],
    ['a mode of the mesh', (chart) => new EgressLockdown(chart, 'lockdown', {
      scope: LockdownScope.namespace('shop'), mode: OutboundTrafficPolicyMode.ALLOW_ANY_DYNAMIC_DNS,
    }), 'chart/lockdown: mode ALLOW_ANY_DYNAMIC_DNS is for a whole mesh: Istio does not take it in a Sidecar; '
      + 'use LockdownScope.mesh(), or mode REGISTRY_ONLY or ALLOW_ANY'],
    ['allow beside ALLOW_ANY', (chart) => new EgressLockdown(chart, 'lockdown', {
      scope: LockdownScope.namespace('shop', { allow: [ClusterServices.inNamespace('payments')] }), mode: OutboundTrafficPolicyMode.ALLOW_ANY,
    }), 'chart/lockdown: allow has no effect with mode ALLOW_ANY, where everything may be called; leave it out, or use mode REGISTRY_ONLY'],
    ['allow() beside ALLOW_ANY', (chart) => new EgressLockdown(chart, 'lockdown', {
      scope: LockdownScope.namespace('shop'), mode: OutboundTrafficPolicyMode.ALLOW_ANY,
    }).allow(ClusterServices.inNamespace('payments')),
    'chart/lockdown: allow has no effect with mode ALLOW_ANY, where everything may be called; leave it out, or use mode REGISTRY_ONLY'],
    ['a service without a list', (chart) => lock(chart, 'shop', { allow: untyped(service(chart, 'stripe')) }),
      'LockdownScope.namespace: options.allow chart/stripe is not a list; write one, such as [service]'],
    ['a host', (chart) => lock(chart, 'shop', { allow: [untyped('api.stripe.com')] }), notInList("'api.stripe.com'")],
    ['nothing in the list', (chart) => lock(chart, 'shop', { allow: [untyped(undefined)] }), notInList('undefined')],
    ['an object', (chart) => lock(chart, 'shop', { allow: [untyped({ hosts: ['a.b'] })] }), notInList('{"hosts":["a.b"]}')],
    ['allow() of a list', (chart) => lock(chart, 'shop').allow(untyped([service(chart, 'stripe')])), `chart/lockdown: allow chart/stripe ${NOT_A_SERVICE}`],
    ['allow() of a chart', (chart) => lock(chart, 'shop').allow(untyped(chart)), `chart/lockdown: allow chart ${NOT_A_SERVICE}`],
    ['allow() of null', (chart) => lock(chart, 'shop').allow(untyped(null)), `chart/lockdown: allow null ${NOT_A_SERVICE}`],
  ])('%s', (_name, say, message) => {
    const chart = newChart({ namespace: 'shop' });
    expect(refusalOf(() => say(chart))).toEqual(message);
  });
});
