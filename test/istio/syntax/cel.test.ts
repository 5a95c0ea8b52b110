import { celProblem } from '../../../src/istio/syntax/cel';

test.each([
  'response.code >= 400', "xds.cluster_name == 'BlackHoleCluster' || xds.route_name == 'block_all'", 'has(request.host) ? request.host : "other"',
  "(xds.cluster_name.startsWith('outbound|') && !xds.cluster_name.endsWith('.svc.cluster.local') && (response.code >= 500 || response.flags > 0))",
  'connection.mtls && request.url_path.contains("v1beta3")', '[1, 2u, 0x1F, 1.5e3, .5,]', '[,]', '{,}', "{'a': 1, 'b': -2,}", 'a.b.C{d: e}', 'l.exists(x, x > 1)', 'x.map(y, z, w)',
  'a[0].b(c)', '!!a', '--a', '!-1', '.a.b', '// a comment\n1', '"""two\nlines"""', "r'\\d'", 'b"\\x41\\u00e9\\101"', 'a.if', '-9223372036854775808',
])('%s is CEL', (text) => expect(celProblem(text)).toBeUndefined());

test.each<[string, string]>([
  ['', 'the end is not expected there'],
  ['a ||', 'the end is not expected there'],
  ['a b', 'b is not expected there'],
  ["xds.cluster_name = 'a'", 'there is no such thing as "="'],
  ['a & b', 'there is no such thing as "&"'],
  ["'a", 'there is no such thing as "\'"'],
  ['"\\q"', 'there is no such thing as "\\""'],
  ['(a', 'the end is not expected there'],
  ['f(a,)', ') is not expected there'],
  ['[1,,2]', ', is not expected there'],
  ['{1}', '} is not expected there'],
  ['a.1', '.1 is not expected there'],
  ['-!a', '! is not expected there'],
  ['a ? b', 'the end is not expected there'],
  ['has(a)', 'has() takes a field, such as has(request.host)'],
  ['l.all(1, x)', 'the first argument of all() is a name'],
  ['for + 1', 'for is a reserved word'],
  ['9223372036854775808', '9223372036854775808 is too large'],
  ['18446744073709551616u', '18446744073709551616u is too large'],
])('%s is none: %s', (text, problem) => expect(celProblem(text)).toEqual(problem));
