import { type App, Chart } from 'cdk8s';
import {
  CaBundle, DataPlane, EgressLockdown, EgressPort, ExportTo, ExternalService, type ExternalServiceProps, ForwardProxy,
  type ForwardProxyProps, IstioMesh, type IstioMeshProps, IstioVersion, LockdownScope, Risk, TlsOrigination,
} from '../../../src';
import { chartInMesh, complaintsOf, newChart } from '../../helpers';

const PROXY: ForwardProxyProps = { host: 'proxy.example.com', port: 3128, addresses: ['192.0.2.1', '192.0.2.2'] };
const STRIPE: ExternalServiceProps = { hosts: ['api.stripe.com'], ports: [EgressPort.https()] };

/** A proxy in namespace network, and a chart in namespace shop beside it. */
function network(props: Partial<ForwardProxyProps> = {}) {
  const chart = newChart({ namespace: 'network' });
  const proxy = new ForwardProxy(chart, 'proxy', { ...PROXY, ...props });
  return { chart, proxy, shop: new Chart(chart.node.root as App, 'shop', { namespace: 'shop' }) };
}

test('without addresses nothing tells a proxy from other TCP on its port, unless DNS capture does', () => {
  expect(complaintsOf(network({ addresses: undefined }).chart)).toEqual([
    '[chart/proxy] addresses are left out, and nothing tells the calls to the proxy from others: all TCP to port 3128 of any IP address goes to the proxy; '
    + "write the addresses of the proxy, or turn on DNS capture and say so with new IstioMesh(app, 'mesh', { dnsCapture: true }), "
    + 'or accept it with acceptRisks: [Risk.tcpAnyAddress({ reason })]',
  ]);
  expect(complaintsOf(network({ addresses: [], acceptRisks: [Risk.tcpAnyAddress({ reason: 'nothing else uses 3128' })] }).chart)).toEqual([]);
  const captured = chartInMesh({ dnsCapture: true }, { namespace: 'network' });
  const { resolution } = new ForwardProxy(captured, 'proxy', { host: 'proxy.example.com', port: 3128 });
  expect([complaintsOf(captured), resolution]).toEqual([[], 'DNS']);
});

test.each<[string[], string]>([
  [['0.0.0.0'], 'all TCP to port 3128 of any IP address goes to the proxy'],
  [['0.0.0.0/0'], 'every IP address can be reached on port 3128'],
])('nor with addresses %j, which are every address', (addresses, effect) => {
  expect(complaintsOf(network({ addresses }).chart)).toEqual([
    `[chart/proxy] addresses ["${addresses[0]}"] are every address, and nothing tells the calls to the proxy from others: ${effect}; `
    + 'write the addresses of the proxy, or accept it with acceptRisks: [Risk.tcpAnyAddress({ reason })]',
  ]);
  expect(complaintsOf(network({ addresses, acceptRisks: [Risk.tcpAnyAddress({ reason: 'it listens everywhere' })] }).chart)).toEqual([]);
});

test('a risk that is not there cannot be accepted', () => {
  expect(complaintsOf(network({ acceptRisks: [Risk.tcpAnyAddress({ reason: 'x' })] }).chart)).toEqual([
    '[chart/proxy] acceptRisks has Risk.tcpAnyAddress, a risk that this service does not take; remove it',
  ]);
});

describe('TLS that nobody would start', () => {
  const clear = (where: string) => `[chart/proxy] tls: ${where} is ambient, and ztunnel starts no TLS: calls to the proxy would leave in clear text; `
    + 'let applications start it and leave tls out, or keep the proxy to namespaces with sidecars';

  function complaints(mesh: IstioMeshProps, props: Partial<ForwardProxyProps>, namespace?: string) {
    const chart = chartInMesh(mesh, { namespace });
    const proxy = new ForwardProxy(chart, 'proxy', { ...PROXY, tls: TlsOrigination.simple(), ...props });
    new EgressLockdown(chart, 'builds', { scope: LockdownScope.namespace('builds', { allow: [proxy] }) });
    return complaintsOf(chart).filter((complaint) => complaint.startsWith('[chart/proxy] '));
  }

  test.each<[string, IstioMeshProps, Partial<ForwardProxyProps>, string | undefined, string]>([
    ['in an ambient mesh', { dataPlane: DataPlane.AMBIENT }, {}, 'network', 'namespace network'],
    ['in an ambient mesh, nobody knows where', { dataPlane: DataPlane.AMBIENT }, {}, undefined, 'the mesh'],
    ['in every namespace of an ambient mesh', { dataPlane: DataPlane.AMBIENT }, { exportTo: ExportTo.MESH_DEFAULT }, 'network', 'the mesh'],
    ['in an ambient namespace that may call it', { namespaceDataPlanes: { builds: DataPlane.AMBIENT } }, {}, 'network', 'namespace builds'],
  ])('is refused %s', (_what, mesh, props, namespace, where) => {
    expect(complaints(mesh, props, namespace)).toEqual([clear(where)]);
    expect(complaints(mesh, { ...props, tls: undefined }, namespace)).toEqual([]);
  });

  test('is refused where its CAs would not be found', () => {
    const props = { tls: TlsOrigination.simple({ caCertificates: CaBundle.configMap('proxy-ca') }) };

    expect(complaints({}, props, 'network')).toEqual([]);
    expect(complaints({}, props)).toEqual([
      '[chart/proxy] tls: ConfigMap proxy-ca lies in the namespace of the proxy, which has none; give it metadata.namespace',
    ]);
    expect(complaints({ version: IstioVersion.of('1.25') }, props, 'network')).toEqual([
      '[chart/proxy] tls: CaBundle.configMap() needs Istio 1.26, and this mesh is taken for 1.25; '
      + 'use CaBundle.file(), or declare the version with new IstioMesh()',
    ]);
  });

  test('is nobody\'s matter where nobody sees the proxy', () => {
    const chart = chartInMesh({ dataPlane: DataPlane.AMBIENT }, { namespace: 'network' });
    new ForwardProxy(chart, 'proxy', { ...PROXY, tls: TlsOrigination.simple(), exportTo: ExportTo.NOBODY });

    expect(complaintsOf(chart)).toEqual([]);
  });
});

describe('two for one host', () => {
  test.each<[string, Partial<ForwardProxyProps>, string]>([
    ['another port', { port: 8080 }, 'proxy.example.com'],
    ['another spelling', { host: 'Proxy.Example.com.', port: 8080 }, 'Proxy.Example.com.'],
    ['another namespace', { metadata: { namespace: 'edge' }, port: 8080, exportTo: ExportTo.namespaces('network', 'shop') }, 'proxy.example.com'],
  ])('are refused where the tunnels of one would be lost: %s', (_what, props, host) => {
    const { chart, shop } = network();
    const second = new ForwardProxy(chart, 'second', { ...PROXY, ...props });
    expect(complaintsOf(chart)).toEqual([]);
    new ExternalService(props.exportTo ? shop : chart, 'stripe', { ...STRIPE, via: second });

    expect(complaintsOf(chart)).toEqual([
      `[chart/second] host ${host} is that of chart/proxy, too, and a sidecar may go by the DestinationRule of one alone, so that tunnels and tls of the other are `
      + 'lost; declare the proxy once and let all services go via it, or give the two different hosts, which with addresses need not resolve',
    ]);
  });

  test.each<[string, Partial<ForwardProxyProps>]>([
    ['with tunnels', {}],
    ['with TLS', { tls: TlsOrigination.simple() }],
  ])('are refused once, and not as services of which one could have all ports: both %s', (_what, props) => {
    const chart = newChart({ namespace: 'network' });
    const [first, second] = [3128, 8080].map((port) => new ForwardProxy(chart, `proxy-${port}`, { ...PROXY, ...props, port }));
    new ExternalService(chart, 'stripe', { ...STRIPE, via: first });
    new ExternalService(chart, 'github', { ...STRIPE, hosts: ['api.github.com'], via: second });

    expect(complaintsOf(chart)).toEqual([
      expect.stringMatching(/^\[chart\/proxy-8080\] host proxy\.example\.com is that of chart\/proxy-3128, too, .* declare the proxy once/),
    ]);
  });

  test('are refused once, where Istio would not merge their entries either', () => {
    const { chart, proxy, shop } = network();
    const second = new ForwardProxy(chart, 'second', { ...PROXY, port: 8080 });
    new ExternalService(chart, 'stripe', { ...STRIPE, via: proxy });
    new ExternalService(shop, 'github', { ...STRIPE, hosts: ['api.github.com'], via: second });

    expect(complaintsOf(chart)).toEqual([expect.stringContaining('[chart/second] host proxy.example.com is that of chart/proxy, too')]);
  });

  test('of which one is no proxy are services that say something of one host', () => {
    const chart = newChart({ namespace: 'network' });
    new ForwardProxy(chart, 'proxy', { ...PROXY, tls: TlsOrigination.simple() });
    new ExternalService(chart, 'page', { hosts: [PROXY.host], ports: [EgressPort.http({ tls: TlsOrigination.simple() })] });

    expect(complaintsOf(chart)).toContainEqual(expect.stringContaining('[chart/page] chart/proxy says something of the connections to proxy.example.com'));
  });

  test.each<[string, Partial<ForwardProxyProps>]>([
    ['where no namespace sees both', { metadata: { namespace: 'edge' }, exportTo: ExportTo.namespaces('edge') }],
    ['with hosts of their own', { host: 'second.example.com', addresses: ['192.0.2.3'] }],
  ])('may be there %s', (_what, props) => {
    const { chart, proxy, shop } = network();
    new ForwardProxy(chart, 'second', { ...PROXY, ...props });
    new ExternalService(shop, 'stripe', { ...STRIPE, via: proxy });

    expect(complaintsOf(chart)).toEqual([]);
  });

  test('may be there in two meshes', () => {
    const { chart, proxy, shop } = network();
    const other = new Chart(chart.node.root as App, 'other', { namespace: 'network' });
    new IstioMesh(other, 'mesh', { version: IstioVersion.V1_31 });
    new ForwardProxy(other, 'proxy', PROXY);
    new ExternalService(shop, 'stripe', { ...STRIPE, via: proxy });

    expect(complaintsOf(chart)).toEqual([]);
  });

  test('of which one is taken out of the tree', () => {
    const { chart, proxy, shop } = network();
    new ForwardProxy(chart, 'second', { ...PROXY, port: 8080 });
    chart.node.tryRemoveChild('second');
    new ExternalService(shop, 'stripe', { ...STRIPE, via: proxy });

    expect(complaintsOf(chart)).toEqual([]);
  });
});
