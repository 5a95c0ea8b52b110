import { Testing } from 'cdk8s';
import { EgressAlerts, ObservationScope, RuleTarget } from '../../../src';
import { newChart, refusalOf } from '../../helpers';

test('metadata of one\'s own, and the rest as it is without', () => {
  const chart = newChart({ labels: { team: 'shop' } });
  const target = RuleTarget.prometheusRule({ metadata: { name: undefined, namespace: 'monitoring', labels: { release: 'prometheus' } } });
  new EgressAlerts(chart, 'alerts', { scope: ObservationScope.namespace('shop'), target });
  expect(Testing.synth(chart)[0].metadata).toEqual({ name: 'egress-shop', namespace: 'monitoring', labels: { team: 'shop', release: 'prometheus' } });
});

test.each<[string, any]>([
  ["options 'x' is not an object; write one, such as { metadata: { namespace: 'monitoring' } }", 'x'],
  ["options null is not an object; write one, such as { metadata: { namespace: 'monitoring' } }", null],
  ["options has no 'namespace'; it has metadata", { namespace: 'monitoring' }],
  ["options.metadata {} is not an object; write one, such as { namespace: 'shop' }", { metadata: new Map() }],
  ["options.metadata.name 1 is not a string; write one, such as 'egress'", { metadata: { name: 1 } }],
  ["options.metadata.namespace null is not a string; write one, such as 'shop'", { metadata: { namespace: null } }],
  ["options.metadata.labels {} is not an object; write one, such as { team: 'shop' }", { metadata: { labels: new Map() } }],
  ["options.metadata.labels['release'] 1 is not a value Kubernetes allows: at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends; write one, such as 'shop'", { metadata: { labels: { release: 1 } } }],
  ["metadata.name 'Egress Rules' is not a name Kubernetes allows; use lower case letters, digits, '-' and '.'", { metadata: { name: 'Egress Rules' } }],
  ["metadata.namespace 'a.b' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'", { metadata: { namespace: 'a.b' } }],
])('refused: %s', (message, options) => {
  expect(refusalOf(() => RuleTarget.prometheusRule(options))).toEqual(`RuleTarget.prometheusRule: ${message}`);
});
