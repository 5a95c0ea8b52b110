import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import {
  ClusterServices, DemoApp, EgressAlerts, EgressApp, EgressDashboard, EgressGateway, EgressListener, EgressLockdown, EgressMetricTag,
  EgressObservability, EgressPort, EgressTelemetry, EgressWaypoint, ExternalService, GatewayApiEgressGateway, IstioMesh,
  IstioVersion, LockdownScope, MeshConfigTarget, ObservationScope, OutboundTrafficPolicyMode, RuleTarget,
} from '../../src';
import { leavingNoTrace, quote, refusal, refusalAt, refuse } from '../../src/app/refusal';
import { newChart, refusalOf } from '../helpers';

test('names the construct in each line', () => {
  expect(refusal(newChart(), 'bad').message).toEqual('chart: bad');
  expect(refusalAt('chart/service', 'bad', 'worse').message).toEqual('chart/service: bad\nchart/service: worse');
});

const circle: { self?: object } = {};
circle.self = circle;

test.each<[unknown, string]>([
  ['text', "'text'"],
  ['x'.repeat(301), `'${'x'.repeat(300)}...'`],
  [80.5, '80.5'],
  [NaN, 'NaN'],
  [Infinity, 'Infinity'],
  [10n, '10'],
  [undefined, 'undefined'],
  [null, 'null'],
  [['a', 1], '["a",1]'],
  [{ a: 1 }, '{"a":1}'],
  [Symbol('a'), 'Symbol(a)'],
  [circle, '[object Object]'],
  [newChart(), 'chart'],
  [refusalAt, 'function refusalAt'],
  [() => 1, 'function'],
])('quotes %p', (value, text) => {
  expect(quote(value)).toEqual(text);
});

test('refuses a construct and takes it back', () => {
  const chart = newChart();
  const construct = new Construct(chart, 'refused');

  expect(refusalOf(() => refuse(construct, ['bad', 'worse']))).toEqual('chart/refused: bad\nchart/refused: worse');
  expect(chart.node.children).toEqual([]);
});

test('takes a construct back where a part of it is refused', () => {
  const chart = newChart();
  const whole = new Construct(chart, 'whole');

  expect(leavingNoTrace(whole, () => 'made')).toEqual('made');
  expect(chart.node.children).toEqual([whole]);
  expect(refusalOf(() => leavingNoTrace(whole, () => refuse(new Construct(whole, 'part'), ['bad'])))).toEqual('chart/whole/part: bad');
  expect(chart.node.children).toEqual([]);
});

/** What is declared at `chart/it`. */
type Say = (chart: Chart) => any;

const make = (Type: new (scope: any, id: string, props: any) => unknown, props?: unknown): Say => (chart) => new Type(chart, 'it', props);

const { ALLOW_ANY, ALLOW_ANY_DYNAMIC_DNS } = OutboundTrafficPolicyMode;
const untyped = (value: unknown): any => value;

const mysql = (chart: Chart, id: string, address: string) => new ExternalService(chart, id, {
  hosts: [`${id}.example.com`], ports: [EgressPort.mysql()], addresses: [address],
});
const lock = (scope: LockdownScope, mode?: OutboundTrafficPolicyMode, id = 'it'): Say => (chart) => new EgressLockdown(chart, id, { scope, mode });
const SHOP = LockdownScope.namespace('shop');
const VALUES = LockdownScope.mesh(MeshConfigTarget.helmValues('mesh/values.yaml'));
const A_FILE = RuleTarget.file('mesh/rules.yaml');
const AMONG_MANIFESTS = RuleTarget.file('dist/rules.yaml');
const EVERYBODY = { scope: ObservationScope.mesh() };
const ALERTS = { ...EVERYBODY, target: RuleTarget.prometheusRule() };
const TAGS = [EgressMetricTag.requestHost({ only: ['a.com'] }), EgressMetricTag.requestHost()];
const SERVICE = { hosts: ['a.com'], ports: [EgressPort.https()] };

/** A gateway that no service uses cannot be written. */
const used = (gatewayIn: Say): Say => (chart) => new ExternalService(chart, 'service', {
  hosts: ['a.com'], ports: [EgressPort.http()], via: gatewayIn(chart),
});

/** What is refused, what of the message tells that it was that, what of the same kind is not, and what is there already. */
const REFUSED: [string, Say, string, Say, Say?][] = [
  ['a mesh with a misspelt prop', make(IstioMesh, { verison: 1 }), "no 'verison'",
    make(IstioMesh, { version: IstioVersion.V1_31 })],
  ['a mesh with a domain that is none', make(IstioMesh, { trustDomain: 'a b' }), 'trustDomain', make(IstioMesh)],
  ['a mesh with a namespace that is none', make(IstioMesh, { rootNamespace: 'A' }), 'rootNamespace', make(IstioMesh)],
  ['a second mesh', make(IstioMesh), 'a mesh already', lock(SHOP), (chart) => new IstioMesh(chart, 'first')],
  ['a mesh that is too late', make(IstioMesh), 'too late', lock(SHOP), (chart) => new EgressTelemetry(chart, 'telemetry', EVERYBODY)],

  ['a lockdown with a misspelt prop', make(EgressLockdown, { scope: SHOP, modus: 1 }), "no 'modus'", lock(SHOP)],
  ['a lockdown of no namespace', lock(LockdownScope.namespace('Shop')), "LockdownScope.namespace('Shop')", lock(SHOP)],
  ['a lockdown that lets no more through', lock(LockdownScope.namespace('shop', { allow: [ClusterServices.inNamespace('b')] }), ALLOW_ANY), 'no effect', lock(SHOP)],
  ['a lockdown that contradicts another', lock(SHOP, ALLOW_ANY), 'contradicts', lock(SHOP), lock(SHOP, undefined, 'other')],
  ['a lockdown with two listeners at one address', (chart) => {
    const listeners = ['a', 'b'].map((id) => EgressListener.to(chart.node.findChild(id) as ExternalService));
    return lock(LockdownScope.namespace('shop', { listeners }))(chart);
  }, 'listeners has', lock(SHOP), (chart) => [mysql(chart, 'a', '192.0.2.1'), mysql(chart, 'b', '192.0.2.2')]],
  ['a lockdown of a mesh without a target', lock(LockdownScope.mesh(untyped('istio'))), "LockdownScope.mesh('istio')", lock(SHOP)],
  ['a lockdown of a mesh with a config that is none', lock(LockdownScope.mesh(MeshConfigTarget.configMap({ base: 5 }))), 'base 5',
    lock(LockdownScope.mesh(MeshConfigTarget.stockConfigMap()), ALLOW_ANY)],
  ['a lockdown in a map without a name', lock(LockdownScope.mesh(MeshConfigTarget.sharedConfigMap('A'))), 'a name Kubernetes allows',
    lock(LockdownScope.mesh(MeshConfigTarget.stockConfigMap()))],
  ['a lockdown in a root Sidecar that cannot say it', lock(LockdownScope.mesh(MeshConfigTarget.rootSidecar()), ALLOW_ANY_DYNAMIC_DNS), 'needs Istio',
    lock(LockdownScope.mesh(MeshConfigTarget.rootSidecar()))],
  ['a lockdown of a mesh that contradicts another', lock(VALUES, ALLOW_ANY), 'contradicts', lock(VALUES), lock(VALUES, undefined, 'other')],
  ['a lockdown in a file among the manifests', lock(LockdownScope.mesh(MeshConfigTarget.helmValues('dist/values.yaml'))), 'the folder of the manifests',
    lock(VALUES)],

  ['a Telemetry with a misspelt prop', make(EgressTelemetry, { ...EVERYBODY, logs: 1 }), "no 'logs'",
    make(EgressTelemetry, EVERYBODY)],
  ['a Telemetry that says nothing', make(EgressTelemetry, { ...EVERYBODY, accessLogs: [] }), 'accessLogs is empty', make(EgressTelemetry, EVERYBODY)],
  ['a Telemetry that logs nowhere', make(EgressTelemetry, { ...EVERYBODY, accessLogProvider: ' ' }), 'nothing to log', make(EgressTelemetry, EVERYBODY)],
  ['a Telemetry with a tag of two values', make(EgressTelemetry, { ...EVERYBODY, metricTags: TAGS }), 'twice', make(EgressTelemetry, EVERYBODY)],
  ['alerts with a misspelt prop', make(EgressAlerts, { ...ALERTS, label: {} }), "no 'label'",
    make(EgressAlerts, ALERTS)],
  ['alerts with a label that is none', make(EgressAlerts, { ...ALERTS, labels: { 'a-b': 'c' } }), 'labels has', make(EgressAlerts, ALERTS)],
  ['alerts in a file among the manifests', make(EgressAlerts, { ...ALERTS, target: AMONG_MANIFESTS }), 'the folder of the manifests', make(EgressAlerts, { ...ALERTS, target: A_FILE })],
  ['a dashboard with a misspelt prop', make(EgressDashboard, { name: 'x' }), "no 'name'",
    make(EgressDashboard)],
  ['observability with a misspelt prop', make(EgressObservability, { ...EVERYBODY, logs: 1 }), "no 'logs'",
    make(EgressObservability, EVERYBODY)],
  ['observability with alerts that are refused', make(EgressObservability, { ...EVERYBODY, alerts: { target: AMONG_MANIFESTS } }),
    'the folder of the manifests', make(EgressObservability, { ...EVERYBODY, alerts: { target: ALERTS.target } })],
  ['observability with a dashboard that is refused', make(EgressObservability, { ...EVERYBODY, alerts: { target: A_FILE }, dashboard: { uid: '/' } }),
    'uid', make(EgressObservability, { ...EVERYBODY, dashboard: {} })],

  ['a demo application with a misspelt prop', make(DemoApp, { pods: 1 }), "no 'pods'", make(DemoApp)],
  ['a demo application of an old image', make(DemoApp, { tag: '0.0.3' }), '0.0.3', make(DemoApp)],
  ['a demo application with no load', make(DemoApp, { loadGenerator: { rate: 0 } }), 'rate 0', make(DemoApp, { loadGenerator: {} })],

  ['a service with a misspelt prop', make(ExternalService, { ...SERVICE, host: 'a' }), "no 'host'",
    make(ExternalService, SERVICE)],
  ['a service that Istio would refuse', make(ExternalService, { ...SERVICE, hosts: ['*'] }), 'hosts[0]', make(ExternalService, SERVICE)],
  ['a service of somebody else that cannot be there', (chart) => ExternalService.fromServiceEntryAttributes(chart, 'it', { ...SERVICE, name: 'a', namespace: 'B' }),
    "namespace 'B'", (chart) => ExternalService.fromServiceEntryAttributes(chart, 'it', { ...SERVICE, name: 'a', namespace: 'b' })],
  ['a gateway with a misspelt prop', make(EgressGateway, { name: 'x' }), "no 'name'", used(make(EgressGateway))],
  ['a gateway with a name that is none', make(EgressGateway, { metadata: { name: 'A' } }), "'A'",
    used(make(EgressGateway))],
  ['a gateway of somebody else that cannot be there', (chart) => EgressGateway.fromServiceAttributes(chart, 'it', untyped({ name: 'a' })), 'namespace',
    (chart) => EgressGateway.fromServiceAttributes(chart, 'it', { name: 'a', namespace: 'b', labels: { istio: 'a' } })],
  ['a gateway of the Gateway API with a name that is none', make(GatewayApiEgressGateway, { metadata: { name: 'A' } }), "'A'",
    used(make(GatewayApiEgressGateway))],
  ['a waypoint with a name that is none', make(EgressWaypoint, { metadata: { name: 'A' } }), "'A'",
    make(EgressWaypoint)],
];

describe('what is refused leaves no trace', () => {
  const appWith = (around: Say = () => undefined, ...said: Say[]) => {
    const app = new EgressApp({ outdir: 'never-written' });
    const chart = new Chart(app, 'chart', { namespace: 'shop' });
    around(chart);
    said.forEach((say) => say(chart));
    return chart;
  };
  const written = (chart: Chart) => ({ manifests: Testing.synth(chart), files: (chart.node.root as EgressApp).files });

  /** Each row in one argument: Jest would take the last one for its callback. */
  const CASES = REFUSED.map(([what, refused, said, accepted, around]) => ({ what, refused, said, accepted, around }));

  test.each(CASES)('$what', ({ refused, said, around }) => {
    const chart = appWith(around);
    expect(refusalOf(() => refused(chart))).toContain(said);

    expect(chart.node.tryFindChild('it')).toBeUndefined();
    expect(written(chart)).toEqual(written(appWith(around)));
  });

  test.each(CASES)('$what: its id is free', ({ refused, accepted, around }) => {
    const chart = appWith(around, (it) => refusalOf(() => refused(it)), accepted);

    expect(written(chart)).toEqual(written(appWith(around, accepted)));
  });

  test.each(CASES.filter(({ around }) => !around))('$what: a mesh may still be declared', ({ refused }) => {
    const chart = appWith(undefined, (it) => refusalOf(() => refused(it)));

    expect(() => new IstioMesh(chart, 'mesh')).not.toThrow();
  });

  test.each<[string, (scope: Construct) => unknown]>([
    ['a lockdown', (app) => new EgressLockdown(app, 'it', { scope: SHOP })],
    ['a lockdown of the mesh', (app) => new EgressLockdown(app, 'it', { scope: LockdownScope.mesh(MeshConfigTarget.stockConfigMap()) })],
    ['a Telemetry', (app) => new EgressTelemetry(app, 'it', EVERYBODY)],
    ['alerts', (app) => new EgressAlerts(app, 'it', ALERTS)],
    ['a dashboard', (app) => new EgressDashboard(app, 'it')],
    ['observability', (app) => new EgressObservability(app, 'it', EVERYBODY)],
    ['a demo application', (app) => new DemoApp(app, 'it')],
    ['a service', (app) => new ExternalService(app, 'it', SERVICE)],
    ['a gateway', (app) => new EgressGateway(app, 'it', { metadata: { namespace: 'shop' } })],
  ])('%s without a chart', (_what, say) => {
    const app = new App();

    expect(refusalOf(() => say(app))).toMatch(/^it(?:\/telemetry)?: .*chart/);
    expect(app.node.children).toEqual([]);
  });
});
