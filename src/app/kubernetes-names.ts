import type { IConstruct } from 'constructs';
import { quote, refusal, refuse } from './refusal';
import { isInChart } from './scope';

const LABEL = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';
const NAMESPACE = new RegExp(`^${LABEL}$`);
const SUBDOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const QUALIFIED_NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
/** Of a DNS label, and of the name of a metadata key. */
export const MAX_LABEL_LENGTH = 63;
const MAX_SUBDOMAIN_LENGTH = 253;

/** Whether Kubernetes takes a text for the key of a label or an annotation: a name, perhaps with a domain and `/` before it. */
export function isMetadataKey(key: string): boolean {
  const slash = key.indexOf('/');
  if (slash >= 0 && !isObjectName(key.slice(0, slash))) return false;
  const name = key.slice(slash + 1);
  return name.length <= MAX_LABEL_LENGTH && QUALIFIED_NAME.test(name);
}

/** Whether Kubernetes takes a text for the value of a label. */
export function isLabelValue(value: string): boolean {
  return value === '' || (value.length <= MAX_LABEL_LENGTH && QUALIFIED_NAME.test(value));
}

/** Why Kubernetes does not take a value for the name of a namespace or a Service, and what to do. */
export function impossibleName(field: string, value: unknown): string {
  return `${field} ${quote(value)} is not a name Kubernetes allows; use at most ${MAX_LABEL_LENGTH} lower case letters, digits and '-'`;
}

/** The same for most other objects. */
export function impossibleObjectName(field: string, value: unknown): string {
  return `${field} ${quote(value)} is not a name Kubernetes allows; use lower case letters, digits, '-' and '.'`;
}

/** Whether Kubernetes takes a value for the name of a namespace. */
export function isNamespaceName(value: unknown): value is string {
  return typeof value === 'string' && NAMESPACE.test(value);
}

/** Whether Kubernetes takes a value for the name of most objects. */
export function isObjectName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_SUBDOMAIN_LENGTH && SUBDOMAIN.test(value);
}

/** @throws when Kubernetes would not take the name of an object, which `sentence` says */
export function mustBeObjectName(construct: IConstruct, sentence: string, name: unknown): void {
  if (isObjectName(name)) return;
  throw refusal(construct, `${sentence}: that is not a name Kubernetes allows; use lower case letters, digits, '-' and '.'`);
}

/** @throws when objects of a construct that is being made would have no chart to be written into; cdk8s says so too, but not where */
export function mustBeInChart(construct: IConstruct): void {
  if (isInChart(construct)) return;
  refuse(construct, ['it writes a Kubernetes object, and there is no chart above it; create it in a chart']);
}
