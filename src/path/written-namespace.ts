import { ApiObject, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { ObjectNames } from '../mesh/object-names';

/** Writes a Namespace, as a child of what lies in it. To be called before the objects that could not be applied without it are made. */
export function writeNamespace(scope: Construct, name: string, labels?: Record<string, string>): void {
  const namespace = new ApiObject(scope, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
  // cdk8s puts the namespace of the chart on every object, but a Namespace lies in none.
  if (namespace.metadata.namespace) namespace.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  ObjectNames.of(scope).add(namespace);
}
