import type { EgressPort } from './values/egress-port';

/** The names of a service's ports, in their order: those given, and else the protocol, made unique by the number. */
export function portNames(ports: EgressPort[]): string[] {
  const taken = new Set(ports.map((port) => port.name).filter((name) => name !== undefined));
  return ports.map((port) => {
    if (port.name !== undefined) return port.name;
    const protocol = port.protocol?.toLowerCase() ?? 'port';
    const name = taken.has(protocol) ? `${protocol}-${port.number}` : protocol;
    taken.add(name);
    return name;
  });
}
