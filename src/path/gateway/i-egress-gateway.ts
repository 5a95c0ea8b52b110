import type { IConstruct } from 'constructs';
import type { IEgressPath } from '../../service/paths/egress-path';
import type { GatewayHop } from './gateway-hop';

/** How one service goes through a gateway. */
export interface GatewayPathOptions {
  /**
   * What protects the way from the callers' proxies to the gateway.
   *
   * @default GatewayHop.ISTIO_MUTUAL
   */
  readonly hop?: GatewayHop;

  /**
   * Whether callers are kept from seeing the service itself, so that no other way is left in their proxies. Istio can do this for
   * HTTP on port 80 alone, where it makes routes for names that it does not know; elsewhere it is refused.
   *
   * @default false
   * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-export_to
   */
  readonly hideDirectPath?: boolean;

  /**
   * Prefixes of the paths that may be called; the gateway answers 404 to others. A prefix is compared letter by letter: `/get` lets
   * `/getaway` pass, too. For HTTP only.
   *
   * @default - every path
   * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest-uri
   */
  readonly pathPrefixes?: string[];
}

/** An egress gateway: one that this app deploys, or one that somebody else runs. It is a path itself: `via: gateway`. */
export interface IEgressGateway extends IConstruct, IEgressPath {
  /** Name of its Service. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;

  /**
   * The path through this gateway, with something said about it.
   *
   * @param options how a service goes through the gateway
   */
  withOptions(options: GatewayPathOptions): IEgressPath;
}

/** What must be known of an egress gateway that somebody else runs. */
export interface EgressGatewayAttributes {
  /** Name of its Service. */
  readonly name: string;

  /** Its namespace. */
  readonly namespace: string;

  /** Labels of its pods, of which a Gateway selects them: `{ istio: 'egressgateway' }`. */
  readonly labels: Record<string, string>;

  /**
   * The ports of its Service that may be used. A service takes the port with its own number; without one, HTTP takes 80 and
   * everything else 443.
   *
   * @default [80, 443] - those of Istio's own egress gateway
   */
  readonly ports?: number[];
}
