import { App } from 'cdk8s';
import * as gatewayLibrary from '../../bench/shapes/gateway.library';
import * as gatewayRaw from '../../bench/shapes/gateway.raw';
import * as lockdownLibrary from '../../bench/shapes/lockdown.library';
import * as lockdownRaw from '../../bench/shapes/lockdown.raw';
import * as servicesLibrary from '../../bench/shapes/services.library';
import * as servicesRaw from '../../bench/shapes/services.raw';
import { type Fill } from '../../bench/shapes/shape';
import { markdownTable, median, medianOf, ratio } from '../../bench/statistics';

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
  expect(medianOf([{ milliseconds: 1, megabytes: 20 }, { milliseconds: 3, megabytes: 10 }])).toEqual({ milliseconds: 2, megabytes: 15 });
});

test('a ratio tells how much more the second costs', () => {
  expect(ratio(200, 209)).toBe('1.04');
});

test('tables are markdown', () => {
  expect(markdownTable(['case', 'time'], [['one', '1 ms']])).toBe('| case | time |\n| --- | ---: |\n| one | 1 ms |');
});
