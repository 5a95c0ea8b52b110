import { Chart, type App } from 'cdk8s';
import {
  CaBundle, ClientCertificate, DataPlane, EgressLockdown, EgressPort, Endpoint, ExportTo, ExternalService, type ExternalServiceProps,
  ForwardProxy, type ForwardProxyProps, IstioMesh, IstioVersion, LockdownScope, TlsOrigination,
} from '../../../src';
import { chartInMesh, complaintsOf, newChart, refusalOf } from '../../helpers';

const PROXY: ForwardProxyProps = { host: 'proxy.example.com', port: 3128, addresses: ['192.0.2.1', '192.0.2.2'] };
const STRIPE: ExternalServiceProps = { hosts: ['api.stripe.com'], ports: [EgressPort.https()] };
const WAY = 'through forward proxy proxy.example.com:3128';

/** A proxy in namespace network, and a chart in namespace shop beside it. */
function network(props: Partial<ForwardProxyProps> = {}) {
  const chart = newChart({ namespace: 'network' });
  const proxy = new ForwardProxy(chart, 'proxy', { ...PROXY, ...props });
  return { chart, proxy, shop: new Chart(chart.node.root as App, 'shop', { namespace: 'shop' }) };
}

function specOf(chart: Chart, kind: string): any {
  return chart.toJson().find((object) => object.kind === kind)?.spec;
}

test('a proxy that nobody goes through unknowingly is a ServiceEntry alone', () => {
  const { chart } = network();

  expect(chart.toJson()).toMatchSnapshot();
});

test('a service that goes through it is routed to a subset, which is a tunnel to its host and port', () => {
  const { chart, proxy, shop } = network();
  new ExternalService(shop, 'stripe', { ...STRIPE, hosts: ['api.stripe.com', 'files.stripe.com'], via: proxy });
  new ExternalService(shop, 'db', { hosts: ['db.example.com'], ports: [EgressPort.tcp(5432, { targetPort: 6432 })], addresses: ['198.51.100.5'], via: proxy });

  expect([...chart.toJson(), ...shop.toJson()]).toMatchSnapshot();
});

test('the order of statements makes no difference to its rule', () => {
  const rules = [['a', 'b'], ['b', 'a']].map((ids) => {
    const { chart, proxy, shop } = network();
    for (const id of ids) new ExternalService(shop, id, { ...STRIPE, hosts: [`${id}.com`], via: proxy });
    return specOf(chart, 'DestinationRule');
  });

  expect(rules[0].subsets).toHaveLength(2);
  expect(rules[0]).toEqual(rules[1]);
});

test('nor to who sees it, nor does it matter who says that a namespace does', () => {
  const exported = [['b', 'a'], ['a', 'b']].map((namespaces) => {
    const { chart, proxy } = network();
    for (const namespace of namespaces) {
      const shop = new Chart(chart.node.root as App, namespace, { namespace });
      new ExternalService(shop, 'stripe', { ...STRIPE, hosts: [`${namespace}.com`], via: proxy });
    }
    return chart.toJson().map(({ spec }) => spec.exportTo);
  });
  const { chart, proxy, shop } = network();
  new ExternalService(shop, 'stripe', { ...STRIPE, exportTo: ExportTo.namespaces('network', 'b'), via: proxy });
  new EgressLockdown(shop, 'a', { scope: LockdownScope.namespace('a', { allow: [proxy] }) });

  expect(exported).toEqual([[['.', 'a', 'b'], ['.', 'a', 'b']], [['.', 'a', 'b'], ['.', 'a', 'b']]]);
  expect(specOf(chart, 'ServiceEntry').exportTo).toEqual(['.', 'a', 'b']);
});

test('nor to how a host is spelled that two services go to', () => {
  const rules = [['a.com', 'A.com.'], ['A.com.', 'a.com']].map((hosts) => {
    const { chart, proxy, shop } = network();
    hosts.forEach((host, index) => new ExternalService(shop, `${index}`, { ...STRIPE, metadata: { namespace: `ns-${host.length}` }, hosts: [host], via: proxy }));
    return specOf(chart, 'DestinationRule');
  });

  expect(rules[0].subsets).toEqual([{ name: 'a-com-443', trafficPolicy: { tunnel: { protocol: 'CONNECT', targetHost: 'a.com', targetPort: 443 } } }]);
  expect(rules[0]).toEqual(rules[1]);
});

test('a service that is taken out of the tree takes its tunnel along', () => {
  const { chart, proxy, shop } = network();
  for (const id of ['a', 'b']) new ExternalService(shop, id, { ...STRIPE, hosts: [`${id}.com`], via: proxy });
  shop.node.tryRemoveChild('a');

  expect(specOf(chart, 'DestinationRule').subsets).toMatchObject([{ name: 'b-com-443' }]);
});

describe('TLS to the proxy', () => {
  test('is started for applications that speak CONNECT, and around tunnels', () => {
    const { chart, proxy, shop } = network({ tls: TlsOrigination.simple({ caCertificates: CaBundle.file('/etc/proxy/ca.crt') }) });
    const trafficPolicy = {
      tls: { mode: 'SIMPLE', caCertificates: '/etc/proxy/ca.crt', sni: 'proxy.example.com', subjectAltNames: ['proxy.example.com'] },
    };
    expect(specOf(chart, 'DestinationRule')).toEqual({ host: 'proxy.example.com', exportTo: ['.'], trafficPolicy });
    new ExternalService(shop, 'stripe', { ...STRIPE, via: proxy });

    expect(specOf(chart, 'DestinationRule')).toMatchObject({ trafficPolicy, subsets: [{ name: 'api-stripe-com-443' }] });
  });

  test('may be verified with CAs that every workload has', () => {
    const { chart } = network({ tls: TlsOrigination.simple({ caCertificates: CaBundle.configMap('proxy-ca') }) });

    expect(specOf(chart, 'DestinationRule').trafficPolicy.tls).toMatchObject({ mode: 'SIMPLE', credentialName: 'configmap://network/proxy-ca' });
  });

  test.each([
    ['CAs in a Secret', TlsOrigination.simple({ caCertificates: CaBundle.secret('proxy-ca') }), 'verified with the CAs in Secret proxy-ca'],
    ['a client certificate', TlsOrigination.mutual({ clientCertificate: ClientCertificate.secret('proxy-client') }), 'with '],
  ])('cannot need what certain workloads have: %s', (_what, tls, said) => {
    expect(refusalOf(() => network({ tls }))).toContain(`chart/proxy: tls is TLS ${said}`);
    expect(refusalOf(() => network({ tls }))).toContain(', and a Secret is fetched by named workloads alone, while who calls a forward proxy follows from the '
      + "services that go through it; use CaBundle.system(), CaBundle.file('/etc/proxy/ca.crt') or CaBundle.configMap('proxy-ca')");
  });

  test('is a matter of DestinationRules', () => {
    expect(refusalOf(() => network({ tls: TlsOrigination.backendTlsPolicy() }))).toContain(
      ' by a BackendTLSPolicy, and tunnels are a matter of DestinationRules; use TlsOrigination.simple()');
  });
});

describe('who sees it', () => {
  test.each<[string, ExportTo | undefined, string[] | undefined]>([
    ['the namespace of the service', undefined, ['.', 'shop']],
    ['the namespaces it is exported to', ExportTo.namespaces('.', 'billing'), ['.', 'billing', 'shop']],
    ['every namespace', ExportTo.ALL_NAMESPACES, ['*']],
    ['perhaps every namespace', ExportTo.MESH_DEFAULT, ['*']],
    ['nobody', ExportTo.NOBODY, ['.']],
  ])('who calls what goes through it: %s', (_what, exportTo, expected) => {
    const { chart, proxy, shop } = network();
    new ExternalService(shop, 'stripe', { ...STRIPE, exportTo, via: proxy });

    expect(chart.toJson().map(({ spec }) => spec.exportTo)).toEqual([expected, expected]);
  });

  test('whom a lockdown lets call the service, and whom it lets call the proxy', () => {
    const { chart, proxy, shop } = network();
    const stripe = new ExternalService(shop, 'stripe', { ...STRIPE, via: proxy });
    new EgressLockdown(shop, 'billing', { scope: LockdownScope.namespace('billing', { allow: [stripe] }) });
    new EgressLockdown(shop, 'builds', { scope: LockdownScope.namespace('builds', { allow: [proxy] }) });

    expect(chart.toJson().map(({ spec }) => spec.exportTo)).toEqual([['.', 'billing', 'builds', 'shop'], ['.', 'billing', 'builds', 'shop']]);
    const imports = shop.toJson().filter(({ kind }) => kind === 'Sidecar').map(({ spec }) => spec.egress[0].hosts.at(-1));
    expect(imports).toEqual(['shop/api.stripe.com', 'network/proxy.example.com']);
  });

  test('a proxy for nobody has a rule for nobody else', () => {
    const { chart, proxy, shop } = network({ exportTo: ExportTo.NOBODY });
    new ExternalService(shop, 'stripe', { ...STRIPE, exportTo: ExportTo.NOBODY, via: proxy });

    expect(chart.toJson().map(({ spec }) => spec.exportTo)).toEqual([['~'], ['.']]);
  });

  test.each<[ExportTo, string]>([
    [ExportTo.OWN_NAMESPACE, 'namespace shop'],
    [ExportTo.ALL_NAMESPACES, 'every namespace'],
  ])('a proxy that is not seen where %s is called is refused', (exportTo, where) => {
    const { chart, proxy, shop } = network({ exportTo: ExportTo.namespaces('network') });
    new ExternalService(shop, 'stripe', { ...STRIPE, exportTo, via: proxy });

    expect(complaintsOf(chart)).toEqual([`[shop/stripe] calls go ${WAY}, whose exportTo [network] does not reach ${where}, where this service is called; `
      + 'add it to exportTo of chart/proxy, or leave that out so that it follows from the services']);
  });
});

describe('what cannot go through it', () => {
  test.each<[string, Partial<ExternalServiceProps>, string]>([
    ['HTTP', { ports: [EgressPort.http()] },
      `ports has HTTP 80, which cannot go ${WAY}: Istio makes tunnels for TLS and TCP, and would send HTTP requests to the proxy as if it were api.stripe.com; `
      + 'let the application start TLS and declare EgressPort.https(), or declare EgressPort.tcp(80) with the addresses of the service'],
    ['what may turn out to be HTTP', { ports: [EgressPort.of({ number: 8080 })] },
      `ports has any protocol 8080, which cannot go ${WAY}: Istio makes tunnels for TLS and TCP, and would send HTTP requests to the proxy as if it were `
      + 'api.stripe.com; let the application start TLS and declare EgressPort.https(), or declare EgressPort.tcp(8080) with the addresses of the service'],
    ['a wildcard', { hosts: ['*.stripe.com'] }, `hosts '*.stripe.com' cannot go ${WAY}: a tunnel ends at one host; name the hosts`],
    ['endpoints', { endpoints: [Endpoint.of('198.51.100.5')] },
      `endpoints have no effect on calls that go ${WAY}, which looks up the host itself; leave them out`],
  ])('%s', (_what, props, message) => {
    const { proxy, shop } = network();

    expect(refusalOf(() => new ExternalService(shop, 'stripe', { ...STRIPE, ...props, via: proxy }))).toBe(`shop/stripe: ${message}`);
    expect(shop.toJson()).toEqual([]);
  });

  test('anything, where a sidecar cannot choose an address', () => {
    const { chart, proxy, shop } = network({ addresses: ['192.0.2.0/28'] });

    expect(specOf(chart, 'ServiceEntry').resolution).toBe('NONE');
    expect(refusalOf(() => new ExternalService(shop, 'stripe', { ...STRIPE, via: proxy }))).toBe(`shop/stripe: calls cannot go ${WAY}: its addresses 192.0.2.0/28 `
      + 'are a range, of which a sidecar cannot choose one; name the addresses of chart/proxy one by one');
  });

  test('calls of ambient workloads', () => {
    const chart = chartInMesh({ namespaceDataPlanes: { shop: DataPlane.AMBIENT } }, { namespace: 'network' });
    const shop = new Chart(chart.node.root as App, 'shop', { namespace: 'shop' });
    new ExternalService(shop, 'stripe', { ...STRIPE, via: new ForwardProxy(chart, 'proxy', PROXY) });

    expect(complaintsOf(chart)).toEqual([`[shop/stripe] calls do not go ${WAY} in namespace shop: its data plane is ambient, and ztunnel reads no VirtualService; `
      + 'route them by a waypoint, or declare the service in a namespace with sidecars']);
  });

  test('calls of another mesh', () => {
    const { chart, proxy } = network();
    const other = new Chart(chart.node.root as App, 'other', { namespace: 'shop' });
    new IstioMesh(other, 'mesh', { version: IstioVersion.V1_31 });
    new ExternalService(other, 'stripe', { ...STRIPE, via: proxy });

    expect(complaintsOf(chart)).toEqual([`[other/stripe] calls cannot go ${WAY}: chart/proxy belongs to another mesh; declare it in this one`]);
  });
});

describe('the proxy itself', () => {
  test('one that somebody else declares can be called, and is no path', () => {
    const chart = newChart({ namespace: 'shop' });
    const theirs = ForwardProxy.fromServiceEntryAttributes(chart, 'theirs', {
      name: 'proxy', namespace: 'network', hosts: ['proxy.example.com'], ports: [EgressPort.tcp(3128)],
    });
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { allow: [theirs] }) });

    expect(complaintsOf(chart)).toEqual([]);
    expect(chart.toJson().find(({ kind }) => kind === 'Sidecar').spec.egress[0].hosts).toContain('network/proxy.example.com');
    expect(refusalOf(() => new ExternalService(chart, 'stripe', { ...STRIPE, via: theirs as any }))).toBe(
      'chart/stripe: via chart/theirs is not a path; write one, such as a gateway',
    );
  });

  test.each<[Partial<Record<keyof ForwardProxyProps, unknown>>, string]>([
    [{ host: '*.example.com' }, "host '*.example.com' is not a DNS name without wildcard; write one, such as 'proxy.example.com'"],
    [{ host: '192.0.2.1' }, "host '192.0.2.1' is not a DNS name without wildcard; write one, such as 'proxy.example.com'"],
    [{ port: 70000 }, 'port 70000 is not a whole number from 1 to 65535; write one, such as 443'],
    [{ addresses: ['proxy'] }, "addresses[0] 'proxy' is not an IP address or CIDR range; write one, such as '192.0.2.1'"],
    [{ exportTo: ['.'] }, 'exportTo ["."] is not an ExportTo; write one, such as ExportTo.namespaces(\'shop\')'],
    [{ hosts: ['a.com'] } as any, "props has no 'hosts'; it has metadata, host, port, addresses, tls, exportTo, acceptRisks"],
  ])('%s is refused', (props, message) => {
    expect(refusalOf(() => network(props as any))).toBe(`chart/proxy: ${message}`);
  });

  test('describe() tells what goes through it', () => {
    const { proxy, shop } = network();
    expect(proxy.describe()).not.toContain('tunnels');
    const stripe = new ExternalService(shop, 'stripe', { ...STRIPE, via: proxy });

    expect(proxy.describe()).toContain(' Sidecars make tunnels through it to api.stripe.com:443.');
    expect(stripe.describe()).toContain(` Calls go ${WAY}. No proxy of the mesh calls it: sidecars ask the forward proxy for a tunnel to its name, and the `
      + 'forward proxy looks that up. A client that dials the name needs an address for it all the same, from its DNS or from DNS capture. Beside the ServiceEntry it writes VirtualService shop-stripe-virtualservice-');
  });
});
