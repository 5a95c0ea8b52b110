import { Duration, Testing } from 'cdk8s';
import {
  EgressAlerts, EgressDashboard, EgressMetricTag, EgressObservability, type EgressObservabilityProps, EgressTelemetry,
  LoggedEgress, ObservationScope, RuleTarget,
} from '../../src';
import { complaintsOf, newChart, refusalOf } from '../helpers';

const SCOPE = ObservationScope.namespace('shop');
const RULE = RuleTarget.prometheusRule();
const ALERTS = { target: RULE };

function see(props: Partial<Record<keyof EgressObservabilityProps, any>> = {}) {
  const chart = newChart();
  const seeing = new EgressObservability(chart, 'seeing', { scope: SCOPE, ...props });
  return { chart, seeing, kinds: Testing.synth(chart).map(({ kind }) => kind) };
}

test.each<[string, Partial<EgressObservabilityProps>, string[]]>([
  ['logs, when nothing is said', {}, ['Telemetry']],
  ['tags alone', { accessLogs: [], metricTags: [EgressMetricTag.requestHost()] }, ['Telemetry']],
  ['logs and rules', { alerts: ALERTS }, ['Telemetry', 'PrometheusRule']],
  ['rules alone', { accessLogs: [], alerts: ALERTS }, ['PrometheusRule']],
  ['a dashboard alone', { accessLogs: [], dashboard: {} }, ['ConfigMap']],
  ['everything', { alerts: ALERTS, dashboard: {} }, ['Telemetry', 'PrometheusRule', 'ConfigMap']],
])('%s', (_what, props, kinds) => {
  expect(see(props).kinds).toEqual(kinds);
});

test('every prop reaches its part', () => {
  const { chart } = see({
    accessLogs: [LoggedEgress.BLOCKED], accessLogProvider: 'otel', metricTags: [EgressMetricTag.destinationAddress()],
    alerts: { target: RULE, labels: { team: 'shop' }, lookback: Duration.days(30) }, dashboard: { uid: 'egress', title: 'Egress of shop' }, gateways: ['way-out'],
  });
  const alone = newChart();
  new EgressTelemetry(alone, 'telemetry', {
    scope: SCOPE, accessLogs: [LoggedEgress.BLOCKED], accessLogProvider: 'otel', metricTags: [EgressMetricTag.destinationAddress()],
  });
  new EgressAlerts(alone, 'alerts', { scope: SCOPE, target: RULE, gateways: ['way-out'], labels: { team: 'shop' }, lookback: Duration.days(30) });
  new EgressDashboard(alone, 'dashboard', { uid: 'egress', title: 'Egress of shop', gateways: ['way-out'] });
  const written = (from: typeof chart) => Testing.synth(from).map(({ spec, data }) => spec ?? data);
  expect(written(chart)).toEqual(written(alone));
  expect(complaintsOf(chart)).toEqual([]);
});

test('the parts are there to speak to', () => {
  const { seeing } = see({ alerts: ALERTS });
  expect(seeing.telemetry?.accessLogs).toEqual([LoggedEgress.BLOCKED, LoggedEgress.UNKNOWN, LoggedEgress.FAILED]);
  expect(seeing.alerts?.files).toEqual([]);
});

test.each<[string, any]>([
  ['chart/seeing: accessLogs is empty, and there is none of metricTags, alerts and dashboard: nothing would be told anywhere; name one of them', { accessLogs: [] }],
  ['chart/seeing: gateways has no effect without alerts or dashboard; say one of them, or leave it out', { gateways: ['way-out'] }],
  ["chart/seeing: accessLogProvider 'otel' has nothing to log, because accessLogs is empty; name what is to be logged, or leave it out",
    { accessLogs: [], accessLogProvider: 'otel', dashboard: {} }],
  ["chart/seeing: props has no 'prometheus'; it has scope, accessLogs, accessLogProvider, metricTags, alerts, dashboard, gateways", { prometheus: RULE }],
  ['chart/seeing: alerts true is not an object; write one, such as { target: RuleTarget.prometheusRule() }', { alerts: true }],
  ['chart/seeing: alerts.target undefined is not a RuleTarget; write one, such as RuleTarget.prometheusRule()', { alerts: {} }],
  ["chart/seeing: alerts has no 'gateways'; it has target, labels, lookback", { alerts: { target: RULE, gateways: ['way-out'] } }],
  ["chart/seeing: dashboard has no 'gateways'; it has metadata, discoveryLabels, folder, title, uid, datasourceUid, services",
    { dashboard: { gateways: ['way-out'] } }],
  ["chart/seeing: dashboard 'Istio' is not an object; write one, such as { metadata: { namespace: 'monitoring' } }", { dashboard: 'Istio' }],
  ["chart/seeing: scope 'shop' is not an ObservationScope; write one, such as ObservationScope.namespace('shop')", { scope: 'shop' }],
  ["chart/seeing/alerts: labels has 'a-b', which is not a label of Prometheus; use letters, digits and '_'", { alerts: { target: RULE, labels: { 'a-b': 'c' } } }],
])('refused: %s', (message, props) => {
  expect(refusalOf(() => see(props))).toEqual(message);
});

test.each<[string, any, any, any]>([
  ["seeing: scope null is not a construct; write new EgressObservability(chart, 'seeing')", null, 'seeing', { scope: SCOPE }],
  ["chart: id undefined is not a string with at least one character; write new EgressObservability(chart, 'seeing')", newChart(), undefined, { scope: SCOPE }],
  ['chart/seeing: props undefined is not an object; write one, such as { scope: ObservationScope.mesh() }', newChart(), 'seeing', undefined],
])('refused: %s', (message, scope, id, props) => {
  expect(refusalOf(() => new EgressObservability(scope, id, props))).toEqual(message);
});
