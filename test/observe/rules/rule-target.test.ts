import { RuleTarget } from '../../../src';
import { refusalOf } from '../../helpers';

test.each<[string, any]>([
  ["metadata 'x' is not a plain object; write one, such as { namespace: 'monitoring' }", 'x'],
  ["metadata null is not an object; write one, such as { namespace: 'monitoring' }", null],
  ["metadata {} is not a plain object; write one, such as { namespace: 'monitoring' }", new Map()],
  ["metadata has no 'lables'; it has name, namespace, labels, annotations, finalizers, ownerReferences", { lables: {} }],
  ["metadata.name 1 is not a string; write one, such as 'egress'", { name: 1 }],
  ["metadata.namespace null is not a string; write one, such as 'monitoring'", { namespace: null }],
  ["metadata.labels {} is not a plain object; write one, such as { namespace: 'monitoring' }", { labels: new Map() }],
  ["metadata.labels['release'] 1 is not a string; write one, such as 'prometheus'", { labels: { release: 1 } }],
])('refused: %s', (message, metadata) => {
  expect(refusalOf(() => RuleTarget.prometheusRule(metadata))).toEqual(`RuleTarget.prometheusRule: ${message}`);
});
