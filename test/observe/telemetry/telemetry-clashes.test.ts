import { ApiObject, type Chart } from 'cdk8s';
import { EgressMetricTag, EgressTelemetry, type EgressTelemetryProps, LoggedEgress, ObservationScope } from '../../../src';
import { complaintsOf, newChart } from '../../helpers';

function observe(chart: Chart, props: Partial<EgressTelemetryProps> = {}, id = 'telemetry'): EgressTelemetry {
  return new EgressTelemetry(chart, id, { scope: ObservationScope.namespace('shop'), ...props });
}

/** A Telemetry of somebody else. */
function telemetry(chart: Chart, id: string, namespace: string, spec: object): ApiObject {
  return new ApiObject(chart, id, { apiVersion: 'telemetry.istio.io/v1', kind: 'Telemetry', metadata: { namespace }, spec });
}

test('two for one namespace', () => {
  const chart = newChart();
  observe(chart);
  telemetry(chart, 'tracing', 'shop', { tracing: [{ randomSamplingPercentage: 5 }] });
  expect(complaintsOf(chart)).toEqual([
    '[chart/telemetry] chart/tracing is also a Telemetry for every pod of namespace shop, and Istio takes one of the two, the older, and forgets the '
    + 'other; write both into one: add what chart/tracing says to this one with addJsonPatch(), or give it a selector',
  ]);
});

test('both of ours, for one namespace', () => {
  const chart = newChart();
  observe(chart, {}, 'one');
  observe(chart, {}, 'two');
  expect(complaintsOf(chart)).toHaveLength(3);
});

test.each<[string, string, object, string, string]>([
  ['of the mesh and of a namespace', 'istio-system', {}, 'chart/telemetry', 'chart/logs'],
  ['of a namespace and of certain pods', 'shop', { selector: { matchLabels: { app: 'web' } } }, 'chart/logs', 'chart/telemetry'],
])('over access logs, %s', (_what, namespace, more, winner, loser) => {
  const chart = newChart();
  observe(chart);
  telemetry(chart, 'logs', namespace, { ...more, accessLogging: [{ providers: [{ name: 'otel' }] }] });
  expect(complaintsOf(chart)).toEqual([
    `[chart/telemetry] the access logs of outbound calls that ${winner} asks for replace those of ${loser}, because Istio does not merge them; `
    + 'let chart/logs match mode SERVER, or leave access logs to it with accessLogs: []',
  ]);
});

test('over the value of a tag', () => {
  const chart = newChart();
  observe(chart, { metricTags: [EgressMetricTag.requestHost()] });
  telemetry(chart, 'tags', 'istio-system', { metrics: [{ overrides: [{ tagOverrides: { request_host: { value: 'request.url_path' } } }] }] });
  expect(complaintsOf(chart)).toEqual([
    '[chart/telemetry] chart/tags gives the tag request_host another value, and Istio takes that of the narrower Telemetry; say it in one place',
  ]);
});

test('over metrics that one switches off', () => {
  const chart = newChart();
  observe(chart, { metricTags: [EgressMetricTag.requestHost()] });
  telemetry(chart, 'off', 'istio-system', { metrics: [{ overrides: [{ disabled: true }] }] });
  expect(complaintsOf(chart)).toEqual([
    '[chart/telemetry] chart/off switches metrics off, and metricTags would switch them on again, because Istio takes an override of a single metric '
    + 'for that; leave out metricTags',
  ]);
});

test.each<[string, string, object]>([
  ['logs of inbound calls', 'istio-system', { accessLogging: [{ match: { mode: 'SERVER' }, providers: [{ name: 'otel' }] }] }],
  ['tracing of the mesh', 'istio-system', { tracing: [{ randomSamplingPercentage: 5 }] }],
  ['another tag', 'istio-system', { metrics: [{ overrides: [{ tagOverrides: { version: { value: "'v1'" } } }] }] }],
  ['the same tag', 'istio-system', { metrics: [{ overrides: [{ tagOverrides: { request_host: { value: 'request.host' } } }] }] }],
  ['the tag on another metric', 'istio-system',
    { metrics: [{ overrides: [{ match: { metric: 'REQUEST_SIZE' }, tagOverrides: { request_host: { value: "'x'" } } }] }] }],
  ['logs of another namespace', 'warehouse', { accessLogging: [{ providers: [{ name: 'otel' }] }] }],
])('not: %s', (_what, namespace, spec) => {
  const chart = newChart();
  observe(chart, { metricTags: [EgressMetricTag.requestHost()] });
  telemetry(chart, 'other', namespace, spec);
  expect(complaintsOf(chart)).toEqual([]);
});

test('not: ours for the mesh and ours for a namespace, of which the narrower is meant', () => {
  const chart = newChart();
  observe(chart, { accessLogs: [LoggedEgress.BLOCKED] });
  observe(chart, { scope: ObservationScope.mesh() }, 'mesh-telemetry');
  expect(complaintsOf(chart)).toEqual([]);
});
