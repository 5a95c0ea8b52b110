import { isDns1123Label, isLabelKey, isLabelValue, isWildcardDns1123Label } from '../../../src/istio/syntax/labels';

const prefix = (length: number) => Array.from({ length: 8 }, () => 'b'.repeat(59)).join('.').slice(0, length);

test.each(['a', 'A1', 'a-b', '1', 'a'.repeat(63)])('%j is a DNS label', (text) => {
  expect(isDns1123Label(text)).toBe(true);
  expect(isWildcardDns1123Label(text)).toBe(true);
});
test.each(['', '-a', 'a-', 'a_b', 'a.b', 'ä', 'a\n', 'a'.repeat(64)])('%j is no DNS label', (text) => {
  expect(isDns1123Label(text)).toBe(false);
  expect(isWildcardDns1123Label(text)).toBe(false);
});
test.each([['*', true], ['*a', true], ['*-a', true], ['*-', false], ['**', false], ['a*', false]])('%j may start with a wildcard: %s', (text, may) => {
  expect(isWildcardDns1123Label(text)).toBe(may);
  expect(isDns1123Label(text)).toBe(false);
});

test.each(['app', 'app.kubernetes.io/name', 'A_.-b', 'a/b', `${prefix(253)}/a`])('%j is a label key', (key) => expect(isLabelKey(key)).toBe(true));
test.each(['', '*', '/a', 'a/', '-a', 'a_b/c', 'a/b/c', 'ä', 'a'.repeat(64), `${prefix(254)}/a`])('%j is no label key', (key) => {
  expect(isLabelKey(key)).toBe(false);
});

// The length of a value is not looked at.
test.each(['', 'v1', 'a.b_c-d', 'a'.repeat(64)])('%j is a label value', (value) => expect(isLabelValue(value)).toBe(true));
test.each(['-a', 'a-', '*', 'a b', 'a/b', 'ä'])('%j is no label value', (value) => expect(isLabelValue(value)).toBe(false));
