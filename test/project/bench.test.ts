import { App } from 'cdk8s';
import * as gatewayLibrary from '../../bench/shapes/gateway.library';
import * as gatewayRaw from '../../bench/shapes/gateway.raw';
import * as lockdownLibrary from '../../bench/shapes/lockdown.library';
import * as lockdownRaw from '../../bench/shapes/lockdown.raw';
import * as servicesLibrary from '../../bench/shapes/services.library';
import * as servicesRaw from '../../bench/shapes/services.raw';
import { type Fill } from '../../bench/shapes/shape';
import { markdownTable, type Measurement, median, medianOf, ratios } from '../../bench/statistics';
import { measured } from '../../bench/stopwatch';

function measurement(cpu: number, megabytes: number): Measurement {
  return { cpu, main: cpu, megabytes };
}

function yamlOf(fill: Fill, entries: number, charts: number): string {
  const app = new App();
  fill(app, entries, charts);
  return app.synthYaml();
}

test.each([
  ['services', servicesLibrary.fill, servicesRaw.fill, 1],
  ['services in several charts', servicesLibrary.fill, servicesRaw.fill, 4],
  ['lockdown', lockdownLibrary.fill, lockdownRaw.fill, 1],
  ['gateway', gatewayLibrary.fill, gatewayRaw.fill, 1],
])('%s: both sides of the benchmark write the same bytes', (_, library: Fill, raw: Fill, charts) => {
  expect(yamlOf(library, 12, charts)).toBe(yamlOf(raw, 12, charts));
});

test('the median is the middle, or between the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1, 5, 6])).toBe(5.5);
  expect(medianOf([measurement(1, 20), measurement(3, 10)], 'cpu')).toBe(2);
});

test('a ratio is that of a round: what slows one side slows the other', () => {
  const pairs = { raw: [measurement(100, 10), measurement(200, 10)], library: [measurement(104, 11), measurement(210, 12)] };

  expect(ratios(pairs, 'cpu')).toEqual([1.04, 1.05]);
  expect(ratios(pairs, 'megabytes')).toEqual([1.1, 1.2]);
});

test('work is measured: it takes time and memory, on the main thread and on all', () => {
  const { cpu, main, megabytes } = measured(() => Array.from({ length: 1e5 }, Math.random).sort());

  expect(main).toBeGreaterThan(0);
  expect(cpu).toBeGreaterThan(main * 0.9);
  expect(megabytes).toBeGreaterThan(1);
});

test('tables are markdown', () => {
  expect(markdownTable(['case', 'time'], [['one', '1 ms']])).toBe('| case | time |\n| --- | ---: |\n| one | 1 ms |');
});
