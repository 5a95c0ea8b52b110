import type { DestinationRuleSpec } from '../../../istio/spec';
import type { KubernetesGatewaySpec, KubernetesListener } from '../../../istio/spec-gateway-api';
import { allowedRoutesOf } from '../../waypoint/allowed-namespaces';
import { GatewayHop } from '../gateway-hop';
import type { RoutedHost } from '../shared/routed-host';

/** Istio's own word for TLS with the certificates of the mesh on both sides. */
const MUTUAL_TLS_OF_THE_MESH = { 'gateway.istio.io/tls-terminate-mode': 'ISTIO_MUTUAL' };

/** A listener for each port, which takes the routes of the namespaces whose services go through it. */
export function kubernetesGatewaySpec(routed: RoutedHost[], own: string): KubernetesGatewaySpec {
  return {
    gatewayClassName: 'istio',
    listeners: onePerPort(routed).map(({ one, namespaces }) => ({ ...listenerOf(one), allowedRoutes: allowedRoutesOf(namespaces, own) })),
  };
}

/** How the proxies of the callers speak to each port; it is exported to every namespace, always, as that of the other API is. */
export function destinationRuleByPort(host: string, routed: RoutedHost[]): DestinationRuleSpec {
  return {
    host,
    exportTo: ['*'],
    trafficPolicy: {
      portLevelSettings: onePerPort(routed).map(({ one: { hop, listenPort } }) => ({
        port: { number: listenPort },
        // What is not said here a rule for more hosts than this one might say.
        tls: { mode: hop === GatewayHop.ISTIO_MUTUAL ? 'ISTIO_MUTUAL' : 'DISABLE' },
      })),
    },
  };
}

function onePerPort(routed: RoutedHost[]): { one: RoutedHost; namespaces: string[] }[] {
  const ports = new Map<number, { one: RoutedHost; namespaces: string[] }>();
  for (const one of routed) {
    const known = ports.get(one.listenPort) ?? { one, namespaces: [] };
    ports.set(one.listenPort, known);
    known.namespaces.push(one.service.namespace!);
  }
  return [...ports.values()].sort((a, b) => a.one.listenPort - b.one.listenPort);
}

function listenerOf({ layer, hop, listenPort: port }: RoutedHost): Omit<KubernetesListener, 'allowedRoutes'> {
  if (layer === 'tls') return { name: `tls-${port}`, port, protocol: 'TLS', tls: { mode: 'Passthrough' } };
  if (hop === GatewayHop.PASSTHROUGH) return { name: `http-${port}`, port, protocol: 'HTTP' };
  return { name: `https-${port}`, port, protocol: 'HTTPS', tls: { mode: 'Terminate', options: MUTUAL_TLS_OF_THE_MESH } };
}
