import * as fc from 'fast-check';
import { duration, either, labels, object, objectWithAny, some, withoutGaps } from './pieces';

const providers = some(fc.constantFrom({ name: 'envoy' }, { name: 'otel' }), 1);
const mode = fc.constantFrom('CLIENT', 'SERVER', 'CLIENT_AND_SERVER');
const expression = fc.constantFrom('response.code >= 400', "xds.cluster_name == 'BlackHoleCluster' || xds.route_name == 'block_all'");

const accessLogging = object({}, { providers, disabled: fc.boolean(), match: object({}, { mode }), filter: object({ expression }) });

const tag = either<any>(
  object({ value: fc.constantFrom('request.host', 'destination.address') }, { operation: fc.constant('UPSERT') }),
  fc.constant({ operation: 'REMOVE' }),
);
const metric = either<any>(
  object({}, { mode, metric: fc.constantFrom('ALL_METRICS', 'REQUEST_COUNT', 'TCP_CLOSED_CONNECTIONS') }),
  object({ customMetric: fc.constant('my_metric') }, { mode }),
);
const override = object({}, { disabled: fc.boolean(), match: metric, tagOverrides: fc.dictionary(fc.constantFrom('request_host', 'destination_address'), tag, { maxKeys: 2 }) });
const metrics = object({}, { providers, reportingInterval: duration, overrides: some(override) });

const customTag = either<any>(
  fc.constant({ literal: { value: 'a' } }),
  object({ header: object({ name: fc.constant('x-user') }, { defaultValue: fc.constant('none') }) }),
  object({ environment: object({ name: fc.constant('USER') }, { defaultValue: fc.constant('none') }) }),
);
const tracing = object({}, {
  providers,
  match: object({}, { mode }),
  randomSamplingPercentage: fc.constantFrom(0, 0.5, 100),
  disableSpanReporting: fc.boolean(),
  customTags: fc.dictionary(fc.constantFrom('a', 'b'), customTag, { maxKeys: 2 }),
});

const target = fc.constantFrom<any>(
  { kind: 'Service', name: 'a' }, { group: 'networking.istio.io', kind: 'ServiceEntry', name: 'a' },
  { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'a' }, { group: 'gateway.networking.k8s.io', kind: 'GatewayClass', name: 'istio-waypoint' },
);
const attachment = either<any>(
  fc.constant({}),
  labels.map((matchLabels) => ({ selector: { matchLabels } })),
  target.map((targetRef) => ({ targetRef })),
  some(target).map((targetRefs) => ({ targetRefs })),
);

export const telemetrySpec: fc.Arbitrary<any> = fc.tuple(attachment, objectWithAny({
  accessLogging: some(accessLogging), metrics: some(metrics), tracing: some(tracing, 1),
})).map(([attached, said]) => withoutGaps({ ...attached, ...said }));
