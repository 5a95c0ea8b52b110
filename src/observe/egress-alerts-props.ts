import type { Duration } from 'cdk8s';
import type { ObservationScope } from './observation-scope';
import type { RuleTarget } from './rules/rule-target';

/** What may be said of alerts, wherever they are asked for. */
export interface EgressAlertsOptions {
  /** Where Prometheus reads the rules from. */
  readonly target: RuleTarget;

  /**
   * Labels that every alert carries beside those of the rules, for Alertmanager to route by: names and values as Prometheus takes them. A
   * `severity` here stands in the place of that of every rule.
   *
   * @default - `severity` alone
   */
  readonly labels?: Record<string, string>;

  /**
   * How far back a destination is remembered: one that was not called for so long is new. A minute or more, and no longer than
   * Prometheus keeps its data.
   *
   * @default Duration.days(7)
   */
  readonly lookback?: Duration;
}

/** Properties of `EgressAlerts`. */
export interface EgressAlertsProps extends EgressAlertsOptions {
  /** The workloads whose calls are looked at. */
  readonly scope: ObservationScope;

  /**
   * Names of the Services of the egress gateways. Calls to them are told apart from calls inside the mesh.
   *
   * @default - `istio-egressgateway`, and the gateways of the app in this mesh, those that somebody else runs among them
   */
  readonly gateways?: string[];
}
