import type { ApiObject } from 'cdk8s';
import type { AppView, Complaint } from '../../app/final-checks';
import type { AccessLogging, TelemetryMetrics, TelemetrySpec } from '../../istio/spec';
import { IstioMesh } from '../../mesh/istio-mesh';
import type { EgressMetricTag } from './egress-metric-tag';
import type { LoggedEgress } from './logged-egress';
import type { ObservationScope } from '../observation-scope';

const EGRESS_TELEMETRY = Symbol.for('cdk8s-istio-egress.EgressTelemetry');

/** Marks a Telemetry as one of ours: of two of ours the narrower is meant to speak for its namespace. */
export function markAsEgressTelemetry(telemetry: ApiObject): void {
  Object.defineProperty(telemetry, EGRESS_TELEMETRY, { value: true });
}

/** One of ours. */
interface Ours extends ApiObject {
  readonly observed: ObservationScope;
  readonly accessLogs: readonly LoggedEgress[];
  readonly metricTags: readonly EgressMetricTag[];
}

/** A Telemetry of the app, and what it says. */
interface Other {
  readonly object: ApiObject;
  readonly namespace: string;
  readonly spec: TelemetrySpec;
}

/**
 * The Telemetries of the app that one of ours would undo, or be undone by.
 *
 * Istio's order is root namespace, namespace, selected pods. Later ones win: of metrics tag by tag, of access logs everything that the
 * earlier ones said for the same direction of calls.
 */
export function clashesOf(ours: Ours, app: AppView): Complaint[] {
  const mesh = IstioMesh.of(ours);
  const namespace = ours.metadata.namespace!;
  return app.objects('Telemetry')
    .filter((object) => object !== ours && object.apiGroup === 'telemetry.istio.io' && IstioMesh.of(object) === mesh)
    .map((object): Other => ({ object, namespace: object.metadata.namespace ?? '', spec: object.toJson().spec ?? {} }))
    .filter((other) => other.namespace === namespace || other.namespace === mesh.rootNamespace || namespace === mesh.rootNamespace)
    .flatMap((other) => complaintsAbout(ours, other))
    .map((message) => ({ about: ours, message }));
}

function complaintsAbout(ours: Ours, other: Other): string[] {
  const path = other.object.node.path;
  if (other.namespace === ours.metadata.namespace && !isForCertainPods(other.spec)) {
    return [`${path} is also a Telemetry for every pod of namespace ${other.namespace}, and Istio takes one of the two, the older, and forgets the other; `
      + `write both into one: add what ${path} says to this one with addJsonPatch(), or give it a selector`];
  }
  if (EGRESS_TELEMETRY in other.object) return [];
  return [...accessLogClash(ours, other, path), ...metricsClash(ours, other, path)];
}

function isForCertainPods({ selector, targetRef, targetRefs }: TelemetrySpec): boolean {
  return Object.keys(selector?.matchLabels ?? {}).length > 0 || targetRef !== undefined || (targetRefs ?? []).length > 0;
}

function accessLogClash(ours: Ours, { namespace, spec }: Other, path: string): string[] {
  if (ours.accessLogs.length === 0 || !(spec.accessLogging ?? []).some(isOutbound)) return [];
  const [winner, loser] = namespace === ours.metadata.namespace || ours.observed.observedNamespace === undefined
    ? [path, ours.node.path] : [ours.node.path, path];
  return [`the access logs of outbound calls that ${winner} asks for replace those of ${loser}, because Istio does not merge them; `
    + `let ${path} match mode SERVER, or leave access logs to it with accessLogs: []`];
}

function isOutbound({ match }: AccessLogging): boolean {
  return match?.mode !== 'SERVER';
}

function metricsClash(ours: Ours, { spec }: Other, path: string): string[] {
  const overrides = (spec.metrics ?? []).flatMap((metrics) => metrics.overrides ?? []).filter(({ match }) => match?.mode !== 'SERVER');
  const different = ours.metricTags.find((tag) => overrides.some((override) => saysOtherwise(tag, override)));
  if (different) {
    return [`${path} gives the tag ${different.name} another value, and Istio takes that of the narrower Telemetry; say it in one place`];
  }
  if (ours.metricTags.length > 0 && overrides.some(({ match, disabled }) => disabled && (match?.metric ?? 'ALL_METRICS') === 'ALL_METRICS')) {
    return [`${path} switches metrics off, and metricTags would switch them on again, because Istio takes an override of a single metric for that; `
      + 'leave out metricTags'];
  }
  return [];
}

type Override = NonNullable<TelemetryMetrics['overrides']>[number];

function saysOtherwise({ name, expression, _overrides }: EgressMetricTag, { match, tagOverrides }: Override): boolean {
  const said = tagOverrides?.[name];
  if (!said || said.value === expression) return false;
  const metric = match?.metric ?? 'ALL_METRICS';
  return match?.customMetric === undefined && (metric === 'ALL_METRICS' || _overrides.some((override) => override.match?.metric === metric));
}
