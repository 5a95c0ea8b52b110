import { ClusterServices } from '../../src';
import { addConsumer, consumers } from '../../src/service/consumers';
import { newChart } from '../helpers';

test('are noted of anything, in their order, and of nothing else', () => {
  const chart = newChart();
  const [one, other] = [ClusterServices.named('catalog', 'shop'), ClusterServices.named('catalog', 'shop')];

  addConsumer(one, { namespace: 'demo', saidBy: chart });
  addConsumer(one, { namespace: 'shop', saidBy: chart });

  expect(consumers(one).map(({ namespace }) => namespace)).toEqual(['demo', 'shop']);
  expect(consumers(other)).toEqual([]);
  expect(Object.keys(one)).toEqual(Object.keys(other));
});

test('are not noted of what cannot change', () => {
  const frozen = Object.freeze(ClusterServices.named('catalog', 'shop'));

  addConsumer(frozen, { namespace: 'demo', saidBy: newChart() });

  expect(consumers(frozen)).toEqual([]);
});
