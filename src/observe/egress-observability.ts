import { Construct } from 'constructs';
import { quote, refusal } from '../app/refusal';
import { isRecord } from '../app/shape';
import { EgressAlerts } from './egress-alerts';
import { EgressDashboard } from './egress-dashboard';
import type { EgressDashboardProps } from './egress-dashboard-props';
import type { EgressMetricTag } from './telemetry/egress-metric-tag';
import { EgressTelemetry } from './egress-telemetry';
import type { LoggedEgress } from './telemetry/logged-egress';
import type { ObservationScope } from './observation-scope';
import type { RuleTarget } from './rules/rule-target';

/** Properties of an `EgressObservability`. */
export interface EgressObservabilityProps {
  /** The workloads whose calls are looked at. */
  readonly scope: ObservationScope;

  /**
   * Which calls are logged by the proxies; an empty list leaves access logs to whoever else configures them.
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
   * Where Prometheus reads recording rules and alerts from.
   *
   * @default - no rules are written
   */
  readonly prometheus?: RuleTarget;

  /**
   * A dashboard for Grafana; `{}` is one with all its defaults.
   *
   * @default - no dashboard is written
   */
  readonly grafana?: EgressDashboardProps;

  /**
   * Names of the Services of the egress gateways.
   *
   * @default - `istio-egressgateway`, and the gateways of the app in this mesh, those that somebody else runs among them
   */
  readonly gateways?: string[];

  /**
   * Labels that every alert carries, for Alertmanager to route by.
   *
   * @default - `severity` alone
   */
  readonly alertLabels?: Record<string, string>;

  /**
   * How far back an unknown destination is remembered before it is called new again.
   *
   * @default '7d'
   */
  readonly alertMemory?: string;
}

const PROPS = ['scope', 'accessLogs', 'accessLogProvider', 'metricTags', 'prometheus', 'grafana', 'gateways', 'alertLabels', 'alertMemory'];

/**
 * What calls out of the mesh become, for those who run it: allowed, unknown or blocked, by whom, and which line of code would allow what is
 * blocked. It is made of parts that can also be used alone: `EgressTelemetry`, `EgressAlerts` and `EgressDashboard`.
 *
 * @example
 *
 * new EgressObservability(chart, 'seeing', {
 *   scope: ObservationScope.namespace('backyards-demo'),
 *   metricTags: [EgressMetricTag.destinationIp()],
 *   prometheus: RuleTarget.prometheusRule({ labels: { release: 'prometheus' } }),
 *   grafana: { metadata: { namespace: 'monitoring' } },
 * });
 */
export class EgressObservability extends Construct {
  /** What the proxies tell; undefined where neither logs nor tags are asked for. */
  public readonly telemetry?: EgressTelemetry;
  /** What Prometheus makes of it; undefined without Prometheus. */
  public readonly alerts?: EgressAlerts;
  /** What Grafana shows; undefined without Grafana. */
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
    super(scope, id);
    if (!isRecord(props)) throw refusal(this, `props ${quote(props)} is not an object; write { scope: ObservationScope.mesh() }`);
    const stranger = Object.keys(props).find((key) => !PROPS.includes(key));
    if (stranger !== undefined) throw refusal(this, `props has no '${stranger}'; it has ${PROPS.join(', ')}`);
    this.telemetry = this.observed(props);
    this.alerts = this.alerted(props);
    this.dashboard = this.shown(props);
    if (!this.telemetry && !this.alerts && !this.dashboard) {
      throw refusal(this, 'accessLogs is empty, and there is none of metricTags, prometheus and grafana: nothing would be told anywhere; name one of them');
    }
  }

  private observed({ scope, accessLogs, accessLogProvider, metricTags }: EgressObservabilityProps): EgressTelemetry | undefined {
    const isSilent = accessLogs?.length === 0 && (metricTags ?? []).length === 0;
    return isSilent ? undefined : new EgressTelemetry(this, 'telemetry', { scope, accessLogs, accessLogProvider, metricTags });
  }

  private alerted({ scope, prometheus, grafana, gateways, alertLabels, alertMemory }: EgressObservabilityProps): EgressAlerts | undefined {
    if (prometheus) {
      return new EgressAlerts(this, 'alerts', { scope, target: prometheus, gateways, labels: alertLabels, memory: alertMemory });
    }
    const unused = Object.entries({ alertLabels, alertMemory }).find(([, value]) => value !== undefined);
    if (unused) throw refusal(this, `${unused[0]} has no effect without prometheus; name a RuleTarget, or leave it out`);
    if (gateways && !grafana) throw refusal(this, 'gateways has no effect without prometheus or grafana; say one of them, or leave it out');
    return undefined;
  }

  private shown({ grafana, gateways }: EgressObservabilityProps): EgressDashboard | undefined {
    if (grafana === undefined) return undefined;
    return new EgressDashboard(this, 'dashboard', isRecord(grafana) ? { ...gateways && { gateways }, ...grafana } : grafana);
  }
}
