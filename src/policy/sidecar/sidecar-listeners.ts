import { Construct, type IConstruct } from 'constructs';
import { type Complaint, isInTree } from '../../app/final-checks';
import { refusal } from '../../app/refusal';
import { nameOf } from '../../service/importable';
import type { EgressListener } from '../egress-listener';

/** The addresses in the pods of one Sidecar at which services are called, and who said so. */
export class SidecarListeners {
  private readonly said: { readonly listener: EgressListener; readonly saidBy: IConstruct }[] = [];

  /** @param inherited those of the Sidecar whose word holds here, too */
  constructor(private readonly inherited: () => EgressListener[]) {}

  /** @throws when another service is called at that address */
  public add(listener: EgressListener, saidBy: IConstruct): void {
    const other = this.all().find((known) => `${known}` === `${listener}` && known.service !== listener.service);
    if (other) {
      throw refusal(saidBy, `listeners has ${listener} for ${nameOf(listener.service)}, and ${nameOf(other.service)} is called there; `
        + 'use another port or another bind');
    }
    this.said.push({ listener, saidBy });
  }

  /** Each address once, in their order. */
  public all(): EgressListener[] {
    const byAddress = new Map([...this.inherited(), ...this.standing().map(({ listener }) => listener)].map((one) => [`${one}`, one]));
    return [...byAddress].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, listener]) => listener);
  }

  public complaints(): Complaint[] {
    return this.standing().flatMap(({ listener, saidBy }) => listener._problems().map((message) => ({ about: saidBy, message })));
  }

  /** What is taken out of the tree says nothing any more, and is called nowhere. */
  private standing() {
    return this.said.filter(({ listener: { service }, saidBy }) =>
      isInTree(saidBy) && (!Construct.isConstruct(service) || isInTree(service)));
  }
}
