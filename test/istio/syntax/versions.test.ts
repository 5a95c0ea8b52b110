import { isAtLeast } from '../../../src/istio/syntax/versions';

test.each([
  ['1.31', '1.30', true],
  ['1.30', '1.30', true],
  ['1.30.2', '1.30', true],
  ['1.9', '1.30', false],
  ['1.29', '1.30', false],
])('%s is at least %s: %s', (version, minimum, atLeast) => expect(isAtLeast(version, minimum)).toBe(atLeast));

test('what is no version is named', () => expect(() => isAtLeast('latest', '1.30')).toThrow("'latest' is not a version of Istio"));
