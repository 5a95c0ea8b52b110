import { GatewayHop } from '../gateway-hop';
import { byListenPort, type RoutedHost } from '../shared/routed-host';
import { targetPortOf } from './target-port';

/** A port of a Service. */
export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly targetPort: number;
  readonly protocol: string;
}

/** The ports that the Service of a gateway needs, in their order. */
export function servicePortsOf(routed: RoutedHost[]): ServicePort[] {
  return byListenPort(routed).map((takers) => {
    const [{ listenPort: port }] = takers;
    return { name: `${protocolOf(takers)}-${port}`, port, targetPort: targetPortOf(port), protocol: 'TCP' };
  });
}

/** The callers' proxies read off the name what they may send: HTTP/2, for which gRPC asks, carries every HTTP. */
function protocolOf(takers: RoutedHost[]): string {
  if (takers.some(({ layer }) => layer === 'http')) return 'http2';
  return takers.some(({ layer, hop }) => layer === 'tls' || hop === GatewayHop.ISTIO_MUTUAL) ? 'tls' : 'tcp';
}
