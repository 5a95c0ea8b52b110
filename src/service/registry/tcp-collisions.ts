import { factsOf, IstioMesh } from '../../mesh/istio-mesh';
import type { Complaint } from '../../app/final-checks';
import { canonicalHost } from '../../istio/syntax/hosts';
import type { ExportTo } from '../values/export-to';
import type { EgressPort } from '../values/egress-port';
import type { IExternalService } from '../i-external-service';
import { isBytes, Resolution } from '../resolution';
import { areSeenTogether } from './seen-by';

/** A service of which it is known where its bytes go. */
export interface ByAddress extends IExternalService {
  readonly exportTo: ExportTo;
  readonly resolution: Resolution;
  /** What the application dials; nothing where that is every address. */
  readonly _addresses: string[];
}

/**
 * TCP services that a proxy could not tell apart: the same port and address, or no address at all. Istio keeps the one it sees
 * first, and the calls of the other end there.
 */
export function tcpCollisions(services: ByAddress[]): Complaint[] {
  const complaints: Complaint[] = [];
  const claims = new Map<string, ByAddress[]>();
  for (const service of services) {
    for (const port of service.ports.filter(isBytes)) {
      for (const address of dialled(service)) {
        const key = `${address}:${port.number}`;
        const earlier = claims.get(key) ?? [];
        claims.set(key, [...earlier, service]);
        const first = earlier.find((other) => isAnother(other, service) && seenTogether(other, service));
        if (first) complaints.push({ about: service, message: collision(port, address, first) });
      }
    }
  }
  return complaints;
}

const ANY = 'any address';

function dialled(service: ByAddress): string[] {
  if (service._addresses.length > 0) return service._addresses.map((address) => address.replace(/\/(?:32|128)$/, ''));
  const { ipAutoAllocate, dnsCapture } = factsOf(IstioMesh.of(service));
  return ipAutoAllocate && dnsCapture && service.resolution !== Resolution.NONE ? [] : [ANY];
}

/** Several declarations of one host are one service to Istio. */
function isAnother(one: ByAddress, other: ByAddress): boolean {
  const hosts = new Set(other.hosts.map(canonicalHost));
  return one !== other && !(one.namespace === other.namespace && one.hosts.some((host) => hosts.has(canonicalHost(host))));
}

/** Whether some namespace sees both entries; who gets routes alone opens no port. */
function seenTogether(one: ByAddress, other: ByAddress): boolean {
  const entryOf = ({ exportTo, namespace }: ByAddress) => ({ exportTo, namespace });
  return areSeenTogether(entryOf(one), entryOf(other));
}

function collision(port: EgressPort, address: string, first: ByAddress): string {
  return `${port} at ${address} is declared by ${first.node.path}, too, and nothing tells the bytes of the two apart: Istio keeps one of them; `
    + 'give each addresses of its own, use protocol TLS if clients send SNI, or export them to different namespaces';
}
