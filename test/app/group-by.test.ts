import { groupBy } from '../../src/app/group-by';

test('items with a key in common are one group, in their order', () => {
  expect([...groupBy(['b1', 'a1', 'b2'], ([letter]) => letter)]).toEqual([['b', ['b1', 'b2']], ['a', ['a1']]]);
  expect(groupBy([], String)).toEqual(new Map());
});
