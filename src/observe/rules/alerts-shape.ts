import { Duration } from 'cdk8s';
import { quote } from '../../app/refusal';
import { instanceOf, objectOf, optional, recordOf, text } from '../../app/shape';
import type { EgressAlertsProps } from '../egress-alerts-props';
import { GATEWAYS, impossibleGateways } from '../gateway-names';
import { OBSERVED } from '../observation-scope';
import { impossibleLookback } from './lookback';
import { RuleTarget } from './rule-target';

const OPTIONS = {
  target: instanceOf(RuleTarget, 'RuleTarget.prometheusRule()'),
  labels: optional(recordOf(text("'shop'"), "{ team: 'shop' }")),
  lookback: optional(instanceOf(Duration, 'Duration.days(7)')),
};

/** What may be said of alerts, wherever they are asked for. */
export const ALERTS_OPTIONS = objectOf(OPTIONS, '{ target: RuleTarget.prometheusRule() }');

export const ALERTS_PROPS = objectOf({ scope: OBSERVED, ...OPTIONS, gateways: GATEWAYS },
  "{ scope: ObservationScope.namespace('shop'), target: RuleTarget.prometheusRule() }");

const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** What tells the alerts apart. */
const OWNED = ['alertname', 'kind', 'protocol', 'source_workload', 'source_workload_namespace', 'source_canonical_service', 'destination_host'];

/** What has the right shape and is still not taken by Prometheus. */
export function impossibleAlerts({ labels = {}, lookback, gateways = [] }: EgressAlertsProps): string[] {
  return [
    ...Object.entries(labels).flatMap(([name, value]) => impossibleLabel(name, value)),
    ...impossibleGateways(gateways),
    ...lookback ? impossibleLookback(lookback) : [],
  ];
}

function impossibleLabel(name: string, value: string): string[] {
  if (!LABEL.test(name) || name.startsWith('__')) return [`labels has '${name}', which is not a label of Prometheus; use letters, digits and '_'`];
  if (OWNED.includes(name)) return [`labels has '${name}', which the rules say themselves; use another name than ${OWNED.join(', ')}`];
  if (value === '') return [`labels ${name}: '' is the same as no label to Prometheus; write a text, or leave it out`];
  if (value.includes('{{')) return [`labels ${name}: ${quote(value)} is a template to Prometheus; write a text without '{{'`];
  return [];
}
