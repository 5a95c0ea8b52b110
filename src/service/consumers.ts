import type { IConstruct } from 'constructs';
import { isInTree } from '../app/final-checks';
import type { ExportTo } from './values/export-to';

/** Who says that a namespace uses a service: the lockdown or grant that names both. */
export interface Consumer {
  readonly namespace: string;
  readonly saidBy: IConstruct;
}

const CONSUMERS = Symbol.for('cdk8s-istio-egress.Consumers');

const NOBODY: Consumer[] = [];

type Consumed = object & { [CONSUMERS]?: Consumer[] };

/**
 * Notes that a namespace uses a service, so that the service can be made visible there.
 *
 * The note is pinned to the service, whatever it is: lockdowns speak of services they do not own, and of more kinds than one.
 */
export function addConsumer(service: Consumed, consumer: Consumer): void {
  if (!Object.isExtensible(service)) return;
  Object.defineProperty(service, CONSUMERS, { value: [...service[CONSUMERS] ?? [], consumer], configurable: true });
}

/** The namespaces that use a service. Who is taken out of the tree uses nothing any more. */
export function consumers(service: Consumed): Consumer[] {
  return service[CONSUMERS]?.filter(({ saidBy }) => isInTree(saidBy)) ?? NOBODY;
}

/** Who uses a service and does not see it. */
export function unseenConsumers(service: Consumed & { readonly namespace?: string }, exportTo: ExportTo): string[] {
  const users = consumers(service);
  return users.length === 0 ? [] : users
    .filter(({ namespace }) => !exportTo._reaches(namespace, service.namespace))
    .map(({ namespace, saidBy }) => `${saidBy.node.path} allows this service in namespace ${namespace}, but exportTo ${exportTo} does not reach it`);
}
