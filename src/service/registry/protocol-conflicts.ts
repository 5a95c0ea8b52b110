import type { IConstruct } from 'constructs';
import type { Complaint } from '../../app/final-checks';
import { canonicalHost } from '../../istio/syntax/hosts';
import { effectiveProtocol } from '../../istio/syntax/protocols';
import type { IExternalService } from '../i-external-service';
import { PROTOCOL_CONFLICT, RISKS } from '../values/risk';
import type { ForeignEntry } from './foreign-entries';

/** Who says which protocol is spoken at which port. */
export interface Speaker {
  readonly hosts: string[];
  readonly ports: readonly { readonly number: number; readonly protocol?: string }[];
}

/** A service that may accept that another one speaks otherwise; what others declare nobody here can change. */
export interface SpeakingService extends IExternalService {
  /** Whether a risk is accepted; undefined for a service that somebody else declares. */
  _accepts?(code: string): boolean;
}

/**
 * One host and port that are declared with different protocols.
 *
 * @param services those that share a host with a service or a foreign entry
 * @param foreign the ServiceEntries that are no services of ours
 * @param all every service of the mesh: an acceptance that outlives the conflict would hide the next one
 */
export function protocolConflicts(services: SpeakingService[], foreign: ForeignEntry[], all: SpeakingService[]): Complaint[] {
  const theirs = foreign.flatMap((entry) => claimsOf(entry, entry.construct));
  const ours = (some: SpeakingService[]) => some.flatMap((service) => claimsOf(service, service));
  return [
    ...conflicts([...ours(services.filter((service) => !acceptsConflict(service))), ...theirs]),
    ...uselessAcceptances([...ours(services), ...theirs], all.filter(acceptsConflict)),
  ];
}

function acceptsConflict(service: SpeakingService): boolean {
  return service._accepts?.(PROTOCOL_CONFLICT) ?? false;
}

/** A host and port, and who declared it. */
interface Claim {
  readonly key: string;
  readonly protocol?: string;
  readonly by: IConstruct;
  /** Whether the program can change it. */
  readonly isOurs: boolean;
}

function claimsOf({ hosts, ports }: Speaker, by: IConstruct & Partial<SpeakingService>): Claim[] {
  const isOurs = by._accepts !== undefined;
  return hosts.flatMap((host) => ports.map(({ number, protocol }) => ({ key: `${canonicalHost(host)}:${number}`, protocol, by, isOurs })));
}

function conflicts(claims: Claim[]): Complaint[] {
  const complaints: Complaint[] = [];
  const firsts = new Map<string, Claim>();
  for (const claim of claims) {
    const first = firsts.get(claim.key);
    if (!first) {
      firsts.set(claim.key, claim);
    } else if ((first.isOurs || claim.isOurs) && effectiveProtocol(first.protocol) !== effectiveProtocol(claim.protocol)) {
      complaints.push({ about: claim.by, message: conflict(claim, first) });
    }
  }
  return complaints;
}

function conflict({ key, protocol }: Claim, first: Claim): string {
  return `${key} is declared with ${protocol ?? 'no protocol'} here and with ${first.protocol ?? 'no protocol'} by ${first.by.node.path}, `
    + 'and Istio would silently pick one; declare the same protocol in both, or, where no workload sees both, '
    + 'accept it with acceptRisks: [Risk.protocolConflict({ reason })]';
}

function uselessAcceptances(claims: Claim[], accepting: SpeakingService[]): Complaint[] {
  if (accepting.length === 0) return [];
  const protocols = new Map<string, Set<string | undefined>>();
  for (const { key, protocol } of claims) {
    const spoken = protocols.get(key) ?? new Set();
    protocols.set(key, spoken.add(effectiveProtocol(protocol)));
  }
  return accepting
    .filter((service) => claimsOf(service, service).every(({ key }) => (protocols.get(key)?.size ?? 1) === 1))
    .map((service) => ({ about: service, message: `acceptRisks has ${RISKS[PROTOCOL_CONFLICT]}, a risk that this service does not take; remove it` }));
}
