import type { IConstruct } from 'constructs';
import type { IEgressPath } from '../../../service/paths/egress-path';
import type { EgressGatewayPathOptions } from '../gateway-path-options';

/** An egress gateway: one that this app deploys, or one that somebody else runs. It is a path itself: `via: gateway`. */
export interface IEgressGateway extends IConstruct, IEgressPath {
  /** Name of its Service, by which metrics and logs of the callers know it. */
  readonly serviceName: string;
  /** Its namespace. */
  readonly namespace: string;

  /**
   * The path through this gateway, with something said about it.
   *
   * @param options how a service goes through the gateway
   */
  withOptions(options: EgressGatewayPathOptions): IEgressPath;
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
