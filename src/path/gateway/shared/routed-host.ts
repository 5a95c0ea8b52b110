import { groupBy } from '../../../app/group-by';
import type { RegisteredService } from '../../../service/registry/host-registry';
import { type Layer, layerOf } from '../../../service/paths/layer';
import type { EgressPort } from '../../../service/values/egress-port';
import { GatewayHop } from '../gateway-hop';
import type { GatewayPathOptions } from '../gateway-path-options';
import { type GatewayPlace, listenPortOf } from '../gateway-place';

/** One port of one host that goes through a gateway. */
export interface RoutedHost {
  readonly service: RegisteredService;
  readonly host: string;
  readonly port: EgressPort;
  readonly layer: Layer;
  readonly hop: GatewayHop;
  /** The port of the gateway's Service that takes the calls. */
  readonly listenPort: number;
}

/** Every port of every host of a service, at a gateway. Ports that the gateway has no place for are left out; they are complained of. */
export function routedHostsOf(service: RegisteredService, options: GatewayPathOptions, place: GatewayPlace): RoutedHost[] {
  const { hop = GatewayHop.ISTIO_MUTUAL } = options;
  return service.hosts.flatMap((host) => service.ports.flatMap((port) => {
    const listenPort = listenPortOf(place, port, hop);
    return listenPort === undefined ? [] : [{ service, host, port, layer: layerOf(port), hop, listenPort }];
  }));
}

/** The host as a server of a Gateway names it: the routes of no other namespace are taken. */
export function serverHostOf({ service, host }: RoutedHost): string {
  return `${service.namespace}/${host}`;
}

/** What each port of a gateway's Service takes, in the order of the ports. */
export function byListenPort(routed: RoutedHost[]): RoutedHost[][] {
  return [...groupBy(routed, ({ listenPort }) => listenPort)].sort(([one], [other]) => one - other).map(([, takers]) => takers);
}
