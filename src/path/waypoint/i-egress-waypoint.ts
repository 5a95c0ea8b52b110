import type { IConstruct } from 'constructs';
import type { IEgressPath } from '../../service/paths/egress-path';

/** An egress waypoint: one that this app declares, or one that somebody else does. It is a path: `via: waypoint`. */
export interface IEgressWaypoint extends IConstruct, IEgressPath {
  /** Name of its Gateway. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
}

/** What must be known of a waypoint that somebody else declares. */
export interface EgressWaypointAttributes {
  /** Name of its Gateway. */
  readonly name: string;

  /** Its namespace. */
  readonly namespace: string;

  /**
   * The namespaces whose services may use it: the `allowedRoutes` of its listener. `*` stands for every namespace. Where they are known,
   * a service of another namespace is refused.
   *
   * @default - not known
   */
  readonly allowedNamespaces?: string[];
}
