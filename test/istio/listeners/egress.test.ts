import { STOCK_FACTS } from '../../../src/istio/facts';
import { checkSidecar } from '../../../src/istio/kinds/sidecar';
import { accepts, brief, webhookRefuses, webhookWarns } from '../tables';

const sidecar = (spec: any, version = '1.31') => checkSidecar(
  { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'default', namespace: 'shop' }, spec }, { ...STOCK_FACTS, version });
const judge = (egress: any) => sidecar({ egress });
const hosts = (...names: string[]) => [{ hosts: names }];
const listener = (overrides: object) => ({ hosts: ['*/*'], ...overrides });

accepts(judge, {
  'namespaces and hosts': hosts('./*', '*/api.example.com', 'istio-system/*', 'ns1/*.example.com', 'NS/a.b'),
  'nothing at all': hosts('~/*'),
  'everything but a namespace': hosts('*/*', '~ns1/*', '~./*', '~*/*'),
  'a host that only ends in a dot': hosts('./a.'),
  'listeners for ports, then the rest': [
    listener({ port: { number: 80, protocol: 'HTTP', name: 'http' } }), listener({ port: { number: 443 }, bind: '127.0.0.1' }), listener({}),
  ],
  'a listener on a socket': [listener({ port: { protocol: 'HTTP' }, bind: 'unix:///x', captureMode: 'NONE' })],
});

webhookRefuses(judge, {
  'no hosts': [hosts(), 'sidecar/egress-hosts-required', 'spec.egress[0].hosts', 'at least one host'],
  'a host without namespace': [hosts('./*', 'api.example.com'), 'sidecar/egress-host-form', 'spec.egress[0].hosts[1]', 'namespace/dnsName'],
  'an empty namespace': [hosts('/a.b'), 'sidecar/egress-namespace-invalid', 'spec.egress[0].hosts[0]', 'neither "*", ".", "~"'],
  'an invalid namespace': [hosts('n.s/a.b'), 'sidecar/egress-namespace-invalid', 'spec.egress[0].hosts[0]', '"n.s"'],
  'an exclusion of nothing': [hosts('~~/*'), 'sidecar/egress-namespace-invalid', 'spec.egress[0].hosts[0]'],
  'an empty name': [hosts('ns/'), 'sidecar/egress-host-short', 'spec.egress[0].hosts[0]'],
  'a short name': [hosts('./reviews'), 'sidecar/egress-host-short', 'spec.egress[0].hosts[0]', 'short names'],
  'an address': [hosts('*/1.1.1.1'), 'sidecar/egress-host-invalid', 'spec.egress[0].hosts[0]', '"1.1.1.1"'],
  'a path': [hosts('ns/a/b.c'), 'sidecar/egress-host-invalid', 'spec.egress[0].hosts[0]'],
  'a partial wildcard': [hosts('./*foo.com'), 'sidecar/egress-host-partial-wildcard', 'spec.egress[0].hosts[0]', 'whole label'],
  'a catch-all that is not last': [[listener({}), listener({ port: { number: 80 } })], 'sidecar/catch-all-not-last', 'spec.egress[0]', 'last one'],
  'two catch-alls': [[listener({}), listener({})], 'sidecar/catch-all-not-last', 'spec.egress[0]', 'the only one'],
  'one port twice': [
    [listener({ port: { number: 80 } }), listener({ port: { number: 80 }, bind: '127.0.0.1' })], 'sidecar/listener-duplicate', 'spec.egress[1].port.number', '80',
  ],
  'one socket twice': [
    [listener({ port: {}, bind: 'unix:///x' }), listener({ port: { number: 0 }, bind: 'unix:///x' })], 'sidecar/listener-duplicate', 'spec.egress[1].bind', 'unix:///x',
  ],
  'a port out of range': [[listener({ port: { number: 65536 } })], 'sidecar/port-range', 'spec.egress[0].port.number'],
  'a port name that is none': [[listener({ port: { number: 80, name: 'a_b' } })], 'sidecar/port-name-invalid', 'spec.egress[0].port.name'],
  'a protocol Istio does not know': [[listener({ port: { number: 80, protocol: 'FOO' } })], 'sidecar/protocol-unknown', 'spec.egress[0].port.protocol'],
  'a target port': [[listener({ port: { number: 80, targetPort: 8080 } })], 'sidecar/target-port-unsupported', 'spec.egress[0].port.targetPort'],
  'a bind that is no address': [[listener({ port: { number: 80 }, bind: 'localhost' })], 'sidecar/bind-invalid', 'spec.egress[0].bind', 'IP address'],
  'neither port nor socket': [[listener({ port: { protocol: 'HTTP' } })], 'sidecar/port-or-unix-bind', 'spec.egress[0].port.number', 'unix://'],
  'a socket that is none': [[listener({ port: {}, bind: 'unix://x' })], 'sidecar/unix-path', 'spec.egress[0].bind', 'absolute path'],
  'capture for a socket': [[listener({ port: {}, bind: 'unix:///x', captureMode: 'IPTABLES' })], 'sidecar/unix-capture-mode', 'spec.egress[0].captureMode'],
});

webhookWarns(judge, {
  'a host twice': [hosts('./a.b', 'shop/a.b'), 'sidecar/egress-host-duplicate', 'spec.egress[0].hosts[1]', 'twice'],
  'a host after all hosts of the namespace': [hosts('ns/*', 'ns/a.b'), 'sidecar/egress-host-duplicate', 'spec.egress[0].hosts[1]'],
  'all hosts of the namespace after one of them': [hosts('ns/a.b', 'ns/*'), 'sidecar/egress-host-duplicate', 'spec.egress[0].hosts[1]'],
  'hosts beside all hosts': [hosts('*/*', 'ns/a.b'), 'sidecar/egress-hosts-superfluous', 'spec.egress[0].hosts', '"*/*"'],
});

test('a namespace can be excluded since 1.31', () => {
  const spec = { egress: hosts('*/*', '~ns1/*') };
  expect(brief(sidecar(spec, '1.31'))).toEqual([]);
  expect(brief(sidecar(spec, '1.30'))).toEqual(['WEBHOOK ERROR sidecar/egress-exclusion-version at spec.egress[0].hosts[1]']);
});
