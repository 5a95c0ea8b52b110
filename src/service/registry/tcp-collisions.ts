import { factsOf, IstioMesh } from '../../mesh/istio-mesh';
import type { Complaint } from '../../app/final-checks';
import { canonicalHost } from '../../istio/syntax/hosts';
import type { ExportTo } from '../values/export-to';
import type { EgressPort } from '../values/egress-port';
import type { IExternalService } from '../i-external-service';
import { isBytes, Resolution } from '../resolution';
import type { Seen } from './seen-by';
import { SeenIndex } from './seen-index';

/** A service of which it is known where its bytes go. */
export interface ByAddress extends IExternalService {
  readonly exportTo: ExportTo;
  readonly resolution: Resolution;
  /** What the application dials; nothing where that is every address. */
  readonly _addresses: string[];
}

interface Claim extends Seen {
  readonly by: ByAddress;
}

/**
 * TCP services that a proxy could not tell apart: the same port and address, or no address at all. Istio keeps the one it sees
 * first, and the calls of the other end there.
 */
export function tcpCollisions(services: ByAddress[]): Complaint[] {
  const complaints: Complaint[] = [];
  const claims = new Map<string, SeenIndex<Claim>>();
  for (const service of services) {
    // Who gets routes alone opens no port.
    const claim: Claim = { by: service, namespace: service.namespace, exportTo: service.exportTo };
    for (const port of service.ports.filter(isBytes)) {
      for (const address of dialled(service)) {
        const key = `${address}:${port.number}`;
        const earlier = claims.get(key) ?? new SeenIndex<Claim>();
        claims.set(key, earlier);
        const first = earlier.first(claim, ({ by }) => isAnother(by, service));
        if (first) complaints.push({ about: service, message: collision(port, address, first.by) });
        earlier.add(claim);
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
  if (one === other || one.namespace !== other.namespace) return one !== other;
  const hosts = new Set(other.hosts.map(canonicalHost));
  return !one.hosts.some((host) => hosts.has(canonicalHost(host)));
}

function collision(port: EgressPort, address: string, first: ByAddress): string {
  return `${port} at ${address} is declared by ${first.node.path}, too, and nothing tells the bytes of the two apart: Istio keeps one of them; `
    + 'give each addresses of its own, use protocol TLS if clients send SNI, or export them to different namespaces';
}
