/** A rule that stores what a query answers, under a name of its own. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels: Record<string, string>;
}

/** A rule that raises an alert for each series a query answers. */
export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  /** How long it has to be so. */
  readonly for?: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
}

/**
 * Rules that are evaluated one after the other.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/
 */
export interface RuleGroup {
  readonly name: string;
  readonly rules: (RecordingRule | AlertingRule)[];
}
