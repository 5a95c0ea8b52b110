import type { ClientTls } from '../../../istio/spec';
import type { Workloads } from '../../../mesh/workloads';
import type { EgressPort } from '../../values/egress-port';
import type { RoutedService } from '../routed-service';

/** A port of which the proxy makes TLS. */
export interface Origination {
  readonly port: EgressPort;
  readonly tls: ClientTls;
}

/**
 * The ports of a service on which the application speaks in clear and a DestinationRule says that the proxy starts TLS.
 *
 * @param isForOthers whether it is asked for proxies that do not have what certain workloads have
 */
export function originations({ ports, namespace }: RoutedService, host: string, isForOthers = false): Origination[] {
  return ports.flatMap((port) => {
    if (!port.tlsOrigination || port.tlsOrigination._isBackendTlsPolicy) return [];
    const lacking = isForOthers && port.tlsOrigination._workloads;
    return [{ port, tls: lacking ? port.tlsOrigination._toSpecOfOthers(host) : port.tlsOrigination._toSpec(host, namespace) }];
  });
}

/** Whether the proxy starts TLS on any of the ports. */
export function startsTls({ ports }: { readonly ports: EgressPort[] }): boolean {
  return ports.some(({ tlsOrigination: tls }) => tls);
}

/** The only workloads whose proxies have the certificates that a service needs; undefined where no port names any. */
export function holdersOf({ ports }: Pick<RoutedService, 'ports'>): Workloads | undefined {
  return ports.find(({ tlsOrigination: tls }) => tls?._workloads)?.tlsOrigination?._workloads;
}

/** What becomes of the clear text, for a person. */
export function originationSentences({ ports }: Pick<RoutedService, 'ports'>): string[] {
  return ports.flatMap((port) => (port.tlsOrigination
    ? [`What the application sends to ${port} leaves as ${port.tlsOrigination}, to port ${port.targetPort ?? port.number}.`] : []));
}
