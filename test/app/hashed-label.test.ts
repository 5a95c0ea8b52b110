import { hashedLabel } from '../../src/app/hashed-label';

test('the words come first, and a hash of the identity', () => {
  expect(hashedLabel('api-stripe-com', 'api-stripe.com')).toBe('api-stripe-com-e7a45b04');
});

test('the same words with another identity are another label', () => {
  expect(hashedLabel('api-stripe-com', 'api.stripe-com')).not.toBe(hashedLabel('api-stripe-com', 'api-stripe.com'));
});

test.each<[string, string, string]>([
  ['fill what room there is', 'a'.repeat(54), 'a'.repeat(54)],
  ['are cut off after it', 'a'.repeat(55), 'a'.repeat(54)],
  ['do not end with a dash where they are cut off', `${'a'.repeat(52)}--b`, 'a'.repeat(52)],
])('the words %s', (_what, words, kept) => {
  const label = hashedLabel(words, 'x');
  expect(label).toBe(`${kept}-2d711642`);
  expect(label.length).toBeLessThanOrEqual(63);
});
