import { CEL_RULES } from '../../../src/istio/schema/cel-rules';
import { istioSchemas } from '../../../src/istio/schema/schema';

const holds = (text: string, self: unknown) => CEL_RULES[Object.keys(CEL_RULES).find((rule) => rule.includes(text))!].holds(self);

test('every rule of the CRDs is known, and no other', () => {
  const texts = istioSchemas().schemas.flatMap(({ rules = [] }) => rules);
  expect([...new Set(texts)].sort()).toEqual(Object.keys(CEL_RULES).sort());
});

test.each<[rule: string, good: unknown[], bad: unknown[]]>([
  ['duration(self)', ['1ms', '1h'], ['0s', '999us', '', 'x']],
  ['!key.contains', [{ app: '*' }], [{ 'a*': 'b' }]],
  ['key.size() != 0', [{ app: '' }], [{ '': 'b' }]],
  ['!self.contains("*")', ['a'], ['a*']],
  ['has(self.workloadSelector)', [{}, { workloadSelector: {} }, { endpoints: [] }], [{ workloadSelector: {}, endpoints: [] }]],
  ['exists(k, k.contains("/"))', [{}, { addresses: ['10.0.0.0/8'] }, { addresses: ['1.2.3.4'], resolution: 'DNS' }], [{ addresses: ['1.2.3.4', '10.0.0.0/8'], resolution: 'DNS' }]],
  ['!has(self.endpoints)', [{}, { resolution: 'DNS', endpoints: [] }], [{ endpoints: [] }, { resolution: 'NONE', endpoints: [{}] }]],
  ['DNS_ROUND_ROBIN', [{ resolution: 'DNS_ROUND_ROBIN', endpoints: [1] }, { endpoints: [1, 2] }], [{ resolution: 'DNS_ROUND_ROBIN', endpoints: [1, 2] }]],
  ['has(self.address) || has(self.network)', [{ address: '' }, { network: '' }], [{}]],
  ['!has(self.ports)', [{ address: 'unix:///x' }, { address: '1.2.3.4', ports: {} }, { ports: {} }], [{ address: 'unix:///x', ports: {} }]],
  ['self.substring(7, 8)', ['unix:///x', 'unix://@x', 'x'], ['unix://x', 'unix://']],
  ['!self.endsWith("/")', ['unix:///x', 'x/'], ['unix:///x/']],
  ['size(key) < 63', [{ ['a'.repeat(62)]: 1 }, {}], [{ ['a'.repeat(63)]: 1 }, { 'a_b': 1 }, { '': 1 }]],
  ['0 < self', [1, 65535], [0, 65536]],
  ['self != "*"', ['*.a'], ['*']],
  ['exists_one', [[], [{ number: 1 }, { number: 2 }]], [[{ number: 1 }, { number: 1 }]]],
  ['(has(self.tlsCertificates)', [{}, { tlsCertificates: [] }], [{ tlsCertificates: [], credentialNames: [] }]],
  ['(has(self.credentialName)', [{ credentialName: '' }], [{ credentialName: '', credentialNames: [] }]],
])('%s', (rule, good, bad) => {
  for (const self of good) expect([self, holds(rule, self)]).toEqual([self, true]);
  for (const self of bad) expect([self, holds(rule, self)]).toEqual([self, false]);
});
