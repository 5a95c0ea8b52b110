import type { EgressPort } from '../../service/values/egress-port';

/** Where a gateway is found. */
export interface GatewayPlace {
  readonly namespace: string;
  /** Name of its Service. */
  readonly name: string;
  /** Labels of its pods that no others have. */
  readonly labels: Record<string, string>;
  /** Its service account, where this app says so: it needs permissions for what its proxies fetch. */
  readonly serviceAccount?: string;
  /** The port of its Service that takes the calls to a port of a service; undefined where there is none. */
  listenPortOf(port: EgressPort): number | undefined;
}
