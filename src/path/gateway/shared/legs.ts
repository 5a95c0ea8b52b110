import type { Leg } from '../../../service/paths/egress-plan';
import { layerOf } from '../../../service/paths/layer';
import type { EgressPort } from '../../../service/values/egress-port';
import { GatewayHop } from '../gateway-hop';
import { subsetOf } from './hosts';
import type { GatewayPathOptions } from '../gateway-path-options';

/** The gateway, as a route names it. */
export interface GatewayStop {
  /** Its Gateway, `namespace/name`. */
  readonly gateway: string;
  /** The host of its Service. */
  readonly serviceHost: string;
  /** The port of its Service that takes the calls; undefined where there is none, of which somebody else complains. */
  readonly listenPort?: number;
}

/** Who called is nobody's business outside: the header carries the identities of the mesh, and their certificates. */
const HEADERS_OF_THE_MESH = ['x-forwarded-client-cert'];

/** To the gateway, and from there to the service. */
export function legsThrough(stop: GatewayStop, host: string, port: EgressPort, options: GatewayPathOptions): Leg[] {
  const { gateway, serviceHost, listenPort = 0 } = stop;
  const { hop = GatewayHop.ISTIO_MUTUAL, pathPrefixes } = options;
  const layer = layerOf(port);
  const isHttp = layer === 'http';
  return [
    { layer, port: port.number, next: { host: serviceHost, port: listenPort, subset: subsetOf(host) }, isLast: false },
    {
      gateway,
      // Inside the TLS of the mesh, that of the application is bytes.
      layer: layer === 'tls' && hop === GatewayHop.ISTIO_MUTUAL ? 'tcp' : layer,
      port: listenPort,
      next: { host, port: port.number },
      isLast: true,
      withoutHeaders: isHttp ? HEADERS_OF_THE_MESH : undefined,
      onlyPaths: isHttp ? pathPrefixes : undefined,
    },
  ];
}
