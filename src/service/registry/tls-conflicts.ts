import type { Complaint } from '../../app/final-checks';
import { canonicalHost } from '../../istio/syntax/hosts';
import type { IExternalService } from '../i-external-service';
import { areSeenTogether, type Seen } from './seen-by';

/** Who declared a host and port first, and whether proxies start TLS for it. */
interface Claim {
  readonly by: IExternalService & Seen;
  readonly startsTls: boolean;
}

/**
 * One host and port for which proxies start TLS by one declaration, and do not by another. In one namespace Istio makes one service of the
 * two; a third namespace that sees both gets one of them, and perhaps clear text.
 *
 * @param services those that share a host
 */
export function tlsConflicts(services: (IExternalService & Seen)[]): Complaint[] {
  const claims = new Map<string, Claim[]>();
  const complaints: Complaint[] = [];
  for (const service of services) {
    for (const host of service.hosts) {
      for (const { number, tlsOrigination: tls } of service.ports) {
        const key = `${canonicalHost(host)}:${number}`;
        const claim: Claim = { by: service, startsTls: tls !== undefined };
        const earlier = claims.get(key) ?? [];
        claims.set(key, [...earlier, claim]);
        const other = earlier.find(({ by, startsTls }) => startsTls !== claim.startsTls && by !== service && isOneToSomebody(by, service));
        if (other) complaints.push({ about: service, message: conflict(`${host}:${number}`, claim, other) });
      }
    }
  }
  return complaints;
}

/** The namespace of a declaration sees that one before all others. */
function isOneToSomebody(one: IExternalService & Seen, other: IExternalService & Seen): boolean {
  return one.namespace === other.namespace || areSeenTogether(one, other, [one.namespace, other.namespace]);
}

function conflict(hostAndPort: string, { startsTls }: Claim, { by }: Claim): string {
  return `proxies ${startsTls ? 'start TLS' : 'do not start TLS'} for ${hostAndPort} here, and ${startsTls ? 'do not' : 'do'} for ${by.node.path}, and some callers `
    + 'would get one of the two, whichever it is; say the same in both, or export them to different namespaces';
}
