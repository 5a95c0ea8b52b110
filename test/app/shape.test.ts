import {
  FLAG, instanceOf, isRecord, listOf, memberOf, misfitsOf, objectOf, objectWith, optional, PORT, recordOf, text, whenNeeded, wholeNumber,
} from '../../src/app/shape';

class Apple {
  constructor(readonly weight: any) {}
}
/** The class of another copy of a library. */
const OtherApple = { Apple: class { readonly weight = 1; } }.Apple;

const APPLE = instanceOf(Apple, 'new Apple()', { weight: wholeNumber(0, 9, '1') });
const BASKET = objectWith({ apples: optional(listOf(APPLE, 'new Apple(1)')), owner: text("'me'") }, "{ owner: 'me' }");

test.each<[string, any[]]>([
  ['string', [misfitsOf(text("'a'"), 'field', 'a')]],
  ['empty string', [misfitsOf(text("'a'", 0), 'field', '')]],
  ['number', [misfitsOf(wholeNumber(0, 9, '1'), 'field', 9), misfitsOf(PORT, 'field', 65535)]],
  ['flag', [misfitsOf(FLAG, 'field', false)]],
  ['member', [misfitsOf(memberOf({ A: 'a' }, 'E.A'), 'field', 'a')]],
  ['nothing', [misfitsOf(optional(FLAG), 'field', undefined)]],
  ['list', [misfitsOf(listOf(FLAG, 'true'), 'field', []), misfitsOf(listOf(FLAG, 'true'), 'field', [true, false])]],
  ['record', [misfitsOf(recordOf(FLAG, '{}'), 'field', {}), misfitsOf(recordOf(FLAG, '{}'), 'field', { a: true })]],
  ['instance', [misfitsOf(APPLE, 'field', new Apple(1)), misfitsOf(APPLE, 'field', new OtherApple())]],
  ['object', [misfitsOf(BASKET, 'props', { owner: 'me' }), misfitsOf(BASKET, 'props', { owner: 'me', apples: [new Apple(1)], more: 1 })]],
])('a %s fits', (_what, misfits) => {
  expect(misfits.flat()).toEqual([]);
});

test.each<[string[], string[]]>([
  [misfitsOf(text("'a'"), 'field', 1), ["field 1 is not a string; write one, such as 'a'"]],
  [misfitsOf(text("'a'", 3), 'field', 'abcd'), ["field 'abcd' is not a string of at most 3 characters; write one, such as 'a'"]],
  [misfitsOf(wholeNumber(0, 9, '1'), 'field', '1'), ["field '1' is not a whole number from 0 to 9; write one, such as 1"]],
  [misfitsOf(PORT, 'field', 0), ['field 0 is not a whole number from 1 to 65535; write one, such as 443']],
  [misfitsOf(FLAG, 'field', 0), ['field 0 is not true or false; write one, such as true']],
  [misfitsOf(memberOf({ A: 'a', B: 'b' }, 'E.A'), 'field', 'A'), ["field 'A' is not one of a, b; write one, such as E.A"]],
  [misfitsOf(optional(FLAG), 'field', null), ['field null is not true or false; write one, such as true']],
  [misfitsOf(listOf(FLAG, 'true'), 'field', 'true'), ["field 'true' is not a list; write one, such as [true]"]],
  [misfitsOf(listOf(FLAG, 'true'), 'field', [true, , 1]), [
    'field[1] undefined is not true or false; write one, such as true', 'field[2] 1 is not true or false; write one, such as true',
  ]],
  [misfitsOf(recordOf(FLAG, '{ a: true }'), 'field', [true]), ['field [true] is not an object; write one, such as { a: true }']],
  [misfitsOf(recordOf(FLAG, '{ a: true }'), 'field', { a: true, b: 1 }), ["field['b'] 1 is not true or false; write one, such as true"]],
  [misfitsOf(APPLE, 'field', { weight: 1 }), ['field {"weight":1} is not an Apple; write one, such as new Apple()']],
  [misfitsOf(APPLE, 'field', undefined), ['field undefined is not an Apple; write one, such as new Apple()']],
  [misfitsOf(APPLE, 'field', new Apple('x')), ["field.weight 'x' is not a whole number from 0 to 9; write one, such as 1"]],
  [misfitsOf(BASKET, 'props', { apples: [new Apple(1), 2] }), [
    'apples[1] 2 is not an Apple; write one, such as new Apple()', "owner undefined is not a string; write one, such as 'me'",
  ]],
])('misfits %#', (misfits, messages) => {
  expect(misfits).toEqual(messages);
});

test('a record has fields and no order', () => {
  expect([{}, Object.create(null)].every(isRecord)).toBe(true);
  expect([[], null, undefined, 'a', 1, () => 1].some(isRecord)).toBe(false);
});

test('what is undefined is not there, under whatever name', () => {
  const shape = objectOf({ owner: text("'me'") }, "{ owner: 'me' }");

  expect(misfitsOf(shape, 'props', { owner: 'me', ownr: undefined })).toEqual([]);
  expect(misfitsOf(shape, 'props', Object.assign(Object.create(null), { owner: 'me', ownr: undefined }))).toEqual([]);
  expect(misfitsOf(shape, 'props', { owner: 'me', ownr: 'me' })).toEqual(["props has no 'ownr'; it has owner"]);
});

test('a shape is made when it is needed, and once', () => {
  let made = 0;
  const shape = optional(whenNeeded(() => {
    made++;
    return FLAG;
  }));

  expect(misfitsOf(shape, 'field', undefined)).toEqual([]);
  expect(made).toBe(0);
  expect(misfitsOf(shape, 'field', 1)).toEqual(['field 1 is not true or false; write one, such as true']);
  expect(misfitsOf(shape, 'field', true)).toEqual([]);
  expect(made).toBe(1);
});
