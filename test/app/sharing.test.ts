import { sharingKeys } from '../../src/app/sharing';

const sharing = (...items: string[][]) => sharingKeys(items, (item) => item);

test('who has a key of its own shares nothing', () => {
  expect(sharing(['a'], ['b', 'c'], [])).toEqual([]);
});

test('everybody who has a key in common with somebody is there, in the order of the items', () => {
  expect(sharing(['x'], ['a', 'b'], ['y'], ['b'], ['a'])).toEqual([['a', 'b'], ['b'], ['a']]);
});

test('an item shares nothing with itself', () => {
  expect(sharing(['a', 'a'], ['b'])).toEqual([]);
});
