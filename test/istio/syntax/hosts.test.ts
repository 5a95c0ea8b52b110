import { canonicalHost, hostsOverlap, isFqdn, isHostSubsetOf, isPartialWildcard, isWildcardDomain, isWildcardHost } from '../../../src/istio/syntax/hosts';

const LABEL_63 = 'a'.repeat(63);
const LABEL_64 = 'a'.repeat(64);
const domain = (length: number) => Array.from({ length: 8 }, () => 'b'.repeat(59)).join('.').slice(0, length);

const FQDNS = [
  'example.com', 'localhost', 'EXAMPLE.com', 'example.com.', '1a.com', `${LABEL_63}.com`, domain(255), 'xn--bcher-kva.example',
  // No integer of Go's: too large for 64 bits.
  'a.9223372036854775808',
];
const NO_DOMAINS = [
  '', '.', 'a..b', 'a.com..', '.com', '-a.com', 'a-.com', 'a_b.com', 'a b.com', 'exämple.com', 'a.com\n', `${LABEL_64}.com`, domain(256), '~',
  '1.1.1.1', '10.0.0.0/8', '::1', 'a.b.1', 'a.9223372036854775807', 'http://a.com', 'a.com:80', 'foo.*.com', 'foo*.com', '*.1', '**.com', '*a*.com',
  'outbound_.80_._.a.com',
];

describe('isFqdn', () => {
  test.each(FQDNS)('%j is one', (host) => expect(isFqdn(host)).toBe(true));
  test.each([...NO_DOMAINS, '*', '*.example.com', '*foo', '1234'])('%j is none', (host) => expect(isFqdn(host)).toBe(false));
});

describe('isWildcardDomain', () => {
  // A bare number is no last label to Istio here, unlike for a FQDN.
  test.each([...FQDNS, '*', '*.example.com', '*foo.example.com', '*-foo.com', '*foo', '*.', '1234'])(
    '%j is one', (host) => expect(isWildcardDomain(host)).toBe(true));
  test.each([...NO_DOMAINS, '*-', '*.-a', '*.*.com'])('%j is none', (host) => expect(isWildcardDomain(host)).toBe(false));
});

test('a partial wildcard covers a part of a label', () => {
  expect(['*foo.com', 'foo*.com', '*-a', 'a.*.com'].filter(isPartialWildcard)).toHaveLength(4);
  expect(['*', '*.com', 'foo.com', ''].filter(isPartialWildcard)).toEqual([]);
});

test('a wildcard host starts with a star', () => {
  expect(['*', '*.com', '*foo', 'foo.*', ''].filter(isWildcardHost)).toEqual(['*', '*.com', '*foo']);
});

test.each([
  ['example.com', 'example.com', true],
  ['example.com', 'EXAMPLE.com', false],
  ['*.example.com', 'a.b.example.com', true],
  ['*.example.com', 'example.com', false],
  ['*foo.com', 'barfoo.com', true],
  ['*.b.com', '*.com', true],
  ['*.b.com', '*.c.com', false],
  ['*', 'anything', true],
])('%s and %s overlap: %s', (a, b, overlap) => {
  expect(hostsOverlap(a, b)).toBe(overlap);
  expect(hostsOverlap(b, a)).toBe(overlap);
});

test.each([
  ['a.example.com', '*.example.com', true],
  ['*.example.com', 'a.example.com', false],
  ['*.b.example.com', '*.example.com', true],
  ['*.example.com', '*.b.example.com', false],
  ['*.example.com', '*.example.com', true],
  ['*.com', '*', true],
  ['a.com', 'b.com', false],
])('%s is a subset of %s: %s', (host, other, subset) => expect(isHostSubsetOf(host, other)).toBe(subset));

test.each([
  ['api.example.com', 'api.example.com'], ['API.example.com', 'api.example.com'], ['api.example.com.', 'api.example.com'], ['*.Example.com.', '*.example.com'],
])('%s is %s to DNS and Istio', (host, same) => expect(canonicalHost(host)).toBe(same));
