import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { DestinationRuleSpec } from '../../../istio/spec';
import type { Leg, PlannedService } from '../../../service/paths/egress-plan';
import type { RouteApi } from '../../../service/paths/route-api';
import type { EgressPort } from '../../../service/values/egress-port';
import type { EgressGatewayPathOptions } from '../gateway-path-options';
import type { GatewayPlace } from '../gateway-place';
import type { WrittenMetadata } from '../written-metadata';
import type { RoutedHost } from './routed-host';

/** What is shared, as the form is told it. */
export interface SharedByServices {
  /** What is written is a child of it. */
  readonly construct: Construct;
  readonly place: GatewayPlace;
  /** Of what is written. */
  readonly metadata: WrittenMetadata;
  /** The host of the gateway's Service. */
  serviceHost(): string;
  /** Everything that goes through the gateway, as it stands. */
  routed(): RoutedHost[];
}

/** The API in whose objects it is said how calls go through a gateway: what services share, and what is asked of their routes. */
export interface GatewayForm {
  /** How a program refers to such a gateway that it does not write. */
  readonly factory: string;
  /** Writes the objects that the services share. Called once, when the first service comes: Istio takes no Gateway without servers. */
  write(): ApiObject[];
  /** How the proxies of callers are to speak to the gateway, whoever writes it. */
  rule(routed: RoutedHost[]): DestinationRuleSpec;
  /** The steps of the way to one port of one host. */
  legs(host: string, port: EgressPort, options: EgressGatewayPathOptions): Leg[];
  /** What Istio would refuse of the shared objects as they stand. */
  problems(routed: RoutedHost[]): string[];
  /** The objects that say where calls go, where they are not Istio's own. */
  readonly routeApi?: RouteApi;
  /** What of a way cannot be said in this form, whatever else is said. */
  unsayable?(service: PlannedService, options: EgressGatewayPathOptions): string[];
  /** What of it the mesh would not read. */
  unread?(service: PlannedService): string[];
}
