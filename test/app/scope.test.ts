import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { mustBeScope, withoutChart } from '../../src/app/scope';
import { newChart, refusalOf } from '../helpers';

const SENTENCE = "new Thing(chart, 'thing')";

test('a construct and an id are taken', () => {
  const chart = newChart();
  expect(mustBeScope(chart, 'thing', SENTENCE)).toBe(chart);
});

test.each<[unknown, unknown, string]>([
  [undefined, 'thing', `thing: scope undefined is not a construct; write ${SENTENCE}`],
  [{ node: {} }, 'thing', `thing: scope {"node":{}} is not a construct; write ${SENTENCE}`],
  ['chart', undefined, `undefined: scope 'chart' is not a construct; write ${SENTENCE}`],
  [newChart(), undefined, `chart: id undefined is not a string with at least one character; write ${SENTENCE}`],
  [newChart(), 5, `chart: id 5 is not a string with at least one character; write ${SENTENCE}`],
  [newChart(), '', `chart: id '' is not a string with at least one character; write ${SENTENCE}`],
])('scope %p and id %p are refused', (scope, id, message) => {
  expect(refusalOf(() => mustBeScope(scope as any, id as any, SENTENCE))).toBe(message);
});

test('a chart is above, or it is said that none is', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');

  expect(withoutChart(chart)).toEqual([]);
  expect(withoutChart(new Construct(chart, 'group'))).toEqual([]);
  expect(withoutChart(app)).toEqual(['no chart contains it; give it a chart, or a construct in one, as scope']);
});
