import type { EgressPort } from '../../service/values/egress-port';
import type { GatewayHop } from './gateway-hop';

/** The ports of a gateway that somebody else runs. */
export interface GivenPorts {
  /** The port of its Service that takes the calls to a port of a service; undefined where there is none. */
  listenPortOf(port: EgressPort, hop: GatewayHop): number | undefined;
  /** What to do where there is none. */
  fixFor(port: EgressPort, hop: GatewayHop): string;
}

/** Where a gateway is found. */
export interface GatewayPlace {
  readonly namespace: string;
  readonly serviceName: string;
  /** Labels of its pods that no others have. */
  readonly labels: Record<string, string>;
  /** Its service account, where this app says so: it needs permissions for what its proxies fetch. */
  readonly serviceAccount?: string;
  /** Its ports, where they do not follow from what goes through it. */
  readonly given?: GivenPorts;
}

/** The port of a gateway's Service that takes the calls to a port of a service; undefined where there is none. */
export function listenPortOf({ given }: GatewayPlace, port: EgressPort, hop: GatewayHop): number | undefined {
  return given ? given.listenPortOf(port, hop) : port.number;
}
