import type { Leg, PlannedService } from '../../../service/paths/egress-plan';
import type { RouteApi } from '../../../service/paths/route-api';
import type { EgressPort } from '../../../service/values/egress-port';
import type { GatewayPathOptions } from '../i-egress-gateway';
import type { RoutedHost } from './routed-host';

/** The API in whose objects it is said how calls go through a gateway: what services share, and what is asked of their routes. */
export interface GatewayForm {
  /** Writes the objects that the services share. Called when the first service comes: Istio takes no Gateway without servers. */
  write(): void;
  /** The steps of the way to one port of one host. */
  legs(host: string, port: EgressPort, options: GatewayPathOptions): Leg[];
  /** What Istio would refuse of the shared objects as they stand. */
  problems(routed: RoutedHost[]): string[];
  /** The objects that say where calls go, where they are not Istio's own. */
  readonly routeApi?: RouteApi;
  /** What of a way cannot be said in this form, whatever else is said. */
  unsayable?(service: PlannedService, options: GatewayPathOptions): string[];
  /** What of it the mesh would not read. */
  unread?(service: PlannedService): string[];
}
