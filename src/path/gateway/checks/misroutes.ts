import type { Complaint } from '../../../app/final-checks';
import { canonicalHost, isWildcardHost } from '../../../istio/syntax/hosts';
import { GatewayHop } from '../gateway-hop';
import type { RoutedHost } from '../shared/routed-host';

/** How a port of a gateway finds out where a call goes. */
const BY_SNI = 'the names in TLS';
const BY_HOST_HEADER = 'Host headers in clear';
const BY_PORT = 'the port alone';

/**
 * Services that one gateway could not tell apart: Istio would silently drop the servers or routes of one, or send its calls to the other.
 *
 * Looks at every host and port once.
 */
export function misroutes(routed: RoutedHost[], gateway: string): Complaint[] {
  return [...mixedPorts(routed, gateway), ...ambiguousNames(routed, gateway), ...overlappingNames(routed, gateway)];
}

function toldApartBy({ layer, hop }: RoutedHost): string {
  if (hop === GatewayHop.ISTIO_MUTUAL || layer === 'tls') return BY_SNI;
  return layer === 'http' ? BY_HOST_HEADER : BY_PORT;
}

/** A port of a proxy is TLS, or HTTP in clear, or belongs to one TCP service. */
function mixedPorts(routed: RoutedHost[], gateway: string): Complaint[] {
  const complaints: Complaint[] = [];
  const ports = new Map<number, RoutedHost>();
  for (const one of routed) {
    const first = ports.get(one.listenPort);
    if (!first) {
      ports.set(one.listenPort, one);
    } else if (first.service !== one.service && (toldApartBy(first) !== toldApartBy(one) || toldApartBy(one) === BY_PORT)) {
      complaints.push({
        about: one.service,
        message: `port ${one.listenPort} of ${gateway} tells calls apart by ${toldApartBy(one)} for ${one.port} of ${one.host}, and by ${toldApartBy(first)} `
          + `for ${first.port} of ${first.service.node.path}, and cannot do both; leave hop out for both, or use another gateway`,
      });
    }
  }
  return complaints;
}

/** The name in the TLS of the hop is the host, so that a port of the gateway has one meaning for it. */
function ambiguousNames(routed: RoutedHost[], gateway: string): Complaint[] {
  const complaints: Complaint[] = [];
  const meanings = new Map<string, RoutedHost>();
  for (const one of routed) {
    const key = `${canonicalHost(one.host)}:${one.listenPort}`;
    const first = meanings.get(key);
    if (!first) meanings.set(key, one);
    else if (first.service === one.service) complaints.push(...ambiguity(first, one, gateway));
  }
  return complaints;
}

function ambiguity(first: RoutedHost, one: RoutedHost, gateway: string): Complaint[] {
  const about = one.service;
  if (first.host !== one.host) return [{ about, message: `hosts has ${first.host} and ${one.host}, which are one host; name it once` }];
  if (first.port === one.port) return [];
  return [{
    about,
    message: `port ${one.listenPort} of ${gateway} would have to take both ${first.port} and ${one.port} of ${one.host}, and nothing in a call says which; `
      + 'add the ports to the ports of the gateway and of its Service, or use a gateway that this app deploys',
  }];
}

/** Istio gives the routes of a host to every server whose host overlaps it. */
function overlappingNames(routed: RoutedHost[], gateway: string): Complaint[] {
  const wildcards = new Map(routed.filter(({ host }) => isWildcardHost(host)).map((one) => [`${canonicalHost(one.host).slice(1)}:${one.listenPort}`, one] as const));
  if (wildcards.size === 0) return [];
  return routed.flatMap((one) => {
    const wider = parentsOf(canonicalHost(one.host)).map((parent) => wildcards.get(`${parent}:${one.listenPort}`)).find((found) => found !== undefined);
    if (!wider) return [];
    return [{
      about: one.service,
      message: `${one.host} is below ${wider.host} of ${wider.service.node.path}, and at port ${one.listenPort} of ${gateway} Istio would send the calls of one to the other; `
        + 'use another gateway for one of the two',
    }];
  });
}

/** `.b.c` and `.c` for `a.b.c` and for `*.b.c`, without the host itself. */
function parentsOf(host: string): string[] {
  const labels = host.split('.').slice(isWildcardHost(host) ? 2 : 1);
  return labels.map((_, index) => `.${labels.slice(index).join('.')}`);
}
