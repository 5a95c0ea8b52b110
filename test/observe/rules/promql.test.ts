import { oneOf, quoted, series } from '../../../src/observe/rules/promql';

test('one value is compared, several are matched, in one order', () => {
  expect(series('m', oneOf('a', ['x'], true), oneOf('b', ['z', 'y.z', 'z']))).toEqual('m{a!="x",b=~"y[.]z|z"}');
});

test.each(['a.b', 'a+b', 'a|b', 'a(b)', '[a]', 'a{1}', 'a^b$', 'a\\b', 'a*?'])('%j matches itself and nothing else', (text) => {
  const pattern = new RegExp(`^(?:${quoted(text)})$`);
  expect(pattern.test(text)).toBe(true);
  expect(pattern.test(text.replace(/\W/, 'x'))).toBe(false);
});
