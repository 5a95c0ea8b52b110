import { quote, refusal, refusalAt } from '../../src/app/refusal';
import { newChart } from '../helpers';

test('names the construct in each line', () => {
  expect(refusal(newChart(), 'bad').message).toEqual('chart: bad');
  expect(refusalAt('chart/service', 'bad', 'worse').message).toEqual('chart/service: bad\nchart/service: worse');
});

const circle: { self?: object } = {};
circle.self = circle;

test.each<[unknown, string]>([
  ['text', "'text'"],
  ['x'.repeat(301), `'${'x'.repeat(300)}...'`],
  [80.5, '80.5'],
  [NaN, 'NaN'],
  [Infinity, 'Infinity'],
  [10n, '10'],
  [undefined, 'undefined'],
  [null, 'null'],
  [['a', 1], '["a",1]'],
  [{ a: 1 }, '{"a":1}'],
  [Symbol('a'), 'Symbol(a)'],
  [circle, '[object Object]'],
  [newChart(), 'chart'],
  [refusalAt, 'function refusalAt'],
  [() => 1, 'function'],
])('quotes %p', (value, text) => {
  expect(quote(value)).toEqual(text);
});
