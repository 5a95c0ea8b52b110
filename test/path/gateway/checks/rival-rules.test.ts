import { ApiObject, type App, Chart } from 'cdk8s';
import {
  EgressGateway, EgressPort, ExportTo, type ExternalServiceProps, GatewayApiEgressGateway, GatewayApiListener, GatewayHop, IstioMesh,
  IstioVersion,
} from '../../../../src';
import { chartInMesh, complaintsOf, newChart } from '../../../helpers';
import { chartWithGateway, stockGateway, through } from '../gateways';

const HOST = 'egress-gateway.istio-egress.svc.cluster.local';
const DISABLED = { trafficPolicy: { tls: { mode: 'DISABLE' } } };
const MUTUAL = { mode: 'ISTIO_MUTUAL', sni: 'api.stripe.com' };
const SUBSETS = (tls: object = MUTUAL) => [{ name: 'api-stripe-com', trafficPolicy: { tls } }];
const HTTP: Partial<ExternalServiceProps> = { ports: [EgressPort.http()] };

function ruleIn(chart: Chart, namespace: string | undefined, spec: object): ApiObject {
  return new ApiObject(chart, 'rule', { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { namespace }, spec });
}

/** What is said of a rule beside the Istio form, whose service lies in namespace shop. */
function complaints(namespace: string, spec: object, service: Partial<ExternalServiceProps> = {}): string[] {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'api.stripe.com', service);
  ruleIn(chart, namespace, spec);
  return complaintsOf(chart);
}

/** The same beside the form of the Gateway API. */
function complaintsInApi(namespace: string, spec: object): string[] {
  const chart = newChart({ namespace: 'shop' });
  const gateway = new GatewayApiEgressGateway(chart, 'egress', { metadata: { name: 'egress', namespace: 'istio-egress' } });
  through(gateway, chart, 'api.stripe.com', HTTP);
  ruleIn(chart, namespace, spec);
  return complaintsOf(chart);
}

const API_HOST = 'egress-istio.istio-egress.svc.cluster.local';
const found = (host: string, gateway: string, loss: string, fix = 'let it speak to the gateway as that rule does') => [
  `[chart/rule] callers in namespace shop go to ${gateway} by this rule for '${host}' instead of that of chart/egress: calls to api.stripe.com of `
  + `chart/api.stripe.com ${loss}; remove it, or ${fix}`,
];
const ISTIO = 'gateway istio-egress/egress-gateway';
const API = 'gateway istio-egress/egress-istio';
const NO_SUBSET = 'fail, because they are routed to subset api-stripe-com, which it does not have';
const IN_CLEAR = 'reach its port 80 with TLS mode DISABLE instead of ISTIO_MUTUAL, without the identity of the caller and not encrypted by the mesh';
const ELSEWHERE = 'give it a host that leaves the gateway out';

describe('in the namespace of a caller', () => {
  test.each<[string, string, object, string]>([
    ['lacks the subsets', HOST, DISABLED, NO_SUBSET],
    ['has the subset, in clear', HOST, { subsets: SUBSETS({ mode: 'DISABLE' }) },
      'reach its port 443 with TLS mode DISABLE instead of ISTIO_MUTUAL, without the identity of the caller and not encrypted by the mesh'],
    ['has the subset, with no word of TLS', HOST, { subsets: [{ name: 'api-stripe-com' }] },
      'reach its port 443 with TLS mode DISABLE instead of ISTIO_MUTUAL, without the identity of the caller and not encrypted by the mesh'],
    ['has TLS of another kind at a port', HOST, { subsets: [{ name: 'api-stripe-com', trafficPolicy: {
      tls: MUTUAL, portLevelSettings: [{ port: { number: 443 }, tls: { mode: 'SIMPLE' } }],
    } }] }, 'reach its port 443 with TLS mode SIMPLE instead of ISTIO_MUTUAL, without the identity of the caller'],
    ['has another SNI', HOST, { subsets: SUBSETS({ mode: 'ISTIO_MUTUAL', sni: 'b.com' }) },
      'reach its port 443 with SNI b.com, and are known there by api.stripe.com'],
    ['has no SNI', HOST, { subsets: SUBSETS({ mode: 'ISTIO_MUTUAL' }) }, 'reach its port 443 with no SNI of theirs, and are known there by api.stripe.com'],
  ])('a rule that %s is refused in the Istio form', (_what, host, spec, loss) => {
    expect(complaints('shop', { host, ...spec })).toEqual(found(host, ISTIO, loss));
  });

  test.each<[string, object]>([
    ['speaks in clear', DISABLED],
    ['says nothing of TLS', { trafficPolicy: { connectionPool: { tcp: { maxConnections: 1 } } } }],
    ['says it above a port that says nothing', { trafficPolicy: {
      tls: { mode: 'ISTIO_MUTUAL' }, portLevelSettings: [{ port: { number: 80 }, connectionPool: { tcp: { maxConnections: 1 } } }],
    } }],
  ])('a rule that %s is refused in the form of the Gateway API', (_what, spec) => {
    expect(complaintsInApi('shop', { host: API_HOST, ...spec })).toEqual(found(API_HOST, API, IN_CLEAR));
  });

  test('a rule that starts TLS where the gateway takes calls as they are is refused, too', () => {
    const chart = chartInMesh({ version: IstioVersion.V1_31 }, { namespace: 'shop' });
    const gateway = new GatewayApiEgressGateway(chart, 'egress', { metadata: { name: 'egress', namespace: 'istio-egress' } });
    through(gateway.withOptions({ hop: GatewayHop.PASSTHROUGH }), chart, 'api.stripe.com');
    ruleIn(chart, 'shop', { host: API_HOST, trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } });
    expect(complaintsOf(chart)).toEqual(found(API_HOST, API, 'reach its port 443 with TLS mode ISTIO_MUTUAL instead of DISABLE'));
  });

  test.each(['*', '*.local', '*.istio-egress.svc.cluster.local'])('a wildcard is enough: %s', (host) => {
    expect(complaints('shop', { host, ...DISABLED })).toEqual(found(host, ISTIO, NO_SUBSET, ELSEWHERE));
    expect(complaintsInApi('shop', { host, ...DISABLED })).toEqual(found(host, API, IN_CLEAR, ELSEWHERE));
  });

  test('who is not selected by a rule has none', () => {
    const spec = { host: HOST, workloadSelector: { matchLabels: { app: 'a' } }, subsets: SUBSETS() };
    expect(complaints('shop', spec)).toEqual(found(HOST, ISTIO, NO_SUBSET));
  });

  test.each<[string, string, object, Partial<ExternalServiceProps>?]>([
    ['a rule that speaks as the gateway\'s own', 'shop', { host: HOST, subsets: SUBSETS() }],
    ['a rule that says it above the subset', 'shop', { host: HOST, trafficPolicy: { tls: MUTUAL }, subsets: [{ name: 'api-stripe-com' }] }],
    ['a namespace that does not call', 'billing', { host: HOST, ...DISABLED }],
    ['a rule that is exported elsewhere alone', 'shop', { host: HOST, exportTo: ['billing'], ...DISABLED }],
    ['a rule that nobody gets', 'shop', { host: HOST, exportTo: ['~'], ...DISABLED }],
    ['a service that nobody calls there', 'shop', { host: HOST, ...DISABLED }, { exportTo: ExportTo.namespaces('billing') }],
    ['another host', 'shop', { host: 'other.istio-egress.svc.cluster.local', ...DISABLED }],
    ['a short name, which is completed by the namespace of the rule', 'shop', { host: 'egress-gateway', ...DISABLED }],
    ['a name that Istio does not complete', 'shop', { host: 'egress-gateway.istio-egress', ...DISABLED }],
    ['the name of another cluster', 'shop', { host: 'egress-gateway.istio-egress.svc.example.org', ...DISABLED }],
    ['no host', 'shop', { host: 1 }],
  ])('%s does not matter', (_what, namespace, spec, service = {}) => {
    expect(complaints(namespace, spec, service)).toEqual([]);
  });

  test('a wildcard does not matter beside a more specific rule', () => {
    const { chart, gateway } = chartWithGateway();
    through(gateway, chart, 'api.stripe.com');
    ruleIn(chart, 'shop', { host: '*.local', ...DISABLED });
    new ApiObject(chart, 'right', { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { namespace: 'shop' }, spec: { host: HOST, subsets: SUBSETS() } });
    expect(complaintsOf(chart)).toEqual([]);
  });

  test('halves that Istio adds up are whole', () => {
    const { chart, gateway } = chartWithGateway();
    through(gateway, chart, 'api.stripe.com');
    ruleIn(chart, 'shop', { host: HOST, trafficPolicy: { connectionPool: { tcp: { maxConnections: 1 } } } });
    new ApiObject(chart, 'subsets', { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { namespace: 'shop' }, spec: { host: HOST, subsets: SUBSETS() } });
    expect(complaintsOf(chart)).toEqual([]);
  });

  test('the cluster domain is that of the mesh', () => {
    const chart = chartInMesh({ clusterDomain: 'example.org' }, { namespace: 'shop' });
    through(stockGateway(chart), chart, 'api.stripe.com');
    ruleIn(chart, 'shop', { host: 'istio-egressgateway.istio-system.svc.example.org', ...DISABLED });
    expect(complaintsOf(chart)).toHaveLength(1);
  });
});

describe('in the namespace of the gateway', () => {
  const beside = (loss: string, fix: string, gateway = ISTIO) => [
    `[chart/rule] Istio goes to ${gateway} by one of this rule and that of chart/egress, and by this one calls to api.stripe.com of chart/api.stripe.com ${loss}; `
    + `remove it, or ${fix}`,
  ];
  const ADD_UP = "write exportTo: ['*'] as there, so that Istio adds the two up";

  test.each(['egress-gateway', HOST])('a rule for %s that is exported otherwise is not added up', (host) => {
    expect(complaints('istio-egress', { host, trafficPolicy: { connectionPool: { tcp: { maxConnections: 1 } } } })).toEqual(beside(NO_SUBSET, ADD_UP));
  });

  test('a rule that is exported alike is, and then takes nothing away', () => {
    expect(complaints('istio-egress', { host: HOST, exportTo: ['*'], ...DISABLED })).toEqual([]);
    expect(complaints('istio-egress', { host: HOST, exportTo: ['*'], subsets: [{ name: 'theirs' }] })).toEqual([]);
  });

  test('a subset of one name is there once', () => {
    expect(complaints('istio-egress', { host: HOST, exportTo: ['*'], subsets: SUBSETS({ mode: 'DISABLE' }) })).toEqual(beside(
      'reach its port 443 with TLS mode DISABLE instead of ISTIO_MUTUAL, without the identity of the caller and not encrypted by the mesh',
      'let it speak to the gateway as that rule does'));
  });

  test('of two policies for all ports Istio takes one', () => {
    expect(complaintsInApi('istio-egress', { host: API_HOST, exportTo: ['*'], ...DISABLED })).toEqual(beside(IN_CLEAR, 'let it speak to the gateway as that rule does', API));
    expect(complaintsInApi('istio-egress', { host: API_HOST, exportTo: ['*'], trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } })).toEqual([]);
  });

  test.each<[string, object]>([
    ['a wildcard, which is less specific', { host: '*.local', ...DISABLED }],
    ['a rule that callers do not see', { host: HOST, exportTo: ['.'], ...DISABLED }],
    ['a rule for some of its own pods', { host: HOST, workloadSelector: { matchLabels: { app: 'a' } }, ...DISABLED }],
  ])('%s does not matter', (_what, spec) => {
    expect(complaints('istio-egress', spec)).toEqual([]);
  });
});

describe('in the root namespace', () => {
  test('a rule is looked at last, and so never', () => {
    expect(complaints('istio-system', { host: '*.local', ...DISABLED }, { exportTo: ExportTo.ALL_NAMESPACES })).toEqual([]);
  });

  test.each(['.', 'istio-system'])('callers there find one that is theirs alone first: exportTo %s', (exportTo) => {
    expect(complaints('istio-system', { host: '*.local', exportTo: [exportTo], ...DISABLED }, { exportTo: ExportTo.ALL_NAMESPACES })).toHaveLength(1);
    expect(complaints('istio-system', { host: '*.local', exportTo: [exportTo], ...DISABLED })).toEqual([]);
  });
});

describe('a gateway of others', () => {
  const listeners = [GatewayApiListener.istioMutual(80)];

  test.each([false, true])('in the Gateway API, which has a DestinationRule: %p', (hasDestinationRule) => {
    const chart = newChart({ namespace: 'shop' });
    const gateway = GatewayApiEgressGateway.fromGatewayAttributes(chart, 'egress', { name: 'egress', namespace: 'edge', listeners, hasDestinationRule });
    through(gateway, chart, 'api.stripe.com', HTTP);
    ruleIn(chart, 'shop', { host: 'egress-istio.edge.svc.cluster.local', ...DISABLED });
    expect(complaintsOf(chart)).toEqual([
      "[chart/rule] callers in namespace shop go to gateway edge/egress-istio by this rule for 'egress-istio.edge.svc.cluster.local' instead of "
      + `${hasDestinationRule ? 'the one that chart/egress says its owner has' : 'that of chart/egress'}: calls to api.stripe.com of chart/api.stripe.com ${IN_CLEAR}; `
      + 'remove it, or let it speak to the gateway as that rule does',
    ]);
  });

  test('whose rule is in this app is no rival of it', () => {
    const chart = newChart({ namespace: 'shop' });
    const gateway = GatewayApiEgressGateway.fromGatewayAttributes(chart, 'egress', { name: 'egress', namespace: 'edge', listeners, hasDestinationRule: true });
    through(gateway, chart, 'api.stripe.com', HTTP);
    ruleIn(chart, 'edge', { host: 'egress-istio', trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'ISTIO_MUTUAL' } }] } });
    expect(complaintsOf(chart)).toEqual([]);
  });

  test('in the Istio form', () => {
    const chart = newChart({ namespace: 'shop' });
    through(stockGateway(chart), chart, 'api.stripe.com');
    ruleIn(chart, 'shop', { host: '*.local', ...DISABLED });
    expect(complaintsOf(chart)).toHaveLength(1);
  });
});

test('a rule of another mesh does not matter, nor one whose namespace nobody knows', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'api.stripe.com');
  const other = new Chart(chart.node.root as App, 'other', { namespace: 'shop' });
  new IstioMesh(other, 'mesh', {});
  ruleIn(other, 'shop', { host: '*', ...DISABLED });
  ruleIn(new Chart(chart.node.root as App, 'nowhere'), undefined, { host: '*', ...DISABLED });
  expect(complaintsOf(chart)).toEqual([]);
});

test('one rule is refused once, however many calls it is found by', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'api.stripe.com');
  through(gateway, chart, 'b.com');
  ruleIn(chart, 'shop', { host: HOST, ...DISABLED });
  expect(complaintsOf(chart)).toHaveLength(1);
});

test('a gateway through which nothing goes has no rivals', () => {
  const chart = newChart({ namespace: 'shop' });
  EgressGateway.fromServiceAttributes(chart, 'egress', { name: 'egress-gateway', namespace: 'istio-egress', labels: { a: 'b' } });
  ruleIn(chart, 'shop', { host: HOST, ...DISABLED });
  expect(complaintsOf(chart)).toEqual([]);
});
