import type { EgressPort } from './values/egress-port';
import { Protocol } from './values/protocol';

/** Made once: thousands of ports have the same few names. */
const BY_PROTOCOL = new Map(Object.values(Protocol).map((protocol) => [protocol, protocol.toLowerCase()]));

/** The names of a service's ports, in their order: those given, and else the protocol, made unique by the number. */
export function portNames(ports: EgressPort[]): string[] {
  const names = ports.map((port) => port.name);
  ports.forEach(({ name, protocol, number }, index) => {
    if (name !== undefined) return;
    const usual = protocol ? BY_PROTOCOL.get(protocol)! : 'port';
    names[index] = names.includes(usual) ? `${usual}-${number}` : usual;
  });
  return names as string[];
}
