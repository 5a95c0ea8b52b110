import { factsOf, IstioMesh } from '../../mesh/istio-mesh';
import type { Complaint } from '../../app/final-checks';
import type { ExportTo } from '../values/export-to';
import type { EgressPort } from '../values/egress-port';
import type { IExternalService } from '../i-external-service';
import { isBytes, Resolution } from '../resolution';

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
  return one !== other && !(one.namespace === other.namespace && one.hosts.some((host) => other.hosts.includes(host)));
}

/** Whether some namespace sees both. */
function seenTogether(one: ByAddress, other: ByAddress): boolean {
  const [ones, others] = [seenIn(one), seenIn(other)];
  if (ones.length === 0 || others.length === 0) return false;
  return ones.includes('*') || others.includes('*') || ones.some((namespace) => others.includes(namespace));
}

function seenIn({ exportTo, namespace = '' }: ByAddress): string[] {
  return (exportTo.values ?? ['*']).filter((value) => value !== '~').map((value) => value === '.' ? namespace : value);
}

function collision(port: EgressPort, address: string, first: ByAddress): string {
  return `${port} at ${address} is declared by ${first.node.path}, too, and nothing tells the bytes of the two apart: Istio keeps one of them; `
    + 'give each addresses of its own, use protocol TLS if clients send SNI, or export them to different namespaces';
}
