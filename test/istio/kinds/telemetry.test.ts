import { checkManifest } from '../../../src/istio/check-manifest';
import { checkTelemetry } from '../../../src/istio/kinds/telemetry';
import { accepts, adviceIn, brief, schemaRefuses, webhookRefuses, webhookWarns } from '../tables';

const manifest = (spec: any, apiVersion = 'telemetry.istio.io/v1') => ({
  apiVersion, kind: 'Telemetry', metadata: { name: 'egress', namespace: 'shop' }, spec,
});
const judge = (spec: any) => checkTelemetry(manifest(spec));
const log = (filter: object, more: object = {}) => ({ accessLogging: [{ providers: [{ name: 'envoy' }], filter, ...more }] });
const tag = (name: string, value: object) => ({ metrics: [{ overrides: [{ tagOverrides: { [name]: value } }] }] });

accepts(judge, {
  'nothing': {},
  'a filter': log({ expression: 'response.code >= 400' }),
  'a tag': tag('request_host', { value: 'request.host' }),
  'a tag that is removed': tag('request_host', { operation: 'REMOVE' }),
  'a selector': { selector: { matchLabels: { app: 'web' } } },
  'a waypoint': { targetRef: { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'waypoint' } },
  'a Service, with its group spelled out': { targetRefs: [{ group: 'core', kind: 'Service', name: 'web' }] },
  'a reporting interval, however fine': { metrics: [{ reportingInterval: '1.0005s' }] },
  'tracing': { tracing: [{ randomSamplingPercentage: 5 }] },
});

webhookRefuses(judge, {
  'a filter that is no CEL': [log({ expression: 'a = b' }), 'telemetry/filter-invalid', 'spec.accessLogging[0].filter.expression', 'there is no such thing'],
  'an empty filter': [log({}), 'telemetry/filter-invalid', 'spec.accessLogging[0].filter.expression'],
  'a tag without value': [
    tag('a', {}), 'telemetry/tag-value-missing', 'spec.metrics[0].overrides[0].tagOverrides["a"].value',
  ],
  'a Deployment as target': [
    { targetRef: { group: 'apps', kind: 'Deployment', name: 'web' } }, 'telemetry/target-kind', 'spec.targetRef.kind', 'of group "apps"',
  ],
  'a custom tag without name': [{ tracing: [{ customTags: { '': {} } }] }, 'telemetry/tag-name-empty', 'spec.tracing[0].customTags'],
});

schemaRefuses(judge, {
  'a tag that is removed and has a value': [
    tag('a', { operation: 'REMOVE', value: 'b' }), 'telemetry/tag-value-removed', 'spec.metrics[0].overrides[0].tagOverrides["a"].value',
  ],
  'selector and target': [{ selector: { matchLabels: { app: 'web' } }, targetRef: { kind: 'Service', name: 'web' } }, 'telemetry/selector-or-target', 'spec'],
  'a reporting interval of nothing': [{ metrics: [{ reportingInterval: '0s' }] }, 'telemetry/duration-invalid', 'spec.metrics[0].reportingInterval'],
});

webhookWarns(judge, {
  'a selector without labels': [{ selector: {} }, 'telemetry/selector-empty', 'spec.selector.matchLabels', 'every pod of the namespace'],
  'a tag without name': [tag('', { value: 'a' }), 'telemetry/tag-name-empty', 'spec.metrics[0].overrides[0].tagOverrides[""]'],
  'tracing twice': [{ tracing: [{}, {}] }, 'telemetry/tracing-several', 'spec.tracing'],
  'two providers of tracing': [{ tracing: [{ providers: [{ name: 'a' }, { name: 'b' }] }] }, 'telemetry/tracing-providers', 'spec.tracing[0].providers'],
});

test('a filter without a provider is forgotten by Istio', () => {
  const accessLogging = [{ filter: { expression: 'response.code >= 400' } }];
  expect(adviceIn(judge({ accessLogging }))).toEqual(['telemetry/filter-without-provider']);
  expect(adviceIn(judge({ accessLogging: [{ ...accessLogging[0], disabled: true }] }))).toEqual([]);
});

describe('the CRD', () => {
  test.each<[string, any, string]>([
    ['a provider without a name', { accessLogging: [{ providers: [{ name: '' }] }] }, 'too-short at spec.accessLogging[0].providers[0].name'],
    ['a target of a malformed kind', { targetRef: { kind: 'a-', name: 'x' } }, 'target-kind at spec.targetRef.kind'],
    ['a target in another namespace', { targetRef: { kind: 'Service', name: 'x', namespace: 'y' } }, 'target-namespace at spec.targetRef.namespace'],
    ['a field that does not exist', { logs: [] }, 'unknown-field at spec.logs'],
  ])('refuses %s', (_what, spec, expected) => {
    expect(brief(checkManifest(manifest(spec)))).toContain(`SCHEMA ERROR telemetry/${expected}`);
  });

  test('is the same for v1alpha1, and a Telemetry of somebody else is not looked at', () => {
    expect(checkManifest(manifest({ logs: [] }, 'telemetry.istio.io/v1alpha1'))).toHaveLength(1);
    expect(checkManifest(manifest({ logs: [] }, 'telemetry.example.com/v1'))).toEqual([]);
    expect(checkManifest(manifest({ logs: [] }, 'networking.istio.io/v1'))).toEqual([]);
  });
});
