import { RuleTarget } from '../../../src';
import { refusalOf } from '../../helpers';

test.each<[string, any]>([
  ["metadata 'x' is not a plain object; write one, such as { namespace: 'monitoring' }", 'x'],
  ["metadata null is not an object; write one, such as { namespace: 'monitoring' }", null],
  ["metadata {} is not a plain object; write one, such as { namespace: 'monitoring' }", new Map()],
  ["metadata has no 'lables'; it has name, namespace, labels, annotations, finalizers, ownerReferences", { lables: {} }],
  ["metadata.name 1 is not a string; write one, such as 'egress'", { name: 1 }],
  ["metadata.namespace null is not a string; write one, such as 'monitoring'", { namespace: null }],
  ["metadata.labels {} is not an object; write one, such as { team: 'shop' }", { labels: new Map() }],
  ["metadata.labels['release'] 1 is not a value Kubernetes allows: at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends; write one, such as 'shop'", { labels: { release: 1 } }],
])('refused: %s', (message, metadata) => {
  expect(refusalOf(() => RuleTarget.prometheusRule(metadata))).toEqual(`RuleTarget.prometheusRule: ${message}`);
});
