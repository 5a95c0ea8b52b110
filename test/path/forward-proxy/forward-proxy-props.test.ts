import type { App } from 'cdk8s';
import { CaBundle, EgressPort, Endpoint, type ForwardProxyProps, TlsOrigination } from '../../../src';
import { serviceProps } from '../../../src/path/forward-proxy/forward-proxy-props';
import { newChart, refusalOf } from '../../helpers';

const PROXY: ForwardProxyProps = { host: 'proxy.example.com', port: 3128 };

test.each<[string, string[] | undefined, Endpoint[] | undefined]>([
  ['at addresses, which are its endpoints', ['192.0.2.1', '2001:db8::1'], [Endpoint.of('192.0.2.1'), Endpoint.of('2001:db8::1')]],
  ['in a range, of which none is its endpoint', ['192.0.2.1', '198.51.100.0/24'], undefined],
  ['at its host', undefined, undefined],
])('it is a service for TCP %s', (_what, addresses, endpoints) => {
  expect(serviceProps(newChart(), 'proxy', { ...PROXY, addresses })).toEqual({
    hosts: ['proxy.example.com'], ports: [EgressPort.tcp(3128)], addresses, endpoints,
  });
});

test.each<[string, unknown, unknown, string]>([
  ['no scope', undefined, 'proxy', "proxy: scope undefined is not a construct; write new ForwardProxy(chart, 'proxy', props)"],
  ['what is no scope', { node: {} }, 'proxy', 'proxy: scope {"node":{}} is not a construct; write new ForwardProxy(chart, \'proxy\', props)'],
  ['no id', newChart(), undefined, "chart: id undefined is not a string with at least one character; write new ForwardProxy(chart, 'proxy', props)"],
  ['an empty id', newChart(), '', "chart: id '' is not a string with at least one character; write new ForwardProxy(chart, 'proxy', props)"],
  ['a number for an id', newChart(), 5, "chart: id 5 is not a string with at least one character; write new ForwardProxy(chart, 'proxy', props)"],
])('%s is refused', (_what, scope, id, message) => {
  expect(refusalOf(() => serviceProps(scope as App, id as string, PROXY))).toBe(message);
});

test('all that is wrong with it is said at once, in the words of its props', () => {
  const props = { host: '*.example.com', port: 0, addresses: 'all', tls: TlsOrigination.simple({ caCertificates: CaBundle.secret('ca') }), ports: [] };

  expect(refusalOf(() => serviceProps(newChart(), 'proxy', props as any)).split('\n')).toEqual([
    "chart/proxy: host '*.example.com' is not a DNS name without wildcard; write one, such as 'proxy.example.com'",
    'chart/proxy: port 0 is not a whole number from 1 to 65535; write one, such as 443',
    "chart/proxy: addresses 'all' is not a list; write one, such as ['192.0.2.1']",
    "chart/proxy: props has no 'ports'; it has metadata, host, port, addresses, tls, exportTo, acceptRisks",
    expect.stringContaining('chart/proxy: tls is '),
  ]);
  expect(refusalOf(() => serviceProps(newChart(), 'proxy', undefined as any))).toBe(
    "chart/proxy: props undefined is not an object; write one, such as { host: 'proxy.example.com', port: 3128, addresses: ['192.0.2.1'] }");
});
