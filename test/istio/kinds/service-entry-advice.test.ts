import { NEVER_ACCEPTABLE_ADVICE } from '../../../src/istio/advice';
import { type IstioFacts, STOCK_FACTS } from '../../../src/istio/facts';
import { ProblemOrigin, ProblemSeverity } from '../../../src/istio/problem';
import { checkServiceEntry } from '../../../src/istio/kinds/service-entry';
import { adviceIn, objects } from '../tables';

const judge = (spec: any, facts: Partial<IstioFacts> = {}, labels = {}) => checkServiceEntry(
  { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'x', namespace: 'shop', labels }, spec }, { ...STOCK_FACTS, version: '1.31', ...facts });
const advice = (spec: any, facts: Partial<IstioFacts> = {}, labels = {}) => adviceIn(judge(spec, facts, labels));

const port = (number: number, protocol?: string) => ({ number, name: `p${number}`, protocol });
const entry = (overrides: object): any => ({ hosts: ['db.example.com'], resolution: 'DNS', ...overrides });

objects<any>(judge, ProblemOrigin.ADVICE, ProblemSeverity.ERROR, {
  'TCP with DNS': [entry({ ports: [port(3306, 'TCP')] }), 'service-entry/tcp-any-address', 'spec.ports[0].protocol', 'port 3306 of any IP address goes to this service'],
  'TCP with NONE': [
    entry({ resolution: 'NONE', ports: [port(3306, 'MySQL')] }), 'service-entry/tcp-any-address', 'spec.ports[0].protocol', 'every IP address can be reached on port 3306',
  ],
  'a port without protocol': [entry({ ports: [port(443)] }), 'service-entry/tcp-any-address', 'spec.ports[0].protocol', 'port 443'],
  'plain HTTP on 443': [entry({ ports: [port(443, 'HTTP')] }), 'service-entry/plain-http-on-443', 'spec.ports[0].protocol', 'takes the port from the TLS traffic'],
  'HTTP with NONE': [entry({ resolution: 'NONE', ports: [port(80, 'HTTP')] }), 'service-entry/spoofable-host', 'spec.resolution', 'db.example.com as Host header'],
  'TLS with NONE': [entry({ resolution: 'NONE', ports: [port(443, 'TLS')] }), 'service-entry/spoofable-host', 'spec.resolution', 'as SNI reaches any IP address on port 443'],
  'a wildcard on TCP': [
    entry({ hosts: ['*.example.com'], resolution: 'STATIC', addresses: ['192.0.2.1'], ports: [port(3306, 'TCP')] }),
    'service-entry/wildcard-tcp', 'spec.ports[0].protocol', 'names no host',
  ],
});

describe('tcp-any-address', () => {
  const tcp = (overrides: object = {}) => entry({ ports: [port(3306, 'TCP')], ...overrides });

  test('is for every protocol whose bytes name no host', () => {
    for (const protocol of ['TCP', 'tcp', 'Mongo', 'Redis', 'MySQL', '', undefined]) {
      expect(advice(entry({ ports: [port(3306, protocol)] }))).toEqual(['service-entry/tcp-any-address']);
    }
    for (const protocol of ['HTTP', 'GRPC', 'TLS', 'HTTPS', 'UDP']) expect(advice(entry({ ports: [port(3306, protocol)] }))).toEqual([]);
  });
  test('is not for an entry with addresses', () => expect(advice(tcp({ addresses: ['192.0.2.1'] }))).toEqual([]));
  test('is also for an entry with endpoints, whose addresses nobody binds', () => {
    expect(advice(tcp({ resolution: 'STATIC', endpoints: [{ address: '192.0.2.1' }] }))).toEqual(['service-entry/tcp-any-address']);
  });
  test('is also for an entry inside the mesh', () => {
    expect(advice(tcp({ resolution: 'STATIC', location: 'MESH_INTERNAL', workloadSelector: { labels: { app: 'db' } } }))).toEqual(['service-entry/tcp-any-address']);
  });
  test('is not for NONE with a selector, which is bound to each of its workloads', () => {
    expect(advice(tcp({ resolution: 'NONE', workloadSelector: { labels: { app: 'db' } } }))).toEqual([]);
  });

  describe('with DNS capture', () => {
    test('is not for an entry that gets an address of its own', () => expect(advice(tcp(), { dnsCapture: true })).toEqual([]));
    test.each([
      ['NONE, which gets none', tcp({ resolution: 'NONE' }), {}, {}],
      ['an entry that wants none', tcp(), {}, { 'networking.istio.io/enable-autoallocate-ip': 'false' }],
      ['istiod giving none', tcp(), { ipAutoAllocate: false }, {}],
    ])('is still for %s', (_, spec, facts, labels) => {
      expect(advice(spec, { dnsCapture: true, ...facts }, labels)).toEqual(['service-entry/tcp-any-address']);
    });
    test('is still for a wildcard, for which no name is ever looked up', () => {
      expect(advice(tcp({ hosts: ['*.example.com'], resolution: 'STATIC' }), { dnsCapture: true })).toContain('service-entry/tcp-any-address');
    });
  });
});

describe('plain-http-on-443', () => {
  test('is for every kind of HTTP', () => {
    for (const protocol of ['HTTP', 'http2', 'GRPC', 'GRPC-Web']) expect(advice(entry({ ports: [port(443, protocol)] }))).toEqual(['service-entry/plain-http-on-443']);
  });
  test('is not for TLS, nor for the port from which TLS is originated', () => {
    expect(advice(entry({ ports: [port(443, 'HTTPS'), { ...port(80, 'HTTP'), targetPort: 443 }] }))).toEqual([]);
  });
});

describe('spoofable-host', () => {
  const none = (overrides: object) => entry({ resolution: 'NONE', ...overrides });

  test('is also for wildcards, and for no resolution at all', () => {
    expect(advice(entry({ resolution: undefined, hosts: ['*.example.com'], ports: [port(443, 'TLS')] }))).toEqual(['service-entry/spoofable-host']);
  });
  test('is said once for all ports', () => expect(advice(none({ ports: [port(80, 'HTTP'), port(443, 'TLS')] }))).toEqual(['service-entry/spoofable-host']));
  test('is not for TLS that is bound to addresses', () => expect(advice(none({ addresses: ['192.0.2.0/24'], ports: [port(443, 'TLS')] }))).toEqual([]));
  test('is for HTTP with addresses, which bind no HTTP listener', () => {
    expect(advice(none({ addresses: ['192.0.2.0/24'], ports: [port(80, 'HTTP')] }))).toEqual(['service-entry/spoofable-host']);
  });
  test('is not for DYNAMIC_DNS, where the name decides where the bytes go', () => {
    expect(advice(entry({ hosts: ['*.example.com'], resolution: 'DYNAMIC_DNS', ports: [port(443, 'TLS')] }))).toEqual([]);
  });
});

describe('wildcard-tcp', () => {
  test('is for several hosts as well', () => {
    expect(advice(entry({ resolution: 'NONE', hosts: ['a.com', 'b.com'], ports: [port(5432, 'TCP')] }))).toContain('service-entry/wildcard-tcp');
  });
  test('is not for NONE with addresses, where only these count', () => {
    expect(advice(entry({ resolution: 'NONE', hosts: ['*.example.com'], addresses: ['192.0.2.0/24'], ports: [port(5432, 'TCP')] }))).toEqual([]);
  });
  test('can never be accepted', () => expect(NEVER_ACCEPTABLE_ADVICE).toContain('service-entry/wildcard-tcp'));
});

test('what Istio refuses gets no advice', () => expect(advice(entry({ ports: [{ ...port(443, 'HTTP'), name: '' }] }))).toEqual([]));
