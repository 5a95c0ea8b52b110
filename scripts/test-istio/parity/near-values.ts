import { type Schema } from './schemas';

const LABEL_OF_63 = 'a'.repeat(63);
const domainOf = (length: number) => Array.from({ length: Math.ceil(length / 60) }, () => 'b'.repeat(59)).join('.').slice(0, length);

/** Values on both sides of the line that a rule draws; what is right for one field is wrong for another. */
const HOSTS = [
  'example.com', 'api.example.com', 'localhost', 'EXAMPLE.com', 'example.com.', `${LABEL_OF_63}.com`, domainOf(255), '*.example.com', '*.com',
  '*foo.example.com', '*-foo.com', '*', '', '.', 'a..b', '-a.com', 'a-.com', 'a_b.com', 'foo.*.com', 'foo*.com', 'a.b.1', '1234', `a${LABEL_OF_63}.com`,
  domainOf(256), 'exämple.com', 'a b.com', '*foo', '**.com', '*.', '*.1', '.com', 'http://a.com', 'a.com:80', 'a.+5', 'a.com..', '*.*.com', 'a.com\n',
  'outbound_.80_._.a.com', 'a.99999999999999999999',
];
const ADDRESSES = [
  '1.2.3.4', '2001:db8::1', '::', 'fe80::1%eth0', '::ffff:1.2.3.4', '0.0.0.0', '1.2.3', '1.2.3.256', '01.2.3.4', ':::', '1::2::3', 'fe80::1%', '1.2.3.4%eth0',
  '', 'x', '1.2.3.4 ', '1:2:3:4:5:6:7:8:9', '12345::', '1:2:3:4:5:6:1.2.3.4', '[::1]', 'g::',
];
const RANGES = [
  '10.0.0.0/8', '10.1.2.3/8', '0.0.0.0/0', '1.2.3.4/32', '2001:db8::/32', '::ffff:1.2.3.4/96', '10.0.0.0/33', '10.0.0.0/08', '10.0.0.0/', '/8', '10.0.0.0/-1',
  '10.0.0.0/8/8', '::1/129', 'fe80::1%eth0/64', '10.0.0/8', '10.0.0.0/255.0.0.0',
];
const SOCKETS = ['unix:///var/run/x.sock', 'unix://@abstract', 'unix://', 'unix:///', 'unix://relative', 'unix:///a/', 'unix:/x', 'UNIX:///x'];
const DNS_LABELS = ['http', 'tls-443', 'A1', '', '-a', 'a-', 'a_b', 'a.b', LABEL_OF_63, `${LABEL_OF_63}a`, 'ä', 'a b', '*'];
const PROTOCOLS = [
  'HTTP', 'HTTPS', 'TLS', 'GRPC', 'HTTP2', 'http', 'Tls', 'TCP', 'tcp', 'UDP', 'GRPC-Web', 'HTTP_PROXY', 'Mongo', 'Redis', 'MySQL', '', 'FOO', 'HBONE', 'https ', 'AUTO',
];
const DURATIONS = [
  '1s', '1h30m', '250ms', '1.5s', '1ms', '0s', '0', '-1s', '', '1', '1d', '100us', '1.0005s', '1500us', 's', '.5s', '1e3s', '+1s', ' 1s', '9999999h', '0.001s', '999999ns',
  '1µs', '1S', '2562047h48m', '1.0000000001s', '+0',
];
const LABEL_KEYS = ['app', 'app.kubernetes.io/name', '', '*', 'a*', '/a', 'a/', '-a', 'a_b/c', 'a'.repeat(64), `${domainOf(253)}/a`, `${domainOf(254)}/a`, 'a/b/c', 'ä'];
const LABEL_VALUES = ['v1', 'a.b_c-d', '', '-a', 'a-', '*', 'a*', 'a b', 'a'.repeat(63), 'a'.repeat(64), 'a/b'];
const NAMESPACES_EXPORTED_TO = ['.', 'shop', 'warehouse', '*', '~', '', 'NS', 'a.b', 'ns*', './', '-'];
const IMPORTS = [
  './*', '*/*', 'istio-system/*', './api.example.com', '*/*.example.com', 'ns/a.b', '~/*', '*', 'a', '/', '/a.b', 'ns/', 'ns/a', 'ns/*foo.example.com', 'ns/1.1.1.1',
  '~ns/*', '~*/*', '~./*', '~NS_/*', 'n.s/a.b', 'ns/a/b.c', '*/a..b', './*.', '~/a', './a*.b', 'a.b/*', './.', '*/.com',
];
const REGEXES = [
  '.*', '^a+$', '(foo|bar)', '[a-z]{1,3}', '\\d+', '(?i)x', '', '(', '[', '(?=a)', 'a**', '\\1', 'a{1001}', 'a{1000}', '(?P<n>a)', '*', 'x'.repeat(1024), 'x'.repeat(1025),
  '\\p{L}', '\\p{Foo}', '[b-a]', '\\Qa', '\\C', '\\Z', '[[:alpha:]]', '((a{100}){100}){100}', 'a++', '(?>a)', '|', '[]a]', '\\',
];
const HEADER_NAMES = ['x-user', 'Cookie', '', ':authority', ':foo', 'Host', 'a b', 'a:b', '@request.auth.claims.group', '@request.auth.claims', '@request.auth.claims[]', 'ä', '*'];
const HEADER_VALUES = ['v', '%HOSTNAME%', '100%%', '%REQ(X)%', '%', 'a%b', '%X', '%X(%', '%X(["a","b"])%', '%X([a])%', 'a\u0001', 'a\tb', '%X(\\)%', '', '\u007f'];
const RETRY_CONDITIONS = ['5xx', 'reset,connect-failure', '503', '', '5XX', 'foo', '5xx, reset', '999', '+503', '100', '418', ',', 'cancelled', '200,'];
const GATEWAYS = ['mesh', 'gw', 'ns/gw', '', '/', 'ns/', '/gw', 'a/b/c', 'gw.ns.svc.cluster.local', 'ns/g.w', 'NS/gw', 'a_b', '*', 'gw.1', 'gw.'];
const LOCALITIES = ['us-west/z1/a', 'us-east', 'eu/z2', 'us-west/z1/*', '*', 'us-west/*', '', 'a//b', '/a', 'a*b', '*/*', 'a/b/c/d'];
const DEFAULT_ENDPOINTS = ['127.0.0.1:80', ':80', '[::1]:80', 'unix:///x', '', '80', 'a:80', '127.0.0.1', '::1:80', '127.0.0.1:99999', '127.0.0.1:x', 'unix://', '[::]:80'];
const CREDENTIALS = ['my-cert', 'configmap://shop/ca', '', 'configmap://ca', 'configmap://other/ca', 'configmap:///ca', 'configmap://shop/'];
const PORT_NUMBERS = [80, 443, 65535, 0, -1, 65536, 4294967295, 4294967296, 1, 80.5, '80'];
const COUNTS = [1, 50, 100, 0, -1, 101, 2147483647, 2147483648, -2147483649, 4294967296, 0.5, 65537, 4];
const PERCENTAGES = [1, 50, 100, 0, 0.1, -1, 101, 100.5, 0.0001];
const STATUS_CODES = [200, 301, 404, 503, 0, 99, 199, 599, 600, -1, 4294967295];
const EXPRESSIONS = [
  'response.code >= 400', "xds.cluster_name == 'a' || !has(request.host)", "a.startsWith('b') ? 1 : -2", '[1, 2u, 0x1f,]', "{'a': 1.5e3}", 'a.b{c: d}',
  'l.exists(x, x > 1)', 'size(a) % 2 == 0', 'a in b', '"""x"""', "r'\\d'", "b'\\x41'", '!!a', '--a', '.a.b', '// c\n1', '(a)', 'true && null', 'a[0].b()',
  '', ' ', '(', 'a b', 'a ||', 'a = b', 'has(a)', 'l.all(1, x)', 'a.?b', '`a`', "'a", '"\\q"', '1 +', 'a?b', 'if', 'a.if', 'for(1)', 'a & b', 'é', '[1,,2]', '{1}',
  '9223372036854775808', '-9223372036854775808', '18446744073709551616u', 'a.1', '1.', '.5', 'a..b', 'f(,)', 'f(a,)', '[,]', '{,}', '[1 2]', '!-1', '-!a', 'x.map(y, z, w)',
];
const TARGET_GROUPS = ['', 'core', 'networking.istio.io', 'gateway.networking.k8s.io', 'apps', 'a_b', 'Apps', '-'];
const TARGET_KINDS = ['Service', 'ServiceEntry', 'Gateway', 'GatewayClass', 'Deployment', '', 'a-', '1a', 'A'.repeat(64)];
const WORDS = ['a', '/etc/certs/x.pem', '', 'ä', ' ', 'GET', '/api', 'CONNECT', 'FOO', 'YQ==', 'YQ', 'AES128-SHA', 'topology.istio.io/network', 'topology.kubernetes.io/region'];

/** What is drawn for a field, by the end of its path; the first pattern that fits. */
const BY_PATH: readonly [RegExp, readonly unknown[]][] = [
  [/filter\.expression$/, EXPRESSIONS],
  [/target\w+(\[\])?\.group$/, TARGET_GROUPS],
  [/target\w+(\[\])?\.kind$/, TARGET_KINDS],
  [/egress\[\]\.hosts\[\]$/, IMPORTS],
  [/(hosts|sniHosts)\[\]$/, [...HOSTS, '1.1.1.1', '10.0.0.0/8', '::1']],
  [/(\.host|^host|targetHost)$/, [...HOSTS, '1.1.1.1']],
  [/(addresses|destinationSubnets)\[\]$|sourceSubnet$/, [...ADDRESSES, ...RANGES]],
  [/(^|\.)address$/, [...ADDRESSES, 'db.example.com', '*.a.com', ...SOCKETS]],
  [/\.bind$/, [...ADDRESSES, ...SOCKETS]],
  [/(port|ports\[\])\.name$|subset$|subsets\[\]\.name$|sourceNamespace$/, DNS_LABELS],
  [/ports\{key\}$/, DNS_LABELS],
  [/abels\{key\}$/, LABEL_KEYS],
  [/abels\{\}$/, LABEL_VALUES],
  [/tunnel\.protocol$/, WORDS],
  [/protocol$/, PROTOCOLS],
  [/(timeout|interval|time|delay|ttl|maxage|backoff|duration|warmupDurationSecs)$/i, DURATIONS],
  [/exportTo\[\]$/, NAMESPACES_EXPORTED_TO],
  [/(\.regex|uriRegexRewrite\.match)$/, REGEXES],
  [/(headers|withoutHeaders|add|set)\{key\}$|remove\[\]$|(allow|expose)Headers\[\]$/, HEADER_NAMES],
  [/(add|set)\{\}$/, HEADER_VALUES],
  [/retryOn$/, RETRY_CONDITIONS],
  [/gateways\[\]$/, GATEWAYS],
  [/(distribute|failover)\[\]\.(from|to)$|to\{key\}$/, LOCALITIES],
  [/defaultEndpoint$/, DEFAULT_ENDPOINTS],
  [/credentialNames?(\[\])?$/i, CREDENTIALS],
  [/(httpStatus|\.status|redirectCode|HttpErrorCodes\[\])$/, STATUS_CODES],
  [/([pP]ercent\w*|\.value|aggression)$/, PERCENTAGES],
  [/(number|[pP]ort|ports\{\})$/, PORT_NUMBERS],
];

/** Values of a field that are right, nearly right, or wrong. */
export function valuesNear(path: string, { type, enum: known }: Schema): readonly unknown[] {
  if (known) return [...known, '', 'SOMETHING_ELSE'];
  const byPath = BY_PATH.find(([pattern]) => pattern.test(path));
  if (byPath) return byPath[1];
  switch (type) {
    case 'boolean': return [true, false];
    case 'integer':
    case 'number': return COUNTS;
    default: return WORDS;
  }
}
