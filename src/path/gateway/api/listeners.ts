import type { KubernetesGatewaySpec, KubernetesListener } from '../../../istio/spec-gateway-api';
import { allowedRoutesOf } from '../../allowed-namespaces';
import { byListenPort, type RoutedHost } from '../shared/routed-host';
import type { SpokenPort } from './destination-rule';
import { ListenerKind, listenerKindOf } from './gateway-api-listener';

/** Istio's own word for TLS with the certificates of the mesh on both sides. */
const MUTUAL_TLS_OF_THE_MESH = { 'gateway.istio.io/tls-terminate-mode': 'ISTIO_MUTUAL' };

/** A listener for each port, which takes the routes of the namespaces whose services go through it. */
export function kubernetesGatewaySpec(routed: RoutedHost[], own: string): KubernetesGatewaySpec {
  return {
    gatewayClassName: 'istio',
    listeners: byListenPort(routed).map(([one, ...others]) => ({
      ...listenerOf(one), allowedRoutes: allowedRoutesOf([one, ...others].map(({ service }) => service.namespace!), own),
    })),
  };
}

/** How each port is spoken to. */
export function spokenPorts(routed: RoutedHost[]): SpokenPort[] {
  return byListenPort(routed).map(([{ listenPort: port, hop }]) => ({ port, hop }));
}

/** Ports that would need two listeners: how a caller speaks to a port follows from the port alone. */
export function mixedListeners(routed: RoutedHost[]): string[] {
  return byListenPort(routed).flatMap(([first, ...others]) => {
    const other = others.find((one) => kindOf(one) !== kindOf(first));
    if (!other) return [];
    const said = ({ port, hop, service }: RoutedHost) => `${port} with hop ${hop} of ${service.node.path}`;
    return [`port ${first.listenPort} would have to take both ${said(first)} and ${said(other)}, and callers speak to a port in one way; `
      + 'use another gateway for one of the two'];
  });
}

function kindOf({ layer, hop }: RoutedHost): ListenerKind {
  return listenerKindOf(layer, hop);
}

function listenerOf(one: RoutedHost): Omit<KubernetesListener, 'allowedRoutes'> {
  const { listenPort: port } = one;
  switch (kindOf(one)) {
    case ListenerKind.TLS_PASSTHROUGH: return { name: `tls-${port}`, port, protocol: 'TLS', tls: { mode: 'Passthrough' } };
    case ListenerKind.HTTP: return { name: `http-${port}`, port, protocol: 'HTTP' };
    case ListenerKind.ISTIO_MUTUAL: return { name: `https-${port}`, port, protocol: 'HTTPS', tls: { mode: 'Terminate', options: MUTUAL_TLS_OF_THE_MESH } };
  }
}
