import type { GatewaySpec } from '../../../istio/spec';
import { GatewayHop } from '../gateway-hop';
import { subsetOf } from '../shared/hosts';
import { type RoutedHost, serverHostOf } from '../shared/routed-host';

type Server = GatewaySpec['servers'] extends (infer One)[] | undefined ? One : never;

/**
 * The servers of the Gateway, by port.
 *
 * HTTP shares one server, since its routes are told apart by the Host header. Inside mutual TLS everything else needs a server for each
 * host: Istio gives a server one destination, that of the first route it finds.
 */
export function serversOf(routed: RoutedHost[]): Server[] {
  const servers = new Map<string, { server: Server; hosts: Set<string> }>();
  for (const one of routed) {
    const name = nameOf(one);
    const known = servers.get(name) ?? { server: serverOf(one, name), hosts: new Set<string>() };
    servers.set(name, known);
    known.hosts.add(serverHostOf(one));
  }
  return [...servers.values()]
    .map(({ server, hosts }) => ({ ...server, hosts: [...hosts].sort() }))
    .sort((one, other) => one.port.number! - other.port.number! || (one.port.name! < other.port.name! ? -1 : 1));
}

function nameOf(one: RoutedHost): string {
  const { layer, hop, listenPort, host } = one;
  if (layer === 'http') return hop === GatewayHop.ISTIO_MUTUAL ? `https-${listenPort}` : `http-${listenPort}`;
  if (hop === GatewayHop.ISTIO_MUTUAL) return `tls-${listenPort}-${subsetOf(host)}`;
  return layer === 'tls' ? `tls-${listenPort}` : `tcp-${listenPort}`;
}

function serverOf({ layer, hop, listenPort }: RoutedHost, name: string): Server {
  const port = (protocol: string) => ({ number: listenPort, name, protocol });
  if (hop === GatewayHop.ISTIO_MUTUAL) return { port: port(layer === 'http' ? 'HTTPS' : 'TLS'), hosts: [], tls: { mode: 'ISTIO_MUTUAL' } };
  if (layer === 'tls') return { port: port('TLS'), hosts: [], tls: { mode: 'PASSTHROUGH' } };
  return { port: port(layer === 'http' ? 'HTTP' : 'TCP'), hosts: [] };
}
