import type { IConstruct } from 'constructs';
import type { IEgressPath } from '../../../service/paths/egress-path';
import type { GatewayPathOptions } from '../gateway-path-options';
import type { GatewayApiListener } from './gateway-api-listener';

/**
 * An egress gateway in the words of the Gateway API: one that this app declares, or one that somebody else does. It is a path itself:
 * `via: gateway`.
 */
export interface IGatewayApiEgressGateway extends IConstruct, IEgressPath {
  /** Name of its Gateway, to which routes attach. */
  readonly gatewayName: string;
  /** Name of its Service, by which metrics and logs of the callers know it. */
  readonly serviceName: string;
  /** Its namespace. */
  readonly namespace: string;

  /**
   * The path through this gateway, with something said about it.
   *
   * @param options how a service goes through the gateway
   */
  withOptions(options: GatewayPathOptions): IEgressPath;
}

/** What must be known of a Gateway of the Gateway API that somebody else declares. */
export interface GatewayApiEgressGatewayAttributes {
  /** Name of the Gateway. */
  readonly name: string;

  /** Its namespace. */
  readonly namespace: string;

  /**
   * Its listeners, every one of them. A service takes the one of its kind with its own port, or else the first of its kind; one for which
   * there is none is refused, and so are two ports of a service that would share one.
   */
  readonly listeners: GatewayApiListener[];

  /**
   * Name of its Service.
   *
   * @default - the one that istiod makes for a Gateway of class `istio`: `<name>-istio`
   */
  readonly serviceName?: string;

  /**
   * The namespaces whose routes its listeners take: their `allowedRoutes`. `*` stands for every namespace. Where they are known, a service
   * of another namespace is refused.
   *
   * @default - not known
   */
  readonly allowedNamespaces?: string[];

  /**
   * Whether its owner writes the DestinationRule that tells the callers' proxies how to speak to it, as the app of a
   * `GatewayApiEgressGateway` does. Otherwise it is written here, into the gateway's namespace, for all its listeners: of several such
   * rules Istio takes the oldest, and no port of another.
   *
   * @default false
   * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/
   */
  readonly hasDestinationRule?: boolean;
}
