import type { EgressPort } from './values/egress-port';
import { Protocol } from './values/protocol';

/** Made once: thousands of ports have the same few names. */
const BY_PROTOCOL = new Map(Object.values(Protocol).map((protocol) => [protocol, protocol.toLowerCase()]));

/** The names of a service's ports, in their order: those given, and else the protocol, made unique by the number. */
export function portNames(ports: EgressPort[]): string[] {
  if (ports.length === 1) return [ports[0].name ?? usualName(ports[0])];
  const names = ports.map((port) => port.name);
  ports.forEach((port, index) => {
    if (port.name !== undefined) return;
    const usual = usualName(port);
    names[index] = names.includes(usual) ? `${usual}-${port.number}` : usual;
  });
  return names as string[];
}

function usualName({ protocol }: EgressPort): string {
  return protocol ? BY_PROTOCOL.get(protocol)! : 'port';
}
