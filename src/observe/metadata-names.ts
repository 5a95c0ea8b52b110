import type { ApiObjectMetadata } from 'cdk8s';
import { impossibleName, isNamespaceName, isObjectName } from '../app/kubernetes-names';
import { quote } from '../app/refusal';

/** What Kubernetes would not take for the name and the namespace of an object. */
export function impossibleNames({ name, namespace }: ApiObjectMetadata = {}): string[] {
  return [
    ...name === undefined || isObjectName(name) ? []
      : [`metadata.name ${quote(name)} is not a name Kubernetes allows; use lower case letters, digits, '-' and '.'`],
    ...namespace === undefined || isNamespaceName(namespace) ? [] : [impossibleName('metadata.namespace', namespace)],
  ];
}
