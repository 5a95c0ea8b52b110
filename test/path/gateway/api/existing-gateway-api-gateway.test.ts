import { App, type Chart } from 'cdk8s';
import {
  ClientCertificate, EgressGateway, EgressPort, ExportTo, ExternalService, type ExternalServiceProps, GatewayApiEgressGateway,
  type GatewayApiEgressGatewayAttributes, GatewayHop, GatewayApiListener, type IGatewayApiEgressGateway, IstioVersion, TlsOrigination,
} from '../../../../src';
import { chartInMesh, complaintsOf, newChart, refusalOf } from '../../../helpers';
import { written } from '../gateways';

const ATTRIBUTES = { name: 'out', namespace: 'edge', listeners: [GatewayApiListener.istioMutual(80), GatewayApiListener.tlsPassthrough(443)] };
const PASSED = { hop: GatewayHop.PASSTHROUGH };

function chartWith(
  attributes: Partial<GatewayApiEgressGatewayAttributes> = {}, version = IstioVersion.V1_31,
): { chart: Chart; gateway: IGatewayApiEgressGateway } {
  const chart = chartInMesh({ version }, { namespace: 'shop' });
  return { chart, gateway: GatewayApiEgressGateway.fromGatewayAttributes(chart, 'shared', { ...ATTRIBUTES, ...attributes }) };
}

function declare(chart: Chart, host: string, props: Partial<ExternalServiceProps>) {
  return new ExternalService(chart, host, { metadata: { name: host }, hosts: [host], ports: [EgressPort.http()], ...props });
}

test('nothing is written but the routes that attach to it, and how callers speak to its Service', () => {
  const { chart, gateway } = chartWith();
  expect(chart.toJson()).toEqual([]);
  expect([gateway.gatewayName, gateway.serviceName, gateway.namespace, gateway.way]).toEqual(['out', 'out-istio', 'edge', 'through gateway edge/out-istio']);

  declare(chart, 'a.com', { via: gateway });
  expect(chart.toJson().map(({ kind, metadata }) => `${kind} ${metadata.namespace}`)).toEqual([
    'DestinationRule edge', 'ServiceEntry shop', 'HTTPRoute shop', 'HTTPRoute shop',
  ]);
  expect(written(chart, 'HTTPRoute').map(({ spec: { parentRefs, rules } }) => [parentRefs[0], rules[0].backendRefs[0]])).toEqual([
    [{ group: 'networking.istio.io', kind: 'ServiceEntry', name: 'a.com', port: 80 }, { name: 'out-istio', namespace: 'edge', port: 80 }],
    [{ name: 'out', namespace: 'edge', port: 80 }, { group: 'networking.istio.io', kind: 'Hostname', name: 'a.com', port: 80 }],
  ]);
});

test('the hop has the identity of the mesh, at every port of which that is said', () => {
  const { chart, gateway } = chartWith();
  declare(chart, 'a.com', { via: gateway });
  expect(written(chart, 'DestinationRule')[0].spec).toEqual({
    host: 'out-istio.edge.svc.cluster.local',
    exportTo: ['*'],
    trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'ISTIO_MUTUAL' } }, { port: { number: 443 }, tls: { mode: 'DISABLE' } }] },
  });
});

test('all that is written is what is written through a gateway of ones own, but for its Gateway', () => {
  const objects = (reach: (chart: Chart) => IGatewayApiEgressGateway) => {
    const chart = chartInMesh({ version: IstioVersion.V1_31 }, { namespace: 'shop' });
    const gateway = reach(chart);
    declare(chart, 'a.com', { via: gateway.withOptions({ pathPrefixes: ['/get'] }), ports: [EgressPort.http({ tls: TlsOrigination.simple() })] });
    declare(chart, 'b.com', { via: gateway.withOptions(PASSED), ports: [EgressPort.https()] });
    return chart.toJson().filter(({ apiVersion, kind }) => !(apiVersion.startsWith('gateway.') && kind === 'Gateway')).map(({ kind, spec }) => ({ kind, spec }));
  };
  const { name, namespace } = ATTRIBUTES;
  expect(objects((chart) => GatewayApiEgressGateway.fromGatewayAttributes(chart, 'egress', ATTRIBUTES)))
    .toEqual(objects((chart) => new GatewayApiEgressGateway(chart, 'egress', { metadata: { name, namespace } })));
});

test('where its owner writes the rule, none is written', () => {
  const { chart, gateway } = chartWith({ hasDestinationRule: true });
  declare(chart, 'a.com', { via: gateway });
  expect(written(chart, 'DestinationRule')).toEqual([]);
});

test('a Service of another name', () => {
  const { chart, gateway } = chartWith({ serviceName: 'by-hand' });
  declare(chart, 'a.com', { via: gateway });
  expect(written(chart, 'DestinationRule')[0].spec.host).toBe('by-hand.edge.svc.cluster.local');
  expect(gateway.way).toBe('through gateway edge/by-hand');
});

test('the service is seen by the gateway, too, and what is said of connections to it the gateway is told', () => {
  const { chart, gateway } = chartWith();
  declare(chart, 'a.com', { via: gateway, ports: [EgressPort.http({ tls: TlsOrigination.simple() })], exportTo: ExportTo.namespaces('shop') });
  expect(written(chart, 'ServiceEntry')[0].spec.exportTo).toEqual(['shop', 'edge']);
  expect(written(chart, 'DestinationRule').find(({ spec }) => spec.host === 'a.com').spec.exportTo).toEqual(['edge']);
});

test('its permissions for keys come from somebody else', () => {
  const { chart, gateway } = chartWith();
  const clientCertificate = ClientCertificate.secret('client');
  declare(chart, 'a.com', { via: gateway, ports: [EgressPort.http({ tls: TlsOrigination.mutual({ clientCertificate }) })] });
  expect(written(chart, 'Role')).toEqual([]);
});

describe('the listener', () => {
  const attachedTo = (listeners: GatewayApiListener[], port: EgressPort, options: object = {}) => {
    const { chart, gateway } = chartWith({ listeners });
    declare(chart, 'a.com', { via: gateway.withOptions(options), ports: [port] });
    return chart.toJson().filter(({ kind }) => kind.endsWith('Route')).map(({ spec }) => spec.parentRefs[0].port);
  };
  const { istioMutual, http, tlsPassthrough } = GatewayApiListener;

  test.each<[string, GatewayApiListener[], EgressPort, object, number[]]>([
    ['of the same number is taken first', [istioMutual(80), istioMutual(8080)], EgressPort.http({ number: 8080 }), {}, [8080, 8080]],
    ['is else the first of its kind', [http(80), istioMutual(15443), istioMutual(16443)], EgressPort.http({ number: 8080 }), {}, [8080, 15443]],
    ['of HTTP in clear', [istioMutual(80), http(8080)], EgressPort.http(), PASSED, [80, 8080]],
    ['of TLS', [istioMutual(80), tlsPassthrough(8443)], EgressPort.https(), PASSED, [443, 8443]],
  ])('%s', (_what, listeners, port, options, expected) => expect(attachedTo(listeners, port, options)).toEqual(expected));

  test.each<[string, GatewayApiListener[], EgressPort, object, string]>([
    ['HTTP inside the TLS of the mesh', [http(80)], EgressPort.http(), {},
      'HTTP 80; with hop ISTIO_MUTUAL it needs a listener such as GatewayApiListener.istioMutual(80)'],
    ['HTTP in clear', [istioMutual(80)], EgressPort.http(), PASSED, 'HTTP 80; with hop PASSTHROUGH it needs a listener such as GatewayApiListener.http(80)'],
    ['TLS', [istioMutual(443)], EgressPort.https(), PASSED, 'HTTPS 443; with hop PASSTHROUGH it needs a listener such as GatewayApiListener.tlsPassthrough(443)'],
  ])('is missing for %s', (_what, listeners, port, options, message) => {
    const { chart, gateway } = chartWith({ listeners });
    declare(chart, 'a.com', { via: gateway.withOptions(options), ports: [port] });
    expect(complaintsOf(chart)).toEqual([
      `[chart/a.com] via gateway edge/out-istio: no port of the gateway takes ${message}; add it to listeners where its owner has it, or ask for it`,
    ]);
  });

  const needs = (hop: string, listener: string) => `with hop ${hop} it needs a listener such as GatewayApiListener.${listener}; add it to listeners where its `
    + 'owner has it, or ask for it';
  const arrive = (port: string, listenPort: number, first: string) => `chart/a.com: via gateway edge/out-istio: ${port} would come in at port ${listenPort} of the `
    + `gateway, as ${first} does, and nothing in a call says which of the two is called; `;
  const [http80, http8080, http9090] = [80, 8080, 9090].map((number) => EgressPort.http({ number }));
  const [https443, https8443] = [443, 8443].map((number) => EgressPort.https({ number }));

  test.each<[string, EgressPort[], GatewayApiListener[], object, string[]]>([
    ['HTTP', [http80, http8080], [istioMutual(80)], {}, [arrive('HTTP 8080', 80, 'HTTP 80') + needs('ISTIO_MUTUAL', 'istioMutual(8080)')]],
    ['HTTP in clear', [http80, http8080], [http(80)], PASSED, [arrive('HTTP 8080', 80, 'HTTP 80') + needs('PASSTHROUGH', 'http(8080)')]],
    ['TLS', [https443, https8443], [tlsPassthrough(443)], PASSED, [arrive('HTTPS 8443', 443, 'HTTPS 443') + needs('PASSTHROUGH', 'tlsPassthrough(8443)')]],
    ['HTTP, the one with the number of the listener last', [http8080, http80], [istioMutual(80)], {},
      [arrive('HTTP 8080', 80, 'HTTP 80') + needs('ISTIO_MUTUAL', 'istioMutual(8080)')]],
    ['HTTP, none with the number of the listener', [http8080, http9090], [istioMutual(80)], {},
      [arrive('HTTP 9090', 80, 'HTTP 8080') + needs('ISTIO_MUTUAL', 'istioMutual(9090)')]],
    ['HTTP, three of them', [http80, http8080, http9090], [istioMutual(80)], {}, [
      arrive('HTTP 8080', 80, 'HTTP 80') + needs('ISTIO_MUTUAL', 'istioMutual(8080)'), arrive('HTTP 9090', 80, 'HTTP 80') + needs('ISTIO_MUTUAL', 'istioMutual(9090)'),
    ]],
  ])('takes one port of a host, and says so once: %s', (_what, ports, listeners, options, messages) => {
    const { chart, gateway } = chartWith({ listeners });
    expect(refusalOf(() => declare(chart, 'a.com', { via: gateway.withOptions(options), ports }))).toBe(messages.join('\n'));
    expect(chart.toJson()).toEqual([]);
  });

  test('of its own takes each port', () => {
    const { chart, gateway } = chartWith({ listeners: [istioMutual(80), istioMutual(8080)] });
    declare(chart, 'a.com', { via: gateway, ports: [http80, http8080] });
    expect(complaintsOf(chart)).toEqual([]);
  });

  test('says nothing of a port that is there twice, which the service does', () => {
    const { chart, gateway } = chartWith();
    expect(refusalOf(() => declare(chart, 'a.com', { via: gateway, ports: [http80, EgressPort.http()] }))).not.toContain('via gateway');
  });
});

describe('who may attach routes', () => {
  test.each([[['shop']], [['*']], [undefined]])('%j may', (allowedNamespaces) => {
    const { chart, gateway } = chartWith({ allowedNamespaces });
    declare(chart, 'a.com', { via: gateway });
    expect(complaintsOf(chart)).toEqual([]);
  });

  test.each([[['billing', 'finance'], 'billing, finance'], [[], 'no namespace']])('%j does not', (allowedNamespaces, named) => {
    const { chart, gateway } = chartWith({ allowedNamespaces });
    expect(refusalOf(() => declare(chart, 'a.com', { via: gateway }))).toBe(
      `chart/a.com: via gateway edge/out-istio: its listeners allow routes of ${named}, and those of this service lie in shop, `
      + 'so that Istio would not attach them (NotAllowedByListeners); ask its owner to allow the namespace, or use another gateway',
    );
  });
});

test('what the Gateway API cannot say is refused, as of a gateway of ones own', () => {
  const { chart, gateway } = chartWith(undefined, IstioVersion.V1_29);
  expect(refusalOf(() => declare(chart, 'db', { via: gateway, ports: [EgressPort.tcp(5432)], addresses: ['192.0.2.1'] })))
    .toContain('TCP 5432 has no name by which a gateway of the Gateway API could tell its calls apart');
  declare(chart, 'a.com', { via: gateway.withOptions(PASSED), ports: [EgressPort.https()] });
  expect(complaintsOf(chart)).toEqual([expect.stringContaining('HTTPS 443 needs a TLSRoute, which Istio reads from 1.30 on')]);
});

test('one gateway has one owner, in whichever words', () => {
  const { chart, gateway } = chartWith();
  declare(chart, 'a.com', { via: gateway });
  EgressGateway.fromServiceAttributes(chart, 'again', { name: 'out-istio', namespace: 'edge', labels: { istio: 'out' } });
  expect(complaintsOf(chart)).toEqual(['[chart/again] gateway edge/out-istio is chart/shared already; use that one']);
});

test('a gateway of another App is referred to with this factory', () => {
  const theirs = new GatewayApiEgressGateway(newChart({ namespace: 'edge' }), 'egress');
  expect(refusalOf(() => declare(newChart({ namespace: 'shop' }), 'a.com', { via: theirs }))).toContain(
    'chart/egress belongs to another App, whose objects do not follow from this one; refer to it in this App with GatewayApiEgressGateway.fromGatewayAttributes()',
  );
});

test.each<[string, object, string]>([
  ['a name that is none', { name: 'Out' }, "name 'Out' is not a name Kubernetes allows; use lower case letters, digits, '-' and '.'\n"
    + "chart/x: serviceName 'Out-istio' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"],
  ['a namespace that is none', { namespace: '' }, "namespace '' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"],
  ['a Service that cannot be', { serviceName: 'a.b' }, "serviceName 'a.b' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"],
  ['no listener', { listeners: [] }, 'listeners [] leaves nothing to attach a route to; name those that calls may take, such as [GatewayApiListener.istioMutual(80)]'],
  ['a port for a listener', { listeners: [80] }, 'listeners[0] 80 is not a GatewayApiListener; write one, such as GatewayApiListener.istioMutual(80)'],
  ['a port twice', { listeners: [GatewayApiListener.http(80), GatewayApiListener.istioMutual(80)] },
    'listeners has port 80 twice, and of a port callers have to know how to speak to it; name the one that they are to take'],
  ['a namespace that nobody has', { allowedNamespaces: ['Shop'] }, "allowedNamespaces 'Shop' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"],
  ['attributes that it does not have', { labels: {} }, "attributes has no 'labels'; it has name, namespace, listeners, serviceName, allowedNamespaces, hasDestinationRule"],
])('%s: refused', (_what, attributes, message) => {
  const chart = newChart();
  expect(refusalOf(() => GatewayApiEgressGateway.fromGatewayAttributes(chart, 'x', { ...ATTRIBUTES, ...attributes }))).toBe(`chart/x: ${message}`);
  expect(chart.node.tryFindChild('x')).toBeUndefined();
});

test.each<[string, () => unknown, string]>([
  ['no attributes', () => GatewayApiEgressGateway.fromGatewayAttributes(newChart(), 'x', undefined as any), 'chart/x: attributes undefined is not an object; '
    + "write one, such as { name: 'egress', namespace: 'istio-egress', listeners: [GatewayApiListener.istioMutual(80)] }"],
  ['no scope', () => GatewayApiEgressGateway.fromGatewayAttributes(undefined as any, 'x', ATTRIBUTES),
    "x: scope undefined is not a construct; write GatewayApiEgressGateway.fromGatewayAttributes(chart, 'egress', attributes)"],
  ['no chart', () => GatewayApiEgressGateway.fromGatewayAttributes(new App() as any, 'x', ATTRIBUTES),
    'x: it writes a Kubernetes object, and there is no chart above it; create it in a chart'],
])('%s: refused', (_what, said, message) => expect(refusalOf(said)).toBe(message));
