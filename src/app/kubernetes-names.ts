import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { refusal } from './refusal';

const LABEL = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';
const NAMESPACE = new RegExp(`^${LABEL}$`);
const SUBDOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const MAX_SUBDOMAIN_LENGTH = 253;

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

/** @throws when an object would have no chart to be written into; cdk8s says so too, but not where */
export function mustBeInChart(construct: IConstruct): void {
  if (construct.node.scopes.some((scope) => Chart.isChart(scope))) return;
  throw refusal(construct, 'it writes a Kubernetes object, and there is no chart above it; create it in a chart');
}
