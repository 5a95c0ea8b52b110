import { type ApiObjectMetadata, Chart, Names } from 'cdk8s';
import type { Construct } from 'constructs';
import { impossibleName, isNamespaceName } from '../../app/kubernetes-names';
import { quote, refuse } from '../../app/refusal';

/** What the objects of a gateway are called, where they lie, and what else they carry. */
export interface WrittenMetadata extends ApiObjectMetadata {
  readonly name: string;
  readonly namespace: string;
}

/** What a name has to do for. */
export interface NameRule {
  readonly longest: number;
  /** What a name that cannot be is not. */
  readonly what: string;
}

/** Of a Service, which allows less than others. */
const SERVICE_NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/**
 * The metadata of a gateway that is written, with a name made from its path and the namespace of its chart where none is said.
 *
 * @throws when its namespace is not known, or Kubernetes would not take one of the two
 */
export function writtenMetadata(gateway: Construct, metadata: ApiObjectMetadata, rule: NameRule): WrittenMetadata {
  const { name = Names.toDnsLabel(gateway, { maxLen: rule.longest }), namespace = Chart.of(gateway).namespace } = metadata;
  if (namespace === undefined) {
    refuse(gateway, ['the namespace of the gateway is not known, and callers have to name it; give it metadata.namespace, or its chart a namespace']);
  }
  const messages = [
    ...name.length <= rule.longest && SERVICE_NAME.test(name) ? []
      : [`metadata.name ${quote(name)} is not ${rule.what}; use at most ${rule.longest} lower case letters, digits and '-', and begin with a letter`],
    ...isNamespaceName(namespace) ? [] : [impossibleName('namespace', namespace)],
  ];
  if (messages.length > 0) refuse(gateway, messages);
  return { ...metadata, name, namespace };
}
