import { sniOf, subsetOf } from '../../../../src/path/gateway/shared/hosts';

test('a host is its own SNI, and a wildcard a name below it that nobody can declare', () => {
  expect(sniOf('api.example.com')).toBe('api.example.com');
  expect(sniOf('*.example.com')).toBe('_any.example.com');
});

test.each([
  ['api.stripe.com', 'api-stripe-com'],
  ['API.stripe.com', 'api-stripe-com'],
  ['api-stripe.com', 'api-stripe-com-e7a45b04'],
  ['*.wikipedia.org', 'any-wikipedia-org-741444d2'],
])('the subset of %s is %s', (host, subset) => expect(subsetOf(host)).toBe(subset));

test('subsets of long hosts are DNS labels, and differ', () => {
  const long = (last: string) => subsetOf(`${'a.'.repeat(60)}${last}`);
  expect(long('com')).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
  expect(long('com')).not.toBe(long('org'));
});
