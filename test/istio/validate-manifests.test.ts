import { validateManifests } from '../../src/istio/validate-manifests';

const entry = (spec: object, name = 'x') => ({
  apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name, namespace: 'shop' },
  spec: { hosts: ['a.com'], resolution: 'DNS', ports: [{ number: 443, name: 'tls', protocol: 'TLS' }], ...spec },
});
const meshConfig = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'istio', namespace: 'istio-system' }, data: { mesh: 'outboundTrafficPolicy: {mode: FOO}' } };

test('manifests without problems have none', () => {
  expect(validateManifests([entry({}), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }])).toEqual([]);
});

test('every problem knows its manifest', () => {
  expect(validateManifests([{ kind: 'Namespace' }, entry({ hosts: ['a_b'] }), meshConfig])).toEqual([
    {
      code: 'service-entry/host-invalid', origin: 'WEBHOOK', severity: 'ERROR', path: 'spec.hosts[0]', value: 'a_b',
      message: 'a host must be a domain name that may start with "*."; IP addresses and CIDR blocks go to addresses', fix: 'write a domain name',
      index: 1, kind: 'ServiceEntry', namespace: 'shop', name: 'x',
    },
    expect.objectContaining({ code: 'mesh-config/mode-invalid', path: 'data.mesh.outboundTrafficPolicy.mode', index: 2, kind: 'ConfigMap', name: 'istio' }),
  ]);
});

test('clashes come last, between manifests that Istio accepts', () => {
  const http = entry({ ports: [{ number: 443, name: 'http', protocol: 'HTTP2' }] }, 'y');
  expect(validateManifests([http, entry({})]).map(({ code, index }) => [code, index])).toEqual([
    ['service-entry/plain-http-on-443', 0], ['service-entry/protocol-conflict', 1],
  ]);
  expect(validateManifests([entry({ hosts: ['a.com', ''] }), entry({ hosts: ['a.com', ''] })]).map(({ code }) => code)).not.toContain('manifest/duplicate');
});

test('facts that are left out are those of a stock install', () => {
  const tcp = entry({ ports: [{ number: 3306, name: 'db', protocol: 'TCP' }] });
  const codes = (facts?: object) => validateManifests([tcp], facts).map(({ code }) => code);
  expect(codes()).toEqual(['service-entry/tcp-any-address']);
  expect(codes({ dnsCapture: true })).toEqual([]);
});

test('what is no object is passed over', () => {
  expect(validateManifests([null, undefined, 'x', 5, [], {}, { kind: 'ServiceEntry' }, { apiVersion: 'networking.istio.io/v1' }])).toEqual([]);
});

test('one object that is there twice has its problems at its last position', () => {
  const manifest = entry({ hosts: ['a_b'], resolution: 'NONE' });
  expect(validateManifests([manifest, manifest]).map(({ index }) => index)).toEqual([1]);
});

test('a version that is none is an error of the program', () => {
  expect(() => validateManifests([entry({ resolution: 'DYNAMIC_DNS' })], { version: 'latest' })).toThrow("'latest' is not a version of Istio");
});
