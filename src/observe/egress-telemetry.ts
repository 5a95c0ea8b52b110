import { ApiObject, type ApiObjectMetadata, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { type Complaint, FinalChecks } from '../app/final-checks';
import { quote, refusalAt, refuse } from '../app/refusal';
import { METADATA } from '../app/metadata-shape';
import { instanceOf, listOf, memberOf, misfitsOf, objectOf, optional, text } from '../app/shape';
import { checkTelemetry } from '../istio/kinds/telemetry';
import { ProblemSeverity } from '../istio/problem';
import type { AccessLogging, TelemetrySpec } from '../istio/spec';
import { IstioMesh } from '../mesh/istio-mesh';
import { ObjectNames } from '../mesh/object-names';
import { EgressWatches, Seen } from '../policy/egress-watches';
import { egressFilter } from './telemetry/egress-filter';
import { EgressMetricTag } from './telemetry/egress-metric-tag';
import { LoggedEgress } from './telemetry/logged-egress';
import { impossibleNames } from './metadata-names';
import { nothingToObserve } from './nothing-to-observe';
import { OBSERVED, type ObservationScope } from './observation-scope';
import { mustBeScope, pathIn, withoutChart } from '../app/scope';
import { clashesOf, markAsEgressTelemetry } from './telemetry/telemetry-clashes';

/** Properties of an `EgressTelemetry`. */
export interface EgressTelemetryProps {
  /** The workloads whose calls are looked at. */
  readonly scope: ObservationScope;

  /**
   * Name, labels and annotations of the Telemetry. Its namespace follows from the scope.
   *
   * @default - named `egress`: a namespace has room for one, and under another name the old one would stay beside the new
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Which calls are logged; an empty list leaves access logs to whoever else configures them.
   *
   * A mesh whose mesh config has an `accessLogFile` logs every call already, these among them: there it is the empty list that
   * is wanted, because a Telemetry replaces that file for outbound calls.
   *
   * @default - all of them: blocked, unknown and failed
   */
  readonly accessLogs?: LoggedEgress[];

  /**
   * Where they are logged: an extension provider of the mesh config.
   *
   * @default 'envoy' - which every mesh has: the standard output of the proxy
   * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider
   */
  readonly accessLogProvider?: string;

  /**
   * Labels that name the destination where Istio's own do not.
   *
   * @default - none: each of them costs series
   */
  readonly metricTags?: EgressMetricTag[];
}

/** What may be said of what the proxies tell, wherever it is asked for. */
export const TOLD = {
  accessLogs: optional(listOf(memberOf(LoggedEgress, 'LoggedEgress.BLOCKED'), 'LoggedEgress.BLOCKED')),
  accessLogProvider: optional(text("'envoy'")),
  metricTags: optional(listOf(instanceOf(EgressMetricTag, 'EgressMetricTag.requestHost()'), 'EgressMetricTag.requestHost()')),
};

const PROPS = objectOf({ scope: OBSERVED, metadata: optional(METADATA), ...TOLD }, "{ scope: ObservationScope.namespace('shop') }");

/**
 * What the proxies tell about calls out of the mesh: access logs of those that were blocked, unknown or failed, and of no others, and
 * labels that name the destination. It *is* a Telemetry.
 *
 * Istio takes one Telemetry without a selector in a namespace, the oldest, and reads it after that of the root namespace. Of the two it
 * merges metrics, tag by tag; what each says of tracing it takes field by field; access logs it replaces: a Telemetry that names a
 * provider for a direction of calls takes away, for its pods, the providers and filters that the wider one named for it. This one speaks
 * of outbound calls only, so that what is logged of inbound calls stays. Two in one app that would undo each other are refused.
 *
 * @example
 *
 * new EgressTelemetry(chart, 'telemetry', {
 *   scope: ObservationScope.namespace('backyards-demo'),
 *   metricTags: [EgressMetricTag.destinationAddress()],
 * });
 *
 * @see https://istio.io/latest/docs/reference/config/telemetry/
 */
export class EgressTelemetry extends ApiObject {
  /** The workloads whose calls are looked at. */
  public readonly observed: ObservationScope;
  /** Which calls are logged. */
  public readonly accessLogs: LoggedEgress[];
  /** Labels that are put on metrics. */
  public readonly metricTags: EgressMetricTag[];

  private readonly provider: string;

  /**
   * Declares what the proxies tell.
   *
   * @param scope the chart, or a construct in it
   * @param id an id that is unique in the scope
   * @param props what is looked at, and where it is told
   * @throws when nothing would be told, or the namespace of the Telemetry is not that of the scope
   */
  constructor(scope: Construct, id: string, props: EgressTelemetryProps) {
    super(scope, id, {
      apiVersion: 'telemetry.istio.io/v1',
      kind: 'Telemetry',
      metadata: metadataOf(scope, id, props),
      spec: Lazy.any({ produce: () => this.toSpec() }),
    });
    markAsEgressTelemetry(this);
    IstioMesh._fixedFor(this);
    this.observed = props.scope;
    const { accessLogs = Object.values(LoggedEgress) } = props;
    this.accessLogs = frozen(Object.values(LoggedEgress).filter((which) => accessLogs.includes(which)));
    this.metricTags = frozen(distinct(this, props.metricTags ?? []));
    this.provider = props.accessLogProvider ?? 'envoy';
    if (this.accessLogs.length === 0 && this.metricTags.length === 0) {
      refuse(this, ['accessLogs is empty, and there are no metricTags: a Telemetry would say nothing; name what is to be logged, or leave it out']);
    }
    if (props.accessLogProvider?.trim() === '' || (this.accessLogs.length === 0 && props.accessLogProvider !== undefined)) {
      refuse(this, [`accessLogProvider ${quote(props.accessLogProvider)} has nothing to log; `
        + 'name an extension provider of the mesh config and what is to be logged, or leave it out']);
    }
    ObjectNames.of(this).add(this);
    if (this.accessLogs.includes(LoggedEgress.BLOCKED)) {
      EgressWatches.of(this).add({ saidBy: this, namespace: this.observed.observedNamespace, seen: Seen.IN_ACCESS_LOG });
    }
    FinalChecks.of(this).add((app) => [...nothingToObserve(this, this.observed, 'a Telemetry', app), ...this.refusals(), ...clashesOf(this, app)]);
  }

  /** What Istio would refuse of it, labels and annotations among them. */
  private refusals(): Complaint[] {
    const manifest = { apiVersion: this.apiVersion, kind: this.kind, metadata: this.metadata.toJson(), spec: this.toSpec() };
    return checkTelemetry(manifest)
      .filter(({ severity }) => severity === ProblemSeverity.ERROR)
      .map(({ path, value, message, fix }) => ({ about: this, message: `${path} ${quote(value)}: ${message}; ${fix}` }));
  }

  private toSpec(): TelemetrySpec {
    const overrides = this.metricTags.flatMap((tag) => tag._overrides);
    return {
      ...this.accessLogs.length > 0 ? { accessLogging: [this.accessLogging()] } : {},
      ...overrides.length > 0 ? { metrics: [{ overrides }] } : {},
    };
  }

  /** With the provider always named: Istio forgets the filter of an entry that leaves it out. */
  private accessLogging(): AccessLogging {
    return {
      match: { mode: 'CLIENT' },
      providers: [{ name: this.provider }],
      filter: { expression: egressFilter(this.accessLogs, IstioMesh.of(this).clusterDomain) },
    };
  }
}

/** Metadata with the namespace of the scope; what is wrong with the props comes first. */
function metadataOf(scope: Construct, id: string, props: EgressTelemetryProps): ApiObjectMetadata {
  mustBeScope(scope, id, "new EgressTelemetry(chart, 'seeing')");
  const path = pathIn(scope, id);
  const misfits = misfitsOf(PROPS, 'props', props);
  if (misfits.length === 0) misfits.push(...impossibleNames(props.metadata));
  misfits.push(...withoutChart(scope));
  if (misfits.length > 0) throw refusalAt(path, ...misfits);
  const namespace = props.scope._telemetryNamespace(scope, path);
  const said = props.metadata?.namespace;
  if (said !== undefined && said !== namespace) {
    throw refusalAt(path, `metadata.namespace ${quote(said)} is not that of the scope, ${props.scope}, whose Telemetry lies in ${namespace}; leave it out`);
  }
  return { ...props.metadata, name: props.metadata?.name ?? 'egress', namespace };
}

/** The same tag twice is once; two that differ cannot both be. */
function distinct(telemetry: EgressTelemetry, tags: EgressMetricTag[]): EgressMetricTag[] {
  const byName = new Map<string, EgressMetricTag>();
  for (const tag of tags) {
    const other = byName.get(tag.name);
    if (other && other.expression !== tag.expression) {
      refuse(telemetry, [`metricTags has ${tag.name} twice, with different values; say it once`]);
    }
    byName.set(tag.name, tag);
  }
  return [...byName.values()].sort((a, b) => a.name < b.name ? -1 : 1);
}

/** The Telemetry is written from it, and was judged by it. */
function frozen<T>(list: T[]): T[] {
  return Object.freeze(list) as T[];
}
