import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { writtenMetadata } from '../../../src/path/gateway/written-metadata';
import { newChart, refusalOf } from '../../helpers';

const RULE = { longest: 20, what: 'a name for this' };

function metadataOf(metadata: ApiObjectMetadata, namespace?: string) {
  return writtenMetadata(new Construct(newChart({ namespace }), 'gateway'), metadata, RULE);
}

test('what is said stays', () => {
  expect(metadataOf({ name: 'out', namespace: 'edge', labels: { team: 'platform' } }, 'shop')).toEqual({ name: 'out', namespace: 'edge', labels: { team: 'platform' } });
});

test('a name comes from the path, as long as it may be, and the namespace from the chart', () => {
  expect(metadataOf({}, 'shop')).toEqual({ name: 'cha-gateway-c8e56c6c', namespace: 'shop' });
});

test.each<[string, ApiObjectMetadata, string[]]>([
  ['no namespace', {}, ['the namespace of the gateway is not known, and callers have to name it; give it metadata.namespace, or its chart a namespace']],
  ['names that cannot be', { name: '1out', namespace: 'Edge' }, [
    "metadata.name '1out' is not a name for this; use at most 20 lower case letters, digits and '-', and begin with a letter",
    "namespace 'Edge' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'",
  ]],
  ['a long name', { name: 'x'.repeat(21), namespace: 'edge' }, [
    `metadata.name '${'x'.repeat(21)}' is not a name for this; use at most 20 lower case letters, digits and '-', and begin with a letter`,
  ]],
])('%s: refused', (_what, metadata, messages) => {
  expect(refusalOf(() => metadataOf(metadata))).toBe(messages.map((message) => `chart/gateway: ${message}`).join('\n'));
});
