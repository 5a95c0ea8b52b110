import { isDns1123Label } from '../../../src/istio/syntax/labels';
import { distinctTargets, subsetNameOf, tunnelSubsets } from '../../../src/path/forward-proxy/tunnel';

test.each([
  ['api.stripe.com', 443, 'api-stripe-com-443'],
  ['API.stripe.com.', 443, 'api-stripe-com-443'],
  ['a-b.stripe.com', 443, 'a--b-stripe-com-443'],
  ['a.b.stripe.com', 443, 'a-b-stripe-com-443'],
  ['localhost', 1, 'localhost-1'],
  [`${'a'.repeat(57)}.b`, 15432, `${'a'.repeat(54)}-8e53762d`],
])('%s:%s is subset %s', (host, port, name) => {
  expect(subsetNameOf({ host, port })).toBe(name);
});

test.each([
  `${'a'.repeat(57)}.b`,
  `${'a'.repeat(53)}.-b`,
  Array(60).fill('abc').join('.'),
])('long host %s has a name that Istio takes, and of its own', (host) => {
  const names = [443, 5432].map((port) => subsetNameOf({ host, port }));

  for (const name of names) expect(isDns1123Label(name)).toBe(true);
  expect(names[0]).not.toBe(names[1]);
});

test('a target is one however its host is spelled', () => {
  expect(distinctTargets([{ host: 'B.com.', port: 443 }, { host: 'a.com', port: 22 }, { host: 'b.com', port: 443 }])).toEqual([
    { host: 'a.com', port: 22 }, { host: 'b.com', port: 443 },
  ]);
});

test('targets have a subset each, once, in the order of their names', () => {
  const [a, b] = [{ host: 'a.com', port: 443 }, { host: 'b.com', port: 22 }];

  expect(tunnelSubsets([b, a, b])).toEqual([
    { name: 'a-com-443', trafficPolicy: { tunnel: { protocol: 'CONNECT', targetHost: 'a.com', targetPort: 443 } } },
    { name: 'b-com-22', trafficPolicy: { tunnel: { protocol: 'CONNECT', targetHost: 'b.com', targetPort: 22 } } },
  ]);
});
