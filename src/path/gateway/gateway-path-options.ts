import type { GatewayHop } from './gateway-hop';

/** How one service goes through a gateway, in whichever API that is written. */
export interface GatewayPathOptions {
  /**
   * What protects the way from the callers' proxies to the gateway.
   *
   * @default GatewayHop.ISTIO_MUTUAL
   */
  readonly hop?: GatewayHop;

  /**
   * Prefixes of the paths that may be called; the gateway answers 404 to others. An `EgressGateway` compares letter by letter: `/get`
   * lets `/getaway` pass, too. The Gateway API compares whole segments: `/get` lets `/get/1` pass, and not `/getaway`. For HTTP only.
   *
   * @default - every path
   * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest-uri
   */
  readonly pathPrefixes?: string[];
}

/** How one service goes through an `EgressGateway`. */
export interface EgressGatewayPathOptions extends GatewayPathOptions {
  /**
   * Whether callers are kept from seeing the service itself, so that no other way is left in their proxies. Istio can do this for
   * HTTP on port 80 alone, where it makes routes for names that it does not know; elsewhere it is refused.
   *
   * @default false
   * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-export_to
   */
  readonly hideDirectPath?: boolean;
}
