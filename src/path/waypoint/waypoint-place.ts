import type { Construct, IConstruct } from 'constructs';
import { impossibleName, isNamespaceName } from '../../app/kubernetes-names';
import { quote, refuse } from '../../app/refusal';

/** A waypoint, whoever declares it. */
export interface Waypoint {
  readonly construct: Construct;
  readonly name: string;
  readonly namespace: string;
  /** The namespaces that may use it; undefined where that is not known, or follows from who uses it. */
  readonly allowedNamespaces?: string[];
  /** Its service account, where this app says so: it needs permissions for what its proxies fetch. */
  readonly serviceAccount?: string;
}

/** @throws for names that Kubernetes or Istio would not take for a waypoint and those who may use it */
export function mustBeWaypointPlace(
  construct: IConstruct, name: string | undefined, namespace: string, allowedNamespaces: string[] = [],
): void {
  const messages: string[] = [];
  if (name === 'none') {
    messages.push("name 'none' means no waypoint in the label istio.io/use-waypoint; choose another");
  } else if (name !== undefined && !isNamespaceName(name)) {
    messages.push(`name ${quote(name)} is not one for a waypoint, whose name is that of a Service and stands in a label; `
      + "use at most 63 lower case letters, digits and '-'");
  }
  if (!isNamespaceName(namespace)) messages.push(impossibleName('namespace', namespace));
  messages.push(...allowedNamespaces.filter((allowed) => allowed !== '*' && !isNamespaceName(allowed)).map((allowed) => impossibleName('allowedNamespaces', allowed)));
  if (messages.length > 0) refuse(construct, messages);
}
