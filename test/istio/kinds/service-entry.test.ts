import { type IstioFacts, STOCK_FACTS } from '../../../src/istio/facts';
import { ProblemOrigin, ProblemSeverity } from '../../../src/istio/problem';
import { checkServiceEntry } from '../../../src/istio/kinds/service-entry';
import type { Manifest, ServiceEntrySpec } from '../../../src/istio/spec';
import { accepts, brief, fromIstio, schemaRefuses, webhookRefuses, webhookWarns } from '../tables';

const FACTS: IstioFacts = { ...STOCK_FACTS, version: '1.31' };
const manifest = (spec: unknown, metadata = {}) => ({
  apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'x', namespace: 'shop', ...metadata }, spec,
}) as Manifest<ServiceEntrySpec>;
const judge = (spec: unknown) => checkServiceEntry(manifest(spec), FACTS);
const entry = (overrides: object = {}): unknown => ({ hosts: ['api.example.com'], resolution: 'DNS', ports: [HTTP], ...overrides });

const HTTP = { number: 80, name: 'http', protocol: 'HTTP' };
const TLS = { number: 443, name: 'tls', protocol: 'TLS' };
const TCP = { number: 3306, name: 'tcp', protocol: 'TCP' };

accepts<unknown>(judge, {
  'the ServiceEntry of the post': entry({ hosts: ['httpbin.org', 'www.httpbin.org'], exportTo: ['.'], location: 'MESH_EXTERNAL' }),
  'an entry without ports': entry({ ports: [] }),
  'an entry without resolution, which is NONE': { hosts: ['*.example.com'], ports: [TLS] },
  'CIDR addresses with NONE': entry({ resolution: 'NONE', addresses: ['10.0.0.0/8', '2001:db8::/32', '192.0.2.1'] }),
  'CIDR addresses with STATIC': entry({ resolution: 'STATIC', addresses: ['10.1.2.3/8'] }),
  'STATIC without endpoints': entry({ resolution: 'STATIC' }),
  'STATIC endpoints': entry({ resolution: 'STATIC', endpoints: [{ address: '10.1.2.3', ports: { http: 8080 }, labels: { version: 'v1' } }] }),
  'a STATIC endpoint on a socket': entry({ resolution: 'STATIC', endpoints: [{ address: 'unix:///var/run/x.sock' }, { address: 'unix://@abstract' }] }),
  'a wildcard with DNS and endpoints': entry({ hosts: ['*.example.com'], endpoints: [{ address: 'gateway.example.com' }, { address: '::1' }] }),
  'one endpoint with DNS_ROUND_ROBIN': entry({ resolution: 'DNS_ROUND_ROBIN', endpoints: [{ address: 'a.example.com' }] }),
  'DYNAMIC_DNS': entry({
    resolution: 'DYNAMIC_DNS', hosts: ['*.example.com', '*foo.com', '*.x'],
    ports: [HTTP, TLS, { number: 50051, name: 'grpc', protocol: 'grpc' }, { number: 81, name: 'h2', protocol: 'HTTP2' }],
  }),
  'DYNAMIC_DNS inside the mesh without waypoint': entry({ resolution: 'DYNAMIC_DNS', hosts: ['*.example.com'], location: 'MESH_INTERNAL' }),
  'several hosts on TCP with NONE': entry({ resolution: 'NONE', hosts: ['a.com', 'b.com'], addresses: ['192.0.2.1'], ports: [TCP] }),
  'a workload selector': entry({ resolution: 'STATIC', workloadSelector: { labels: { app: 'db' } } }),
  'exportTo "~"': entry({ exportTo: ['~'] }),
  'a protocol in any case': entry({ ports: [{ ...HTTP, protocol: 'gRPC-web' }] }),
  'a port without protocol': entry({ ports: [{ number: 80, name: 'auto' }] }),
  'a number that only looks like a host': entry({ resolution: 'NONE', hosts: ['1234'] }),
  'fields that are undefined': entry({ addresses: undefined, endpoints: undefined, workloadSelector: undefined, exportTo: undefined }),
});

schemaRefuses<unknown>(judge, {
  'no hosts': [entry({ hosts: [] }), 'service-entry/hosts-required', 'spec.hosts', 'at least one host'],
  'no spec at all': [undefined, 'service-entry/hosts-required', 'spec.hosts'],
  'the host of all hosts': [entry({ hosts: ['a.com', '*'], resolution: 'NONE' }), 'service-entry/host-wildcard', 'spec.hosts[1]', '"*" is not a host'],
  'more hosts than fit': [entry({ hosts: Array.from({ length: 257 }, (_, i) => `h${i}.com`) }), 'service-entry/too-many-items', 'spec.hosts', '256'],
  'CIDR addresses with DNS': [entry({ addresses: ['192.0.2.1', '10.0.0.0/8'] }), 'service-entry/cidr-needs-static-or-none', 'spec.addresses[1]', 'not DNS'],
  'a selector beside endpoints': [
    entry({ resolution: 'STATIC', workloadSelector: { labels: { a: 'b' } }, endpoints: [{ address: '1.2.3.4' }] }),
    'service-entry/selector-or-endpoints', 'spec.endpoints', 'only one of workloadSelector and endpoints',
  ],
  'endpoints with NONE, even none': [entry({ resolution: 'NONE', endpoints: [] }), 'service-entry/none-has-no-endpoints', 'spec.endpoints', 'NONE'],
  'two endpoints with DNS_ROUND_ROBIN': [
    entry({ resolution: 'DNS_ROUND_ROBIN', endpoints: [{ address: '1.2.3.4' }, { address: '1.2.3.5' }] }),
    'service-entry/round-robin-one-endpoint', 'spec.endpoints', 'at most one endpoint',
  ],
  'a port out of range': [entry({ ports: [{ ...HTTP, number: 65536 }] }), 'service-entry/port-range', 'spec.ports[0].number', '1 to 65535'],
  'a target port out of range': [entry({ ports: [{ ...HTTP, targetPort: 0 }] }), 'service-entry/port-range', 'spec.ports[0].targetPort', '1 to 65535'],
  'two ports of one name': [entry({ ports: [HTTP, { ...HTTP, number: 81 }] }), 'service-entry/port-name-duplicate', 'spec.ports[1].name', '"http"'],
  'two ports of one number': [entry({ ports: [HTTP, { ...HTTP, name: 'h' }] }), 'service-entry/port-number-duplicate', 'spec.ports[1].number', '80'],
  'an endpoint without address': [entry({ endpoints: [{}] }), 'service-entry/endpoint-address-required', 'spec.endpoints[0].address', 'needs an address'],
  'a wildcard in a selector': [
    entry({ resolution: 'STATIC', workloadSelector: { labels: { app: 'a*' } } }),
    'service-entry/selector-wildcard', 'spec.workloadSelector.labels["app"]', 'wildcard',
  ],
});

webhookRefuses<unknown>(judge, {
  'an address as host': [entry({ hosts: ['192.0.2.1'], resolution: 'NONE' }), 'service-entry/host-invalid', 'spec.hosts[0]', 'go to addresses'],
  'a wildcard in the middle': [entry({ hosts: ['a.*.com'], resolution: 'NONE' }), 'service-entry/host-invalid', 'spec.hosts[0]', 'domain name'],
  'an address that is none': [entry({ addresses: ['192.0.2'] }), 'service-entry/address-invalid', 'spec.addresses[0]', 'IP address or a CIDR block'],
  'a wildcard with DNS': [entry({ hosts: ['a.com', '*.b.com', '*.c.com'] }), 'service-entry/dns-needs-fqdn', 'spec.hosts[1]', 'resolution DNS'],
  'a bare number with DNS': [entry({ hosts: ['1234'] }), 'service-entry/dns-needs-fqdn', 'spec.hosts[0]'],
  'a wildcard with DNS_ROUND_ROBIN': [
    entry({ hosts: ['*.b.com'], resolution: 'DNS_ROUND_ROBIN' }), 'service-entry/dns-needs-fqdn', 'spec.hosts[0]', 'DNS_ROUND_ROBIN',
  ],
  'a host as STATIC endpoint': [
    entry({ resolution: 'STATIC', endpoints: [{ address: 'db.example.com' }] }), 'service-entry/endpoint-address-invalid', 'spec.endpoints[0].address', 'STATIC',
  ],
  'a socket as DNS endpoint': [entry({ endpoints: [{ address: 'unix:///x' }] }), 'service-entry/endpoint-address-invalid', 'spec.endpoints[0].address', 'DNS'],
  'a network without address as DNS endpoint': [entry({ endpoints: [{ network: 'n' }] }), 'service-entry/endpoint-address-required', 'spec.endpoints[0].address'],
  'a socket beside two ports': [
    entry({ resolution: 'STATIC', ports: [HTTP, TLS], endpoints: [{ address: 'unix:///x' }] }),
    'service-entry/endpoint-unix-one-port', 'spec.endpoints[0].address', 'this one has 2',
  ],
  'a port of an endpoint that the entry does not have': [
    entry({ endpoints: [{ address: '1.2.3.4', ports: { https: 443 } }] }),
    'service-entry/endpoint-port-undeclared', 'spec.endpoints[0].ports["https"]', 'which has http',
  ],
  'a label that is none': [
    entry({ endpoints: [{ address: '1.2.3.4', labels: { 'a b': 'c' } }] }), 'service-entry/label-key-invalid', 'spec.endpoints[0].labels', '"a b"',
  ],
  'a port without name': [entry({ ports: [{ ...HTTP, name: '' }] }), 'service-entry/port-name-invalid', 'spec.ports[0].name', 'DNS label'],
  'a protocol Istio does not know': [entry({ ports: [{ ...HTTP, protocol: 'H2' }] }), 'service-entry/protocol-unknown', 'spec.ports[0].protocol', 'HTTP2'],
  'an exact host with DYNAMIC_DNS': [entry({ resolution: 'DYNAMIC_DNS' }), 'service-entry/dynamic-dns-needs-wildcard', 'spec.hosts[0]', 'wildcard'],
  'addresses with DYNAMIC_DNS': [
    entry({ resolution: 'DYNAMIC_DNS', hosts: ['*.a.com'], addresses: ['1.2.3.4'] }), 'service-entry/dynamic-dns-has-no-addresses', 'spec.addresses',
  ],
  'endpoints with DYNAMIC_DNS': [
    entry({ resolution: 'DYNAMIC_DNS', hosts: ['*.a.com'], endpoints: [{ address: '1.2.3.4' }] }),
    'service-entry/dynamic-dns-has-no-endpoints', 'spec.endpoints',
  ],
  'HTTPS with DYNAMIC_DNS': [
    entry({ resolution: 'DYNAMIC_DNS', hosts: ['*.a.com'], ports: [{ ...TLS, protocol: 'HTTPS' }] }),
    'service-entry/dynamic-dns-protocol', 'spec.ports[0].protocol', 'HTTP, TLS, GRPC, HTTP2 in Istio 1.31',
  ],
  'several hosts on TCP': [
    entry({ hosts: ['a.com', 'b.com'], ports: [HTTP, TCP] }), 'service-entry/several-hosts-need-http-or-tls', 'spec.ports[1].protocol', 'several hosts',
  ],
  'several hosts on a port without protocol': [
    entry({ hosts: ['a.com', 'b.com'], ports: [{ number: 80, name: 'a' }] }), 'service-entry/several-hosts-need-http-or-tls', 'spec.ports[0].protocol',
  ],
  'a wildcard in the key of a selector': [
    entry({ resolution: 'STATIC', workloadSelector: { labels: { '*': 'a' } } }), 'service-entry/selector-wildcard', 'spec.workloadSelector.labels["*"]',
  ],
  'an empty key in a selector': [
    entry({ resolution: 'STATIC', workloadSelector: { labels: { '': 'a' } } }), 'service-entry/selector-key-empty', 'spec.workloadSelector.labels',
  ],
});

webhookWarns<unknown>(judge, {
  'a partial wildcard': [entry({ hosts: ['*foo.com'], resolution: 'NONE' }), 'service-entry/host-partial-wildcard', 'spec.hosts[0]', 'DYNAMIC_DNS'],
  'a selector with NONE': [
    entry({ resolution: 'NONE', workloadSelector: { labels: { a: 'b' } } }), 'service-entry/none-with-selector', 'spec.workloadSelector', 'NONE',
  ],
  'an empty selector': [
    entry({ resolution: 'STATIC', workloadSelector: {} }), 'service-entry/selector-empty', 'spec.workloadSelector.labels', 'every workload',
  ],
  'TCP without addresses and without auto-allocation': [
    entry({ resolution: 'NONE', ports: [TCP] }), 'service-entry/addresses-recommended', 'spec.addresses', 'port 3306',
  ],
  'several hosts that share addresses and a TCP port': [
    entry({ hosts: ['a.com', 'b.com'], addresses: ['192.0.2.1'], ports: [TLS] }), 'service-entry/addresses-shared-by-hosts', 'spec.hosts', 'one host',
  ],
  'an endpoint that is only a network': [
    entry({ resolution: 'STATIC', endpoints: [{ network: 'other' }] }), 'service-entry/endpoint-address-missing', 'spec.endpoints[0].address', 'other',
  ],
});

describe('auto-allocated addresses', () => {
  const warned = (metadata: object, facts: Partial<IstioFacts>, spec: object = {}) => brief(
    checkServiceEntry(manifest(entry({ ports: [TCP], ...spec }), metadata), { ...FACTS, ...facts })
      .filter(({ severity }) => severity === ProblemSeverity.WARNING),
  );
  const WARNING = ['WEBHOOK WARNING service-entry/addresses-recommended at spec.addresses'];

  test('are there by default', () => expect(warned({}, {})).toEqual([]));
  test('are not there when istiod is told so', () => expect(warned({}, { ipAutoAllocate: false })).toEqual(WARNING));
  test('can be turned off for an entry', () => {
    expect(warned({ labels: { 'networking.istio.io/enable-autoallocate-ip': 'False' } }, {})).toEqual(WARNING);
    expect(warned({ labels: { 'networking.istio.io/enable-autoallocate-ip': 'no' } }, {})).toEqual([]);
  });
  test('are only missed by TCP as it is usually written', () => {
    expect(warned({}, { ipAutoAllocate: false }, { ports: [{ ...TCP, protocol: 'tcp' }] })).toEqual([]);
  });
});

describe('DYNAMIC_DNS before 1.30', () => {
  const old = (spec: object) => brief(checkServiceEntry(manifest(entry({ resolution: 'DYNAMIC_DNS', hosts: ['*.a.com'], ...spec })), { ...FACTS, version: '1.29' }));

  test('takes HTTP and TLS from outside the mesh', () => expect(old({ ports: [HTTP, TLS] })).toEqual([]));
  test('takes no other protocol', () => {
    expect(old({ ports: [{ ...HTTP, protocol: 'HTTP2' }] })).toEqual(['WEBHOOK ERROR service-entry/dynamic-dns-protocol at spec.ports[0].protocol']);
  });
  test('takes nothing inside the mesh', () => {
    expect(old({ location: 'MESH_INTERNAL' })).toEqual(['WEBHOOK ERROR service-entry/dynamic-dns-location at spec.location']);
  });
});

test.each(['wp', 'ns/wp'])('DYNAMIC_DNS inside the mesh is refused for waypoint %s', (waypoint) => {
  const spec = entry({ resolution: 'DYNAMIC_DNS', hosts: ['*.a.com'], location: 'MESH_INTERNAL' });
  expect(brief(checkServiceEntry(manifest(spec, { labels: { 'istio.io/use-waypoint': waypoint } }), FACTS)))
    .toEqual(['WEBHOOK ERROR service-entry/dynamic-dns-location at spec.location']);
});
test.each(['', 'none', 'None'])('%j is no waypoint', (waypoint) => {
  const spec = entry({ resolution: 'DYNAMIC_DNS', hosts: ['*.a.com'], location: 'MESH_INTERNAL' });
  expect(checkServiceEntry(manifest(spec, { labels: { 'istio.io/use-waypoint': waypoint } }), FACTS)).toEqual([]);
});

test('everything that is wrong is said, in the order of the fields', () => {
  expect(brief(judge({ hosts: ['*.b.com', '1.1.1.1'], addresses: ['10.0.0.0/8'], resolution: 'DNS', ports: [{ number: 80, name: '', protocol: 'FOO' }], exportTo: [''] })))
    .toEqual([
      'WEBHOOK ERROR service-entry/host-invalid at spec.hosts[1]',
      'SCHEMA ERROR service-entry/cidr-needs-static-or-none at spec.addresses[0]',
      'WEBHOOK ERROR service-entry/port-name-invalid at spec.ports[0].name',
      'WEBHOOK ERROR service-entry/protocol-unknown at spec.ports[0].protocol',
      'WEBHOOK ERROR service-entry/dns-needs-fqdn at spec.hosts[0]',
      'WEBHOOK ERROR service-entry/export-to-invalid at spec.exportTo[0]',
    ]);
});

test('a problem carries the value as it was written', () => {
  expect(judge(entry({ addresses: ['10.0.0.0/8'] }))[0]).toEqual({
    code: 'service-entry/cidr-needs-static-or-none',
    origin: ProblemOrigin.SCHEMA,
    severity: ProblemSeverity.ERROR,
    path: 'spec.addresses[0]',
    value: '10.0.0.0/8',
    message: 'CIDR addresses are allowed only with resolution NONE or STATIC, not DNS',
    fix: 'write single addresses, or use resolution NONE',
  });
});

test('without facts, a stock install of the oldest supported version is assumed', () => {
  const grpc = entry({ resolution: 'DYNAMIC_DNS', hosts: ['*.a.com'], ports: [{ ...HTTP, protocol: 'GRPC' }] });
  expect(fromIstio(checkServiceEntry(manifest(grpc))).map(({ code }) => code)).toEqual(['service-entry/dynamic-dns-protocol']);
});
