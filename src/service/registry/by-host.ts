import { canonicalHost, isWildcardHost } from '../../istio/syntax/hosts';

interface HasHosts {
  readonly hosts: string[];
}

/** Who declares each host, once and in their order. */
export function groupByHost<Service extends HasHosts>(services: Service[]): Map<string, Service[]> {
  const byHost = new Map<string, Service[]>();
  for (const service of services) {
    for (const host of new Set(service.hosts.map(canonicalHost))) {
      const declaring = byHost.get(host);
      if (declaring) declaring.push(service);
      else byHost.set(host, [service]);
    }
  }
  return byHost;
}

/** The services with wildcard hosts: whose wildcard includes a host is found without asking each of them. */
export class WildcardIndex<Service extends HasHosts> {
  private readonly bySuffix = new Map<string, Service[]>();
  private readonly lengths: number[];

  constructor(services: Service[]) {
    for (const [host, declaring] of groupByHost(services)) {
      if (isWildcardHost(host)) this.bySuffix.set(host.slice(1), declaring);
    }
    this.lengths = [...new Set([...this.bySuffix.keys()].map(({ length }) => length))];
  }

  /** The services with a wildcard above a host of another one, each with the first such host. */
  public above({ hosts }: HasHosts): Map<Service, string> {
    const above = new Map<Service, string>();
    for (const host of hosts) {
      for (const service of this.wildcardsOver(canonicalHost(host))) {
        if (!above.has(service)) above.set(service, host);
      }
    }
    return above;
  }

  private wildcardsOver(host: string): Service[] {
    const name = isWildcardHost(host) ? host.slice(1) : host;
    return this.lengths
      .filter((length) => length <= name.length)
      .map((length) => name.slice(name.length - length))
      .flatMap((suffix) => (host === `*${suffix}` ? [] : this.bySuffix.get(suffix) ?? []));
  }
}
