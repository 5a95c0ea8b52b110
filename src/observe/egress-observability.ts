import { Construct } from 'constructs';
import { leavingNoTrace, quote, refuse } from '../app/refusal';
import { misfitsOf, objectOf, optional } from '../app/shape';
import { DASHBOARD_OPTIONS } from './dashboard/dashboard-shape';
import { EgressAlerts } from './egress-alerts';
import type { EgressAlertsOptions } from './egress-alerts-props';
import { EgressDashboard } from './egress-dashboard';
import type { EgressDashboardOptions } from './egress-dashboard-props';
import { EgressTelemetry, TOLD } from './egress-telemetry';
import { GATEWAYS } from './gateway-names';
import { OBSERVED, type ObservationScope } from './observation-scope';
import { mustBeScope } from '../app/scope';
import { ALERTS_OPTIONS } from './rules/alerts-shape';
import type { EgressMetricTag } from './telemetry/egress-metric-tag';
import type { LoggedEgress } from './telemetry/logged-egress';

/** Properties of an `EgressObservability`. */
export interface EgressObservabilityProps {
  /** The workloads whose calls are looked at. */
  readonly scope: ObservationScope;

  /**
   * Which calls are logged by the proxies; an empty list leaves access logs to whoever else configures them: a mesh that has an
   * `accessLogFile` logs every call already.
   *
   * @default - all of them: blocked, unknown and failed
   */
  readonly accessLogs?: LoggedEgress[];

  /**
   * Where they are logged: an extension provider of the mesh config.
   *
   * @default 'envoy' - the standard output of the proxy
   */
  readonly accessLogProvider?: string;

  /**
   * Labels on Istio's metrics that name the destination where Istio's own do not.
   *
   * @default - none: each of them costs series
   */
  readonly metricTags?: EgressMetricTag[];

  /**
   * Recording rules and alerts for Prometheus: what `EgressAlerts` takes beside scope and gateways.
   *
   * @default - no rules are written
   */
  readonly alerts?: EgressAlertsOptions;

  /**
   * A dashboard for Grafana: what `EgressDashboard` takes beside gateways. `{}` is one with all its defaults.
   *
   * @default - no dashboard is written
   */
  readonly dashboard?: EgressDashboardOptions;

  /**
   * Names of the Services of the egress gateways, for alerts and dashboard: calls to them are told apart from calls inside the mesh.
   *
   * @default - `istio-egressgateway`, and the gateways of the app in this mesh, those that somebody else runs among them
   */
  readonly gateways?: string[];
}

const PROPS = objectOf({
  scope: OBSERVED,
  ...TOLD,
  alerts: optional(ALERTS_OPTIONS),
  dashboard: optional(DASHBOARD_OPTIONS),
  gateways: GATEWAYS,
}, '{ scope: ObservationScope.mesh() }');

/**
 * What calls out of the mesh become, for those who run it: allowed, unknown or blocked, by whom, and which line of code would allow what is
 * blocked. It is made of parts that can also be used alone, with the same words: `EgressTelemetry`, `EgressAlerts` and `EgressDashboard`.
 *
 * @example
 *
 * new EgressObservability(chart, 'seeing', {
 *   scope: ObservationScope.namespace('backyards-demo'),
 *   metricTags: [EgressMetricTag.destinationAddress()],
 *   alerts: { target: RuleTarget.prometheusRule({ metadata: { labels: { release: 'prometheus' } } }) },
 *   dashboard: { metadata: { namespace: 'monitoring' } },
 * });
 */
export class EgressObservability extends Construct {
  /** What the proxies tell; undefined where neither logs nor tags are asked for. */
  public readonly telemetry?: EgressTelemetry;
  /** What Prometheus makes of it; undefined without `alerts`. */
  public readonly alerts?: EgressAlerts;
  /** What Grafana shows; undefined without `dashboard`. */
  public readonly dashboard?: EgressDashboard;

  /**
   * Declares what is seen.
   *
   * @param scope the chart, or a construct in it
   * @param id an id that is unique in the scope
   * @param props what is looked at, and where it is told
   * @throws when nothing would be told anywhere
   */
  constructor(scope: Construct, id: string, props: EgressObservabilityProps) {
    super(mustBeScope(scope, id, "new EgressObservability(chart, 'seeing')"), id);
    const misfits = misfitsOf(PROPS, 'props', props);
    if (misfits.length === 0) misfits.push(...withoutEffect(props));
    if (misfits.length > 0) refuse(this, misfits);

    const { scope: observed, accessLogs, accessLogProvider, metricTags, alerts, dashboard, gateways } = props;
    if (!isSilent(props)) {
      this.telemetry = leavingNoTrace(this, () => new EgressTelemetry(this, 'telemetry', { scope: observed, accessLogs, accessLogProvider, metricTags }));
    }
    if (alerts) this.alerts = leavingNoTrace(this, () => new EgressAlerts(this, 'alerts', { ...alerts, scope: observed, gateways }));
    if (dashboard) this.dashboard = leavingNoTrace(this, () => new EgressDashboard(this, 'dashboard', { ...dashboard, gateways }));
  }
}

/** Whether the proxies are asked for nothing. */
function isSilent({ accessLogs, metricTags = [] }: EgressObservabilityProps): boolean {
  return accessLogs?.length === 0 && metricTags.length === 0;
}

function withoutEffect(props: EgressObservabilityProps): string[] {
  const { accessLogProvider, alerts, dashboard, gateways } = props;
  if (isSilent(props) && !alerts && !dashboard) {
    return ['accessLogs is empty, and there is none of metricTags, alerts and dashboard: nothing would be told anywhere; name one of them'];
  }
  return [
    ...isSilent(props) && accessLogProvider !== undefined
      ? [`accessLogProvider ${quote(accessLogProvider)} has nothing to log, because accessLogs is empty; name what is to be logged, or leave it out`] : [],
    ...gateways && !alerts && !dashboard ? ['gateways has no effect without alerts or dashboard; say one of them, or leave it out'] : [],
  ];
}
