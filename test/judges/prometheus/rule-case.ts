import { Chart } from 'cdk8s';
import { EgressAlerts, type EgressAlertsProps, EgressApp, ObservationScope, RuleTarget } from '../../../src';

/** An alert that fires. Times are minutes since the first sample. */
export interface Firing {
  readonly alert: string;
  readonly at: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly description: string;
  readonly runbook: string;
}

/** A recorded series at a time: rates per second, counts. */
export interface Recorded {
  readonly series: string;
  readonly at: number;
  readonly value: number;
}

/** What a program watches, what the proxies report, and what has to come of it. */
export interface RuleCase {
  readonly name: string;
  /** The rules, as the program writes them into a file. */
  readonly rules: string;
  /** One sample a minute, in the notation of promtool: `_x5 1x10` is nothing for six minutes, then a counter at 1. */
  readonly input: Readonly<Record<string, string>>;
  readonly fires?: readonly Firing[];
  /** Alerts that do not fire at some time. */
  readonly silent?: Readonly<Record<string, readonly number[]>>;
  readonly recorded?: readonly Recorded[];
}

export type Alert = 'EgressBlocked' | 'EgressToUnknownDestination' | 'EgressToNewUnknownDestination' | 'EgressLockdownLost';
export const ALERTS: readonly Alert[] = ['EgressBlocked', 'EgressToUnknownDestination', 'EgressToNewUnknownDestination', 'EgressLockdownLost'];

/** Nothing but these fires at a time. */
export function onlyAt(at: number, ...firing: Alert[]): Record<string, number[]> {
  return Object.fromEntries(ALERTS.filter((alert) => !firing.includes(alert)).map((alert) => [alert, [at]]));
}

/** The rule file of a program that watches the mesh, unless it says otherwise. */
export function rulesOf(say: (chart: Chart) => void = () => {}, props: Partial<EgressAlertsProps> = {}): string {
  const chart = new Chart(new EgressApp(), 'chart');
  say(chart);
  const target = RuleTarget.file('prometheus/egress.yaml');
  const alerts = new EgressAlerts(chart, 'alerts', { scope: ObservationScope.mesh(), target, ...props });
  chart.toJson();
  return alerts.files[0].content;
}
