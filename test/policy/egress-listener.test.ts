import {
  EgressListener, EgressLockdown, EgressPort, Endpoint, ExternalService, type ExternalServiceProps, LockdownScope,
  OutboundTrafficPolicyMode, Workloads,
} from '../../src';
import { complaintsOf, manifestsOf, newChart, refusalOf, service, sidecarOf, untyped } from './lockdowns';

const MYSQL: ExternalServiceProps = {
  hosts: ['mysql.example.com'], ports: [EgressPort.mysql()], addresses: ['198.51.100.5'], endpoints: [Endpoint.of('198.51.100.5')],
};

function withMysql(props: Partial<ExternalServiceProps> = {}) {
  const chart = newChart({ namespace: 'shop' });
  return { chart, mysql: new ExternalService(chart, 'mysql', { ...MYSQL, ...props }) };
}

test('stands before everything else, and its service is imported there alone', () => {
  const { chart, mysql } = withMysql();
  const api = service(chart, 'api');
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('billing', { allow: [api], listeners: [EgressListener.to(mysql)] }) });

  expect(sidecarOf(chart).spec.egress).toEqual([
    { port: { number: 3306, protocol: 'MYSQL', name: 'mysql-3306' }, bind: '127.0.0.1', captureMode: 'NONE', hosts: ['shop/mysql.example.com'] },
    { hosts: ['./*.billing.svc.cluster.local', 'istio-system/*.istio-system.svc.cluster.local', 'shop/api.api.com'] },
  ]);
  expect(manifestsOf(chart, 'ServiceEntry').map(({ spec }) => spec.exportTo)).toEqual([['.', 'billing'], ['.', 'billing']]);
});

test('bind, port and name', () => {
  const { chart, mysql } = withMysql({ ports: [EgressPort.tcp(3306, { name: 'sql' }), EgressPort.of({ number: 3307 })] });
  const listeners = [EgressListener.to(mysql, { port: 3307, bind: '127.0.0.2' }), EgressListener.to(mysql, { port: 3306 })];
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { listeners }) });

  expect(sidecarOf(chart).spec.egress.slice(0, 2)).toMatchObject([
    { bind: '127.0.0.1', port: { number: 3306, protocol: 'TCP', name: 'sql' }, hosts: ['./mysql.example.com'] },
    { bind: '127.0.0.2', port: { number: 3307, protocol: 'TCP', name: 'tcp-3307' } },
  ]);
});

test('workloads have those of their namespace, unless they do not inherit; said twice they are there once', () => {
  const { chart, mysql } = withMysql();
  const listeners = [EgressListener.to(mysql), EgressListener.to(mysql)];
  new EgressLockdown(chart, 'namespace', { scope: LockdownScope.namespace('shop', { listeners }) });
  for (const app of ['heir', 'loner']) {
    const workloads = Workloads.select({ namespace: 'shop', labels: { app } });
    new EgressLockdown(chart, app, { scope: LockdownScope.workloads(workloads, { inheritNamespace: app === 'heir' }) });
  }

  expect(manifestsOf(chart, 'Sidecar').map(({ spec }) => spec.egress.length)).toEqual([2, 2, 1]);
});

test('a lockdown that is taken back takes its listeners along', () => {
  const { chart, mysql } = withMysql();
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') });
  new EgressLockdown(chart, 'more', { scope: LockdownScope.namespace('shop', { listeners: [EgressListener.to(mysql)] }) });
  chart.node.tryRemoveChild('more');

  expect(sidecarOf(chart).spec.egress).toHaveLength(1);
});

test('goes with a mode in which everything may be called', () => {
  const { chart, mysql } = withMysql();
  const scope = LockdownScope.namespace('shop', { listeners: [EgressListener.to(mysql)] });
  new EgressLockdown(chart, 'lockdown', { scope, mode: OutboundTrafficPolicyMode.ALLOW_ANY });

  expect(sidecarOf(chart).spec.egress).toMatchObject([{ bind: '127.0.0.1' }, { hosts: ['*/*'] }]);
});

test('a service that is called there is one that may be called', () => {
  const chart = newChart({ namespace: 'shop' });
  const mysql = service(chart, 'mysql');
  const lockdown = new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { listeners: [EgressListener.to(mysql)] }) });

  expect(complaintsOf(chart)).toEqual([]);
  expect(lockdown.assurance.level).toBe('ADVISORY');
});

test('a service that is found where it was dialled cannot be called there: it would be the listener itself', () => {
  const { chart, mysql } = withMysql({ endpoints: undefined });
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { listeners: [EgressListener.to(mysql)] }) });

  expect(complaintsOf(chart)).toEqual(['[chart/lockdown] listeners has 127.0.0.1:3306 for chart/mysql, whose resolution is NONE: the proxy would forward to the '
    + 'address that was dialled, which is the listener itself; give the service endpoints, or resolution DNS']);
});

test('an address is for one service', () => {
  const { chart, mysql } = withMysql();
  const other = new ExternalService(chart, 'other', { ...MYSQL, hosts: ['other.example.com'] });
  const listeners = [EgressListener.to(mysql), EgressListener.to(other)];

  expect(refusalOf(() => new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { listeners }) }))).toBe(
    'chart/lockdown: listeners has 127.0.0.1:3306 for chart/other, and chart/mysql is called there; use another port or another bind',
  );
});

test('an address that is none is told by the rules of a Sidecar', () => {
  const { chart, mysql } = withMysql();
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { listeners: [EgressListener.to(mysql, { bind: 'localhost' })] }) });

  expect(complaintsOf(chart)).toEqual([expect.stringContaining("[chart/lockdown] Sidecar spec.egress[0].bind 'localhost': ")]);
});

test.each<[string, (mysql: ExternalService) => unknown, string]>([
  ['no service', () => EgressListener.to(untyped('mysql')), "EgressListener.to: 'mysql' is not an external service; give an ExternalService"],
  ['no options', (mysql) => EgressListener.to(mysql, untyped(3306)),
    "EgressListener.to: 3306 is not an object of options; write { bind: '127.0.0.1' }, or leave them out"],
  ['another port', (mysql) => EgressListener.to(mysql, { port: 3307 }),
    'EgressListener.to: port 3307 is not a port of chart/mysql, which has MYSQL 3306; name one of them'],
  ['no list', (mysql) => LockdownScope.namespace('shop', { listeners: untyped(EgressListener.to(mysql)) }),
    'LockdownScope.namespace: options.listeners 127.0.0.1:3306 is not a list; write one, such as [EgressListener.to(service)]'],
  ['no listener', (mysql) => LockdownScope.namespace('shop', { listeners: untyped([mysql]) }),
    'LockdownScope.namespace: options.listeners[0] chart/mysql is not a listener; write one, such as EgressListener.to(service)'],
])('%s is refused', (_what, say, message) => {
  expect(refusalOf(() => say(withMysql().mysql))).toContain(message);
});

test.each<[unknown, string]>([['', "''"], [null, 'null'], [0, '0'], [-1, '-1'], [true, 'true'], [{}, '{}']])('bind %p is refused', (bind, written) => {
  expect(refusalOf(() => EgressListener.to(withMysql().mysql, { bind: untyped(bind) }))).toBe(
    `EgressListener.to: options.bind ${written} is not an IP address; write one, such as '127.0.0.1'`,
  );
});

test('an option that there is none of is refused', () => {
  expect(refusalOf(() => EgressListener.to(withMysql().mysql, untyped({ address: '127.0.0.1' })))).toBe(
    "EgressListener.to: options has no 'address'; it has bind, port",
  );
});

test('a service that is taken out of the tree is called nowhere', () => {
  const { chart, mysql } = withMysql();
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { listeners: [EgressListener.to(mysql)] }) });
  chart.node.tryRemoveChild('mysql');

  expect(sidecarOf(chart).spec.egress).toEqual([{ hosts: ['./*.shop.svc.cluster.local', 'istio-system/*.istio-system.svc.cluster.local'] }]);
});
