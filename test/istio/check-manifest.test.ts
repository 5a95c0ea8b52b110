import { checkManifest } from '../../src/istio/check-manifest';
import { brief } from './tables';

const FACTS = { version: '1.31', ipAutoAllocate: true, dnsCapture: false };
const check = (kind: string, spec: unknown, apiVersion = 'networking.istio.io/v1') => brief(
  checkManifest({ apiVersion, kind, metadata: { name: 'x', namespace: 'shop' }, spec } as any, FACTS));

test.each(['v1', 'v1beta1', 'v1alpha3'])('every kind is judged in %s', (version) => {
  for (const kind of ['ServiceEntry', 'WorkloadEntry', 'Sidecar', 'DestinationRule', 'VirtualService', 'Gateway']) {
    expect(check(kind, { bogus: 1 }, `networking.istio.io/${version}`)).toContainEqual(expect.stringContaining('unknown-field at spec.bogus'));
  }
});

test.each([
  ['Gateway', 'gateway.networking.k8s.io/v1'],
  ['ServiceEntry', 'networking.istio.io/v2'],
  ['ServiceEntry', 'example.com/v1'],
  ['toString', 'networking.istio.io/v1'],
  ['ConfigMap', 'v1'],
])('%s of %s has no problems here', (kind, apiVersion) => expect(check(kind, { bogus: 1 }, apiVersion)).toEqual([]));

describe('what schema and webhook both say is said once', () => {
  test.each<[string, string, unknown, string[]]>([
    ['the same field', 'ServiceEntry', { hosts: [] }, ['SCHEMA ERROR service-entry/hosts-required at spec.hosts']],
    ['a field below', 'ServiceEntry', { hosts: ['a.com'], resolution: 'DNS', addresses: ['10.0.0.0/8'] },
      ['SCHEMA ERROR service-entry/cidr-needs-static-or-none at spec.addresses[0]']],
    ['a list', 'ServiceEntry', { hosts: ['a.com'], resolution: 'DNS', ports: [{ number: 80, name: 'a', protocol: 'HTTP' }, { number: 80, name: 'b', protocol: 'HTTP' }] },
      ['SCHEMA ERROR service-entry/port-number-duplicate at spec.ports[1].number']],
    ['a key', 'DestinationRule', { host: 'a.com', workloadSelector: { matchLabels: { 'a*': 'b' } } },
      ['SCHEMA ERROR destination-rule/selector-wildcard at spec.workloadSelector.matchLabels["a*"]']],
    ['an endpoint', 'WorkloadEntry', {}, ['SCHEMA ERROR workload-entry/endpoint-address-required at spec.address']],
    ['a missing field', 'DestinationRule', {}, ['SCHEMA ERROR destination-rule/host-invalid at spec.host']],
  ])('about %s', (_, kind, spec, expected) => expect(check(kind, spec)).toEqual(expected));
});

test('what only one of them says is said as well', () => {
  expect(check('ServiceEntry', { hosts: ['a.com'], resolution: 'dns', bogus: 1, ports: [{ number: 80, name: 'a_b', protocol: 'HTTP' }] })).toEqual([
    'SCHEMA ERROR service-entry/not-in-enum at spec.resolution',
    'SCHEMA ERROR service-entry/unknown-field at spec.bogus',
    'WEBHOOK ERROR service-entry/port-name-invalid at spec.ports[0].name',
  ]);
});

test('what has other types than it should is not judged further', () => {
  expect(check('ServiceEntry', { hosts: 'a_b', ports: [{ number: 80, name: 'a_b' }] })).toEqual(['SCHEMA ERROR service-entry/wrong-type at spec.hosts']);
});

test('webhook and advice see what the API server keeps: no nulls', () => {
  expect(check('ServiceEntry', { hosts: ['a.com'], resolution: 'DNS', endpoints: null, ports: [{ number: 80, name: 'a', protocol: 'HTTP', targetPort: null }] })).toEqual([]);
});

test('advice comes with it', () => {
  expect(check('Sidecar', { outboundTrafficPolicy: {} })).toEqual(['ADVICE ERROR sidecar/mode-missing at spec.outboundTrafficPolicy.mode']);
});

test('a manifest without spec is refused', () => {
  expect(check('ServiceEntry', undefined)).toEqual(['SCHEMA ERROR service-entry/missing-field at spec', 'SCHEMA ERROR service-entry/hosts-required at spec.hosts']);
  expect(check('Sidecar', undefined)).toEqual(['WEBHOOK ERROR sidecar/empty at spec']);
});
