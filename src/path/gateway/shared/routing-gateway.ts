import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { DestinationRuleSpec } from '../../../istio/spec';
import type { EgressPlan, Leg, PlannedService } from '../../../service/paths/egress-plan';
import type { EgressGatewayPathOptions } from '../gateway-path-options';
import type { GatewayPlace } from '../gateway-place';
import type { RoutedHost } from './routed-host';

/** The step from a caller's proxy to the gateway, for one port of one host. */
export interface Hop extends RoutedHost {
  /** What of the gateway's Service it is routed to. */
  readonly next: Leg['next'];
}

/** A gateway, as those see it who look at what goes through it. */
export interface RoutingGateway {
  /** The gateway, as the program knows it. */
  readonly construct: Construct;
  readonly place: GatewayPlace;
  /** How a program refers to such a gateway that it does not write. */
  readonly factory: string;
  /** Whether objects of it are written. */
  readonly isWritten: boolean;
  /** Whether a service goes through it, as it stands now. */
  readonly isTaken: boolean;
  /** Every port of it that does. */
  readonly routed: RoutedHost[];
  /** The way of each of them from the callers. */
  readonly hops: Hop[];
  /** How callers are to speak to it: its DestinationRule, whoever writes it. */
  readonly rule: DestinationRuleSpec;
  /** The objects that services share; none where somebody else has them. */
  readonly written: ApiObject[];
  /**
   * How a service goes through it.
   *
   * @throws when it cannot, whatever else is said
   */
  plan(service: PlannedService, options: EgressGatewayPathOptions): EgressPlan;
  /** What is missing of what is shared, and what Istio would refuse of it. */
  problems(routed: RoutedHost[]): string[];
  /** The gateway, for a person. */
  toString(): string;
}
