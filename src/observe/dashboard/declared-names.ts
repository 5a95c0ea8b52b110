import type { IConstruct } from 'constructs';
import { IstioMesh } from '../../mesh/istio-mesh';
import { HostRegistry } from '../../service/registry/host-registry';
import type { IExternalService } from '../../service/i-external-service';

/** A declared service, as the dashboard speaks of it. */
export interface NamedService {
  /** The path of its construct. */
  readonly name: string;
  readonly hosts: readonly string[];
}

/** Would end a text in PromQL, or begin a variable of Grafana or another value of one. */
const NOT_IN_NAMES = /[$"\\,[\]{}%]/g;

/** The services of a mesh, in an order that statements do not change. */
export function namedServices(scope: IConstruct, chosen?: readonly IExternalService[]): NamedService[] {
  const services = chosen ?? HostRegistry.of(scope).inMesh(IstioMesh.of(scope));
  return [...new Set(services)]
    .map(({ node, hosts }) => ({ name: node.path.replace(NOT_IN_NAMES, '_'), hosts }))
    .sort((a, b) => a.name < b.name ? -1 : 1);
}

/** Matches a host in a metric; a wildcard stands for itself or for what was called. Without `\`, which a text needs twice. */
export function hostPattern(hosts: readonly string[]): string {
  return hosts.map((host) => host.replace(/\./g, '[.]').replace(/\*/g, '.+')).join('|');
}

/**
 * The same query, with the label `subtitle` of hosts the program declares set to the names of the services that do so. What comes last
 * holds, and so an exact host has its own name although a wildcard matches it.
 */
export function withNames(query: string, services: readonly NamedService[]): string {
  const byHost = new Map<string, string[]>();
  for (const { name, hosts } of services) {
    for (const host of hosts) byHost.set(host, [...byHost.get(host) ?? [], name]);
  }
  const isWildcard = (host: string) => host.includes('*');
  const hosts = [...byHost.keys()];
  return [...hostsByNames(hosts.filter(isWildcard), byHost), ...hostsByNames(hosts.filter((host) => !isWildcard(host)), byHost)].reduce(
    // A Host header may have a port.
    (named, [names, some]) => `label_replace(${named}, "subtitle", "${names}", "host", "(?:${hostPattern(some)})(?::[0-9]+)?")`,
    query,
  );
}

function hostsByNames(hosts: readonly string[], byHost: ReadonlyMap<string, string[]>): [names: string, hosts: string[]][] {
  const groups = new Map<string, string[]>();
  for (const host of hosts) {
    const names = byHost.get(host)!.join(' and ');
    groups.set(names, [...groups.get(names) ?? [], host]);
  }
  return [...groups];
}
