import { Testing } from 'cdk8s';
import {
  EgressAlerts, type EgressDashboardProps, EgressMetricTag, EgressObservability, type EgressObservabilityProps, EgressTelemetry,
  LoggedEgress, ObservationScope, RuleTarget,
} from '../../src';
import { complaintsOf, newChart, refusalOf } from '../helpers';

const SCOPE = ObservationScope.namespace('shop');
const RULE = RuleTarget.prometheusRule();

function see(props: Partial<Record<keyof EgressObservabilityProps, any>> = {}) {
  const chart = newChart();
  const seeing = new EgressObservability(chart, 'seeing', { scope: SCOPE, ...props });
  return { chart, seeing, kinds: Testing.synth(chart).map(({ kind }) => kind) };
}

test.each<[string, Partial<EgressObservabilityProps>, string[]]>([
  ['logs, when nothing is said', {}, ['Telemetry']],
  ['tags alone', { accessLogs: [], metricTags: [EgressMetricTag.requestHost()] }, ['Telemetry']],
  ['logs and rules', { prometheus: RULE }, ['Telemetry', 'PrometheusRule']],
  ['rules alone', { accessLogs: [], prometheus: RULE }, ['PrometheusRule']],
  ['a dashboard alone', { accessLogs: [], grafana: {} }, ['ConfigMap']],
  ['everything', { prometheus: RULE, grafana: {} }, ['Telemetry', 'PrometheusRule', 'ConfigMap']],
])('%s', (_what, props, kinds) => {
  expect(see(props).kinds).toEqual(kinds);
});

test('every prop reaches its part', () => {
  const { chart } = see({
    accessLogs: [LoggedEgress.BLOCKED], accessLogProvider: 'otel', metricTags: [EgressMetricTag.destinationIp()],
    prometheus: RULE, gateways: ['way-out'], alertLabels: { team: 'shop' }, alertMemory: '30d',
  });
  const alone = newChart();
  new EgressTelemetry(alone, 'telemetry', {
    scope: SCOPE, accessLogs: [LoggedEgress.BLOCKED], accessLogProvider: 'otel', metricTags: [EgressMetricTag.destinationIp()],
  });
  new EgressAlerts(alone, 'alerts', { scope: SCOPE, target: RULE, gateways: ['way-out'], labels: { team: 'shop' }, memory: '30d' });
  const specs = (from: typeof chart) => Testing.synth(from).map(({ spec }) => spec);
  expect(specs(chart)).toEqual(specs(alone));
  expect(complaintsOf(chart)).toEqual([]);
});

test('the dashboard has its own options, and the gateways of the whole unless it names others', () => {
  const model = (grafana: EgressDashboardProps) => see({ grafana, gateways: ['way-out'] }).seeing.dashboard!.model;
  const gatewaysIn = (grafana: EgressDashboardProps) => JSON.stringify(model(grafana)).match(/way-out|other-way|istio-egressgateway/g);
  expect(model({ uid: 'egress', title: 'Egress of shop' })).toMatchObject({ uid: 'egress', title: 'Egress of shop' });
  expect([...new Set(gatewaysIn({}))]).toEqual(['way-out']);
  expect([...new Set(gatewaysIn({ gateways: ['other-way'] }))]).toEqual(['other-way']);
});

test('the parts are there to speak to', () => {
  const { seeing } = see({ prometheus: RULE });
  expect(seeing.telemetry?.accessLogs).toEqual([LoggedEgress.BLOCKED, LoggedEgress.UNKNOWN, LoggedEgress.FAILED]);
  expect(seeing.alerts?.files).toEqual([]);
});

test.each<[string, any]>([
  ['chart/seeing: accessLogs is empty, and there is none of metricTags, prometheus and grafana: nothing would be told anywhere; name one of them', { accessLogs: [] }],
  ['chart/seeing: gateways has no effect without prometheus or grafana; say one of them, or leave it out', { gateways: ['way-out'] }],
  ["chart/seeing: props has no 'alerts'; it has scope, accessLogs, accessLogProvider, metricTags, prometheus, grafana, gateways, alertLabels, alertMemory",
    { alerts: true }],
  ['chart/seeing: alertMemory has no effect without prometheus; name a RuleTarget, or leave it out', { alertMemory: '7d', grafana: {} }],
  ["chart/seeing/dashboard: props has no 'folders'; it has metadata, discoveryLabels, folder, title, uid, datasourceUid, gateways, services",
    { grafana: { folders: 'Istio' } }],
  ['chart/seeing/dashboard: props \'Istio\' is not an object; write one, such as { metadata: { namespace: \'monitoring\' } }', { grafana: 'Istio' }],
  ["chart/seeing/telemetry: scope 'shop' is not an ObservationScope; write one, such as ObservationScope.namespace('shop')", { scope: 'shop' }],
])('refused: %s', (message, props) => {
  expect(refusalOf(() => see(props))).toEqual(message);
});
