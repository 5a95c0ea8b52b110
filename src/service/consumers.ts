import type { IConstruct } from 'constructs';

/** Who says that a namespace uses a service: the lockdown or grant that names both. */
export interface Consumer {
  readonly namespace: string;
  readonly saidBy: IConstruct;
}

const CONSUMERS = Symbol.for('cdk8s-istio-egress.Consumers');

type Consumed = object & { [CONSUMERS]?: Consumer[] };

/**
 * Notes that a namespace uses a service, so that the service can be made visible there.
 *
 * The note is pinned to the service, whatever it is: lockdowns speak of services they do not own, and of more kinds than one.
 */
export function addConsumer(service: Consumed, consumer: Consumer): void {
  if (!Object.isExtensible(service)) return;
  Object.defineProperty(service, CONSUMERS, { value: [...consumers(service), consumer], configurable: true });
}

/** The namespaces that use a service. */
export function consumers(service: Consumed): Consumer[] {
  return service[CONSUMERS] ?? [];
}
