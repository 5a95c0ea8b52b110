import { isMillisecondDuration, isPositiveDuration, isZeroMilliseconds, parseDuration } from '../../../src/istio/syntax/durations';

test.each([
  ['1s', 1_000_000_000n],
  ['1h30m', 5_400_000_000_000n],
  ['1.5s', 1_500_000_000n],
  ['.5s', 500_000_000n],
  ['1.s', 1_000_000_000n],
  ['1ms500us', 1_500_000n],
  ['1µs', 1_000n],
  ['1μs', 1_000n],
  ['0.9ns', 0n],
  ['-1s', -1_000_000_000n],
  ['+1s', 1_000_000_000n],
  ['0', 0n],
  ['-0', 0n],
  // Go reads fractions as floating-point numbers.
  ['1.99999999999999999999s', 2_000_000_000n],
  ['2562047h47m', 9_223_372_020_000_000_000n],
])('%s', (text, nanoseconds) => expect(parseDuration(text)).toBe(nanoseconds));

test.each(['', '1', 's', '.s', '1d', '1S', '1e3s', ' 1s', '1s\n', '1h1', '2562048h', '99999999999999999999s'])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test('the CRD wants a millisecond, the webhook whole ones', () => {
  expect(['1ms', '1.0005s', '999us', '0s', '-1s', 'x'].filter(isPositiveDuration)).toEqual(['1ms', '1.0005s']);
  expect(['1ms', '1.0005s', '250ms', '1h', '999us', 'x'].filter(isMillisecondDuration)).toEqual(['1ms', '250ms', '1h']);
});

test('zero is what is less than a millisecond', () => {
  expect(['0', '0s', '999us', '-999us', '1ms', 'x'].filter(isZeroMilliseconds)).toEqual(['0', '0s', '999us', '-999us']);
});
