import { stringify } from 'yaml';
import { ALERTS, type Firing, type RuleCase } from '../../test/judges/prometheus/rule-case';

/** A case as promtool reads it. */
export function ruleTestOf({ name, input, fires = [], silent = {}, recorded = [] }: RuleCase, ruleFile: string): string {
  const series = Object.entries(input).map(([text, values]) => ({ series: text, values }));
  return stringify({
    rule_files: [ruleFile],
    evaluation_interval: '1m',
    tests: [{
      name, interval: '1m', input_series: series, alert_rule_test: alertTests(fires, silent), promql_expr_test: recordings(recorded),
    }],
  }, { lineWidth: 0 });
}

/** What is expected at the same time of the same alert is one test: promtool compares all that fires. */
function alertTests(fires: readonly Firing[], silent: NonNullable<RuleCase['silent']>): object[] {
  const stranger = Object.keys(silent).find((alert) => !(ALERTS as readonly string[]).includes(alert));
  if (stranger !== undefined) throw new Error(`there is no alert ${stranger}`);
  const times = new Map<string, Firing[]>();
  for (const firing of fires) times.set(`${firing.alert} ${firing.at}`, [...times.get(`${firing.alert} ${firing.at}`) ?? [], firing]);
  for (const [alert, minutes] of Object.entries(silent)) {
    for (const at of minutes) {
      if (!times.has(`${alert} ${at}`)) times.set(`${alert} ${at}`, []);
    }
  }
  return [...times].map(([key, firing]) => ({
    alertname: key.split(' ')[0],
    eval_time: `${key.split(' ')[1]}m`,
    exp_alerts: firing.map(({ labels, summary, description, runbook }) => ({
      exp_labels: labels, exp_annotations: { summary, description, runbook },
    })),
  }));
}

/** All that is recorded, so that nothing else is. */
function recordings(recorded: NonNullable<RuleCase['recorded']>): object[] {
  if (recorded.length === 0) return [];
  return [{
    expr: '{__name__=~"egress:calls:rate5m"} > 0',
    eval_time: `${recorded[0].at}m`,
    exp_samples: recorded.map(({ series, value }) => ({ labels: series, value })),
  }];
}
