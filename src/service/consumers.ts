import type { IConstruct } from 'constructs';

/** Who says that a namespace uses a service: the lockdown or grant that names both. */
export interface Consumer {
  readonly namespace: string;
  readonly saidBy: IConstruct;
}

const consumersOf = new WeakMap<object, Consumer[]>();

/**
 * Notes that a namespace uses a service, so that the service can be made visible there.
 *
 * The service is a key and not a receiver: lockdowns speak of services they do not own, and of more kinds than one.
 */
export function addConsumer(service: object, consumer: Consumer): void {
  const known = consumersOf.get(service) ?? [];
  consumersOf.set(service, [...known, consumer]);
}

/** The namespaces that use a service. */
export function consumers(service: object): Consumer[] {
  return consumersOf.get(service) ?? [];
}
