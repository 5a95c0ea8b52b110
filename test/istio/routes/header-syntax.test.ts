import { isHeaderName, isHeaderValue } from '../../../src/istio/routes/header-syntax';

test.each([
  '', 'v', 'a\tb', '%HOSTNAME%', '100%%', '%%%%', 'prefix %X% suffix', '%(a)%', '%REQ(X)%', '%X(a) %', '%X( a)%', '%X(["a"])%', '%X(["a","b"])%',
  '%X([ "a" , "b" ] )%', '%X(["a"] ) %', '%X(\\)%', '%X(a\\))%', 'ä%X%',
])('%j is the value of a header', (value) => expect(isHeaderValue(value)).toBe(true));

test.each([
  '%', 'a%b', '%X', '%%%', '%X(%', '%X()%', '%X(a) b%', '%X([a])%', '%X(["a" "b"])%', '%X(["a"]x)%', '%X(\\))%', '%X(a\\)%', '%X(a\\', '%X(a"b)%',
  'a\nb', 'a\u0001', '\u007f',
])('%j is no value of a header', (value) => expect(isHeaderValue(value)).toBe(false));

test('names of headers', () => {
  expect(['x-user', 'Cookie', 'a,b', '*', "!#$%&'*+-.^_`|~"].filter(isHeaderName)).toHaveLength(5);
  expect(['', 'a b', 'a:b', 'ä', 'a/b'].filter(isHeaderName)).toEqual([]);
});
