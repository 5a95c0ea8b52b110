import { App, Chart, Duration, Testing } from 'cdk8s';
import { parse } from 'yaml';
import {
  DataPlane, EgressAlerts, type EgressAlertsProps, EgressApp, EgressLockdown, EgressTelemetry, LockdownScope, MeshConfigTarget,
  ObservationScope, OutboundTrafficPolicyMode, RuleTarget,
} from '../../src';
import { chartInMesh, complaintsOf, newChart, refusalOf } from '../helpers';

const SHOP = ObservationScope.namespace('shop');
const RULE = RuleTarget.prometheusRule({ metadata: { namespace: 'monitoring', labels: { release: 'prometheus' } } });
const FILE = 'prometheus/egress.yaml';

function alert(chart: Chart, props: Partial<EgressAlertsProps> = {}, id = 'alerts'): EgressAlerts {
  return new EgressAlerts(chart, id, { scope: SHOP, target: RULE, ...props });
}

function rulesIn(chart: Chart): any[] {
  return Testing.synth(chart).find(({ kind }) => kind === 'PrometheusRule').spec.groups.flatMap(({ rules }: any) => rules);
}

function alertsIn(chart: Chart): string[] {
  return rulesIn(chart).flatMap((rule) => rule.alert ?? []);
}

test('a PrometheusRule', () => {
  const chart = newChart();
  alert(chart);
  expect(Testing.synth(chart)).toMatchSnapshot();
});

test('a rule file with the same rules, and no manifest', () => {
  const [chart, other] = [new Chart(new EgressApp(), 'chart'), newChart()];
  const alerts = alert(chart, { target: RuleTarget.file(`./${FILE}`) });
  alert(other);
  expect(Testing.synth(chart)).toEqual([]);
  expect(alerts.files.map(({ path }) => path)).toEqual([FILE]);
  expect((chart.node.root as EgressApp).files).toEqual(alerts.files);
  expect(parse(alerts.files[0].content).groups[0].rules).toEqual(rulesIn(other));
});

describe('which alerts there are', () => {
  const scopes = {
    mesh: () => LockdownScope.mesh(MeshConfigTarget.stockConfigMap()),
    shop: () => LockdownScope.namespace('shop'),
  };
  const observing = ['EgressBlocked', 'EgressToUnknownDestination', 'EgressToNewUnknownDestination'];
  const locked = ['EgressBlocked', 'EgressLockdownLost'];

  test.each<[string, ObservationScope, (keyof typeof scopes)[], string[]]>([
    ['nothing is locked', SHOP, [], observing],
    ['the namespace is locked', SHOP, ['shop'], locked],
    ['the mesh is locked', SHOP, ['mesh'], locked],
    ['the mesh is watched and locked', ObservationScope.mesh(), ['mesh'], locked],
    ['the mesh is watched, and a namespace locked', ObservationScope.mesh(), ['shop'], [...observing, 'EgressLockdownLost']],
    ['another namespace is watched', ObservationScope.namespace('warehouse'), ['shop'], observing],
  ])('%s', (_what, scope, locks, expected) => {
    for (const order of ['before', 'after']) {
      const chart = newChart();
      if (order === 'before') alert(chart, { scope });
      locks.forEach((which) => new EgressLockdown(chart, `lockdown-${which}`, { scope: scopes[which]() }));
      if (order === 'after') alert(chart, { scope });
      expect(alertsIn(chart)).toEqual(expected);
    }
  });

  test('a mode that lets pass is no lock, and neither is one that was removed', () => {
    const chart = newChart();
    alert(chart);
    new EgressLockdown(chart, 'open', { scope: scopes.shop(), mode: OutboundTrafficPolicyMode.ALLOW_ANY });
    new EgressLockdown(chart, 'removed', { scope: scopes.mesh() });
    chart.node.tryRemoveChild('removed');
    expect(alertsIn(chart)).toEqual(observing);
  });
});

test('labels of one\'s own, lookback and gateways', () => {
  const chart = newChart();
  alert(chart, { labels: { team: 'shop' }, lookback: Duration.days(30), gateways: ['b', 'a-b'] });
  const rules = rulesIn(chart);
  expect(rules.find((rule) => rule.alert === 'EgressBlocked').labels).toEqual({ team: 'shop', severity: 'warning' });
  expect(rules.find((rule) => rule.alert === 'EgressToNewUnknownDestination').expr).toContain('[30d] offset 10m');
  expect(rules.find((rule) => rule.labels.kind === 'gateway').expr).toContain('destination_service_name=~"a-b|b"');
});

test('a severity of one\'s own is that of every alert', () => {
  const chart = newChart();
  alert(chart, { labels: { severity: 'page' } });
  expect(rulesIn(chart).filter((rule) => rule.alert).map(({ labels }) => labels.severity)).toEqual(['page', 'page', 'page']);
});

test('the PrometheusRule is there to speak to, where there is one', () => {
  const chart = newChart();
  const { prometheusRule } = alert(chart);
  prometheusRule!.metadata.addAnnotation('example.com/owner', 'shop');
  expect(Testing.synth(chart)[0]).toMatchObject({ kind: 'PrometheusRule', metadata: { annotations: { 'example.com/owner': 'shop' } } });
  expect(alert(new Chart(new EgressApp(), 'chart'), { target: RuleTarget.file(FILE) }).prometheusRule).toBeUndefined();
});

test('without gateways there are no rules for them', () => {
  const chart = newChart();
  alert(chart, { gateways: [] });
  expect(rulesIn(chart).filter((rule) => rule.labels.kind === 'gateway')).toEqual([]);
});

test('the domain of the cluster tells what is no egress', () => {
  const chart = chartInMesh({ clusterDomain: 'corp.example' });
  alert(chart);
  expect(rulesIn(chart)[0].expr).toContain('destination_service!~"unknown|.*[.]svc[.]corp[.]example"');
});

test('a lockdown knows', () => {
  const chart = newChart();
  const lockdown = new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') });
  alert(chart);
  new EgressTelemetry(chart, 'telemetry', { scope: ObservationScope.mesh() });
  expect(lockdown.assurance.reasons.at(-1))
    .toEqual('A blocked call is seen in the access log of the proxy (chart/telemetry) and by an alert of Prometheus (chart/alerts).');
});

describe('refused', () => {
  test.each<[string, any]>([
    ["chart/alerts: labels has 'a-b', which is not a label of Prometheus; use letters, digits and '_'", { labels: { 'a-b': 'c' } }],
    ["chart/alerts: labels has 'alertname', which the rules say themselves; use another name than alertname, kind, protocol, source_workload, "
      + 'source_workload_namespace, source_canonical_service, destination_host', { labels: { alertname: 'x' } }],
    ["chart/alerts: labels team: '{{ $value }}' is a template to Prometheus; write a text without '{{'", { labels: { team: '{{ $value }}' } }],
    ["chart/alerts: labels team: '' is the same as no label to Prometheus; write a text, or leave it out", { labels: { team: '' } }],
    ['chart/alerts: lookback of 0 ms is not one that Prometheus can look back; give whole milliseconds, from a minute to 106751 days, '
      + 'such as Duration.days(7)', { lookback: Duration.days(0) }],
    ["chart/alerts: lookback '7d' is not a Duration; write one, such as Duration.days(7)", { lookback: '7d' }],
    ["chart/alerts: gateways 'BlackHoleCluster' is not the name of a Service; use at most 63 lower case letters, digits and '-', "
      + "such as 'istio-egressgateway'", { gateways: ['BlackHoleCluster'] }],
    ["chart/alerts: props has no 'memory'; it has scope, target, labels, lookback, gateways", { memory: Duration.days(7) }],
    ["chart/alerts: labels has 'a-b', which is not a label of Prometheus; use letters, digits and '_'\n"
      + "chart/alerts: gateways 'B' is not the name of a Service; use at most 63 lower case letters, digits and '-', such as 'istio-egressgateway'",
    { labels: { 'a-b': 'c' }, gateways: ['B'] }],
    ["chart/alerts: target 'rules.yaml' is not a RuleTarget; write one, such as RuleTarget.prometheusRule()", { target: 'rules.yaml' }],
    ["chart/alerts: file 'prometheus/egress.yaml' would not be written: the App of cdk8s writes manifests only; make the app one that writes files too: "
      + 'new EgressApp() instead of new App()', { target: RuleTarget.file(FILE) }],
  ])('%s', (message, props) => {
    expect(refusalOf(() => alert(newChart(), props))).toEqual(message);
  });

  test.each<[string, any, any]>([
    ["alerts: scope undefined is not a construct; write new EgressAlerts(chart, 'seeing')", undefined, 'alerts'],
    ['7: scope {} is not a construct; write new EgressAlerts(chart, \'seeing\')', {}, 7],
    ["chart: id 7 is not a string with at least one character; write new EgressAlerts(chart, 'seeing')", newChart(), 7],
    ["chart: id '' is not a string with at least one character; write new EgressAlerts(chart, 'seeing')", newChart(), ''],
  ])('%s', (message, scope, id) => {
    expect(refusalOf(() => new EgressAlerts(scope, id, { scope: SHOP, target: RULE }))).toEqual(message);
  });

  test('a PrometheusRule without a chart', () => {
    expect(refusalOf(() => alert(new App() as any))).toContain('there is no chart above it');
  });

  test('two for the same workloads', () => {
    const chart = newChart();
    alert(chart, { scope: ObservationScope.mesh() });
    alert(chart, {}, 'shop');
    alert(chart, { scope: ObservationScope.namespace('warehouse') }, 'warehouse');
    const complaint = (id: string, namespace: string) => `[chart/${id}] chart/alerts has rules for the mesh already, and Prometheus refuses a series that two `
      + `rules make: those of namespace ${namespace}; observe namespaces that do not overlap, or the mesh once`;
    expect(complaintsOf(chart)).toEqual([complaint('shop', 'shop'), complaint('warehouse', 'warehouse')]);
  });

  test('not two for two namespaces', () => {
    const chart = newChart();
    alert(chart);
    alert(chart, { scope: ObservationScope.namespace('warehouse') }, 'warehouse');
    expect(complaintsOf(chart)).toEqual([]);
  });

  test('in an ambient mesh', () => {
    const chart = chartInMesh({ dataPlane: DataPlane.AMBIENT });
    alert(chart, { scope: ObservationScope.mesh() });
    expect(complaintsOf(chart)).toEqual([
      '[chart/alerts] the data plane of the mesh is ambient, where an alert sees no egress: ztunnel blocks nothing, and reports calls as TCP without '
      + 'BlackHoleCluster or PassthroughCluster; observe namespaces that have sidecars, or declare which have them',
    ]);
  });
});
