import { istioSchemas } from '../../../src/istio/schema/schema';
import { checkStructure, withoutNullFields } from '../../../src/istio/schema/structural-schema';
import { brief, schemaRefuses } from '../tables';

const check = (kind: string, spec: unknown, more: object = {}) => checkStructure({ apiVersion: 'networking.istio.io/v1', kind, metadata: { name: 'x' }, spec, ...more } as any, 'x');
const entry = (spec: object, more: object = {}) => check('ServiceEntry', { hosts: ['a.com'], ...spec }, more).problems;
const rule = (trafficPolicy: unknown) => check('DestinationRule', { host: 'a.com', trafficPolicy }).problems;
const route = (http: unknown) => check('VirtualService', { http: [http] }).problems;

describe('ServiceEntry', () => {
  schemaRefuses((spec: any) => entry(spec), {
    'another type': [{ ports: {} }, 'x/wrong-type', 'spec.ports', 'ports must be an array, not an object'],
    'a number in quotes': [{ ports: [{ number: '80', name: 'a' }] }, 'x/wrong-type', 'spec.ports[0].number', 'must be an integer, not a string'],
    'a fraction': [{ ports: [{ number: 80.5, name: 'a' }] }, 'x/wrong-type', 'spec.ports[0].number', 'an integer'],
    'an integer beyond 64 bits': [{ ports: [{ number: 1e20, name: 'a' }] }, 'x/wrong-type', 'spec.ports[0].number'],
    'a missing field': [{ hosts: undefined }, 'x/missing-field', 'spec.hosts', 'hosts is required'],
    'a field that is null as a missing one': [{ hosts: null }, 'x/missing-field', 'spec.hosts'],
    'a field it does not have': [{ host: 'a.com' }, 'x/unknown-field', 'spec.host', 'there are addresses, endpoints'],
    'a null in a field it does not have': [{ bogus: null }, 'x/unknown-field', 'spec.bogus'],
    'a null in a list': [{ hosts: ['a.com', null] }, 'x/null-item', 'spec.hosts[1]', 'must not be null'],
    'another resolution': [{ resolution: 'dns' }, 'x/not-in-enum', 'spec.resolution', 'NONE, STATIC, DNS'],
    'too few hosts': [{ hosts: [] }, 'x/too-few-items', 'spec.hosts', 'at least 1'],
    'too many hosts': [{ hosts: Array(257).fill('a.com') }, 'x/too-many-items', 'spec.hosts', 'at most 256'],
    'too long an address': [{ addresses: ['1'.repeat(65)] }, 'x/too-long', 'spec.addresses[0]', 'at most 64'],
    'too many labels': [
      { resolution: 'STATIC', workloadSelector: { labels: Object.fromEntries(Array.from({ length: 257 }, (_, i) => [`l${i}`, 'a'])) } },
      'x/too-many-entries', 'spec.workloadSelector.labels', 'at most 256',
    ],
    'one port name twice': [{ ports: [{ number: 80, name: 'a' }, { number: 81, name: 'a' }] }, 'x/duplicate-item', 'spec.ports[1].name', '"a" is there twice'],
    'a number out of range': [{ endpoints: [{ address: 'a', weight: -1 }], resolution: 'DNS' }, 'x/out-of-range', 'spec.endpoints[0].weight', 'at least 0'],
    'what CEL refuses': [{ endpoints: [] }, 'x/none-has-no-endpoints', 'spec', 'NONE'],
  });

  test('a field that is null is as good as none', () => {
    expect(entry({ endpoints: null, ports: [{ number: 80, name: 'a', targetPort: null }], workloadSelector: null })).toEqual([]);
  });
  test('the length of a text is in characters', () => expect(entry({ addresses: ['😀'.repeat(64)] })).toEqual([]));
  test('the API server ignores the status', () => expect(entry({}, { status: { conditions: 'x' } })).toEqual([]));
  test('the manifest itself has no other fields', () => {
    expect(brief(entry({}, { data: {} }))).toEqual(['SCHEMA ERROR x/unknown-field at data']);
  });
});

schemaRefuses(rule, {
  'two kinds of load balancer': [{ loadBalancer: { simple: 'RANDOM', consistentHash: {} } }, 'x/fields-exclusive', 'spec.trafficPolicy.loadBalancer', 'not simple and consistentHash'],
  'two kinds of hash': [
    { loadBalancer: { consistentHash: { useSourceIp: true, ringHash: {}, maglev: { tableSize: 3 } } } },
    'x/fields-exclusive', 'spec.trafficPolicy.loadBalancer.consistentHash', 'only one of ringHash, maglev',
  ],
  'a number beyond 32 bits': [{ connectionPool: { tcp: { maxConnections: 2 ** 31 } } }, 'x/out-of-range', 'spec.trafficPolicy.connectionPool.tcp.maxConnections', 'at most 2147483647'],
  'too short a duration': [{ outlierDetection: { interval: '0s' } }, 'x/duration-invalid', 'spec.trafficPolicy.outlierDetection.interval', '1ms'],
});

schemaRefuses(route, {
  'bytes that are none': [{ directResponse: { status: 200, body: { bytes: '#' } } }, 'x/bad-format', 'spec.http[0].directResponse.body.bytes', 'base64'],
  'no bytes': [{ directResponse: { status: 200, body: { bytes: '' } } }, 'x/bad-format', 'spec.http[0].directResponse.body.bytes'],
  'another type in a map': [{ match: [{ headers: { 'x-a': 'b' } }] }, 'x/wrong-type', 'spec.http[0].match[0].headers["x-a"]', 'an object, not a string'],
});

describe('metadata', () => {
  const metadata = (value: unknown) => brief(entry({}, { metadata: value }));

  test('is an object of texts', () => {
    expect(metadata('x')).toEqual(['SCHEMA ERROR x/wrong-type at metadata']);
    expect(metadata({ name: 5 })).toEqual(['SCHEMA ERROR x/wrong-type at metadata.name']);
    expect(metadata({ name: 'x', labels: { a: true } })).toEqual(['SCHEMA ERROR x/wrong-type at metadata.labels["a"]']);
    expect(metadata({ name: 'x', annotations: [] })).toEqual(['SCHEMA ERROR x/wrong-type at metadata.annotations']);
  });
  test('may have anything else', () => expect(metadata({ generateName: 'x-', ownerReferences: [], labels: null, namespace: null })).toEqual([]));
});

test('only what has its types can be judged further', () => {
  expect(check('ServiceEntry', { hosts: ['*'] }).wellTyped).toBe(true);
  expect(check('ServiceEntry', { hosts: [1] }).wellTyped).toBe(false);
  expect(check('ServiceEntry', { hosts: ['a.com'], ports: [null] }).wellTyped).toBe(false);
  expect(check('ServiceEntry', undefined).wellTyped).toBe(true);
  expect(check('ServiceEntry', []).wellTyped).toBe(false);
});

test('the kinds that have a schema', () => {
  expect(Object.keys(istioSchemas().kinds)).toEqual([
    'DestinationRule', 'Gateway', 'ServiceEntry', 'Sidecar', 'Telemetry', 'VirtualService', 'WorkloadEntry',
  ]);
});

test('nulls are dropped from fields and stay in lists', () => {
  expect(withoutNullFields({ a: null, b: [null, { c: null, d: 1 }], e: undefined, f: 'x' })).toEqual({ b: [null, { d: 1 }], f: 'x' });
});
