import { regexFault } from '../../../src/istio/syntax/regexes';

test.each(['.*', '(?i)x', '(?P<n>a)', '(?<n>a)', '\\pL', '[[:alpha:]]', 'a{1000}', '()', '|', '\\Qa', '[]a]', 'x'.repeat(1024)])(
  '%j is one', (regex) => expect(regexFault(regex)).toBeUndefined());

test.each(['', '(', '[', 'a**', 'a++', '(?=a)', '(?!x)', '(?>a)', '\\1', '\\Z', '\\C', 'a{1001}', 'a{2,1}', '[b-a]', '[[:foo:]]', '\\p{Foo}', '*', '\\'])(
  '%j is none', (regex) => expect(regexFault(regex)).toMatchObject({ onlyEnvoyObjects: false }));

test('the limit is in bytes', () => {
  expect(regexFault('x'.repeat(1025))?.message).toBe('a regular expression can have at most 1024 bytes');
  expect(regexFault('ä'.repeat(513))?.message).toBe('a regular expression can have at most 1024 bytes');
});

test('a group name that is there twice passes istiod and fails in Envoy', () => {
  expect(regexFault('(?P<n>a)(?P<n>b)')).toMatchObject({ onlyEnvoyObjects: true, message: expect.stringContaining('duplicate capture group name') });
  expect(regexFault('(?P<n>a)(?P<n>b')).toMatchObject({ onlyEnvoyObjects: false, message: expect.stringContaining('missing closing )') });
});
