import type { Complaint } from '../../app/final-checks';
import { canonicalHost } from '../../istio/syntax/hosts';
import { effectiveProtocol } from '../../istio/syntax/protocols';
import type { IExternalService } from '../i-external-service';
import type { EgressPort } from '../values/egress-port';
import { PROTOCOL_CONFLICT, RISKS } from '../values/risk';

/** A service that may accept that another one speaks otherwise; what others declare nobody here can change. */
export interface SpeakingService extends IExternalService {
  /** Whether a risk is accepted; undefined for a service that somebody else declares. */
  _accepts?(code: string): boolean;
}

/**
 * One host and port that are declared with different protocols.
 *
 * @param services those that share a host
 * @param all every service of the mesh: an acceptance that outlives the conflict would hide the next one
 */
export function protocolConflicts(services: SpeakingService[], all: SpeakingService[]): Complaint[] {
  return [
    ...conflicts(services.filter((service) => !acceptsConflict(service))),
    ...uselessAcceptances(services, all.filter(acceptsConflict)),
  ];
}

function acceptsConflict(service: SpeakingService): boolean {
  return service._accepts?.(PROTOCOL_CONFLICT) ?? false;
}

/** A host and port, and who declared it. */
interface Claim {
  readonly key: string;
  readonly port: EgressPort;
  readonly by: SpeakingService;
}

function claimsOf(service: SpeakingService): Claim[] {
  return service.hosts.flatMap((host) => service.ports.map((port) => ({ key: `${canonicalHost(host)}:${port.number}`, port, by: service })));
}

function conflicts(services: SpeakingService[]): Complaint[] {
  const complaints: Complaint[] = [];
  const firsts = new Map<string, Claim>();
  for (const claim of services.flatMap(claimsOf)) {
    const first = firsts.get(claim.key);
    if (!first) {
      firsts.set(claim.key, claim);
    } else if (isOurs(first.by, claim.by) && effectiveProtocol(first.port.protocol) !== effectiveProtocol(claim.port.protocol)) {
      complaints.push({ about: claim.by, message: conflict(claim, first) });
    }
  }
  return complaints;
}

/** Whether one of two services is declared here. */
function isOurs(...services: SpeakingService[]): boolean {
  return services.some((service) => service._accepts);
}

function conflict({ key, port }: Claim, first: Claim): string {
  const spoken = (candidate: EgressPort) => candidate.protocol ?? 'no protocol';
  return `${key} is declared with ${spoken(port)} here and with ${spoken(first.port)} by ${first.by.node.path}, `
    + 'and Istio would silently pick one; declare the same protocol in both, or, where no workload sees both, '
    + 'accept it with acceptRisks: [Risk.protocolConflict({ reason })]';
}

function uselessAcceptances(services: SpeakingService[], accepting: SpeakingService[]): Complaint[] {
  if (accepting.length === 0) return [];
  const protocols = new Map<string, Set<string | undefined>>();
  for (const { key, port } of services.flatMap(claimsOf)) {
    const spoken = protocols.get(key) ?? new Set();
    protocols.set(key, spoken.add(effectiveProtocol(port.protocol)));
  }
  return accepting
    .filter((service) => claimsOf(service).every(({ key }) => (protocols.get(key)?.size ?? 1) === 1))
    .map((service) => ({ about: service, message: `acceptRisks has ${RISKS[PROTOCOL_CONFLICT]}, a risk that this service does not take; remove it` }));
}
