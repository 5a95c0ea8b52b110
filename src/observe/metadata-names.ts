import type { ApiObjectMetadata } from 'cdk8s';
import { impossibleName, impossibleObjectName, isNamespaceName, isObjectName } from '../app/kubernetes-names';

/** What Kubernetes would not take for the name and the namespace of an object. */
export function impossibleNames({ name, namespace }: ApiObjectMetadata = {}): string[] {
  return [
    ...name === undefined || isObjectName(name) ? [] : [impossibleObjectName('metadata.name', name)],
    ...namespace === undefined || isNamespaceName(namespace) ? [] : [impossibleName('metadata.namespace', namespace)],
  ];
}
