import { Duration } from 'cdk8s';
import { impossibleLookback, inPromql } from '../../../src/observe/rules/lookback';

test.each<[string, Duration]>([
  ['7d', Duration.days(7)],
  ['36h', Duration.days(1.5)],
  ['90m', Duration.hours(1.5)],
  ['1d', Duration.hours(24)],
  ['1m', Duration.seconds(60)],
  ['61s', Duration.seconds(61)],
  ['60001ms', Duration.millis(60_001)],
  ['106751d', Duration.days(106_751)],
])('%s', (text, lookback) => {
  expect(impossibleLookback(lookback)).toEqual([]);
  expect(inPromql(lookback)).toEqual(text);
});

test.each<[string, Duration]>([
  ['0', Duration.days(0)],
  ['59999', Duration.millis(59_999)],
  ['60000.5', Duration.millis(60_000.5)],
  ['9223372800000', Duration.days(106_752)],
  ['Infinity', Duration.days(Infinity)],
  ['NaN', Duration.days(NaN)],
])('not %s ms', (milliseconds, lookback) => {
  expect(impossibleLookback(lookback)).toEqual([
    `lookback of ${milliseconds} ms is not one that Prometheus can look back; give whole milliseconds, from a minute to 106751 days, such as Duration.days(7)`,
  ]);
});
