import type { Complaint } from '../../app/final-checks';
import { canonicalHost } from '../../istio/syntax/hosts';
import type { IExternalService } from '../i-external-service';

/** A service, as far as Istio looks at it before it merges two; of one that somebody else declares nobody knows that. */
export interface MergeableService extends IExternalService {
  /** What must be equal for Istio to merge it with a service of the same host and namespace. */
  _mergesBy?(): string;
  /** Whether the later of the two says in words of its own why they cannot be beside each other, so that nobody else has to. */
  _isRivalOf?(other: object): boolean;
}

/**
 * Services of one host in one namespace that Istio does not merge: the ports of one are lost.
 *
 * @param services those that share a host
 */
export function lostEntries(services: MergeableService[]): Complaint[] {
  const complaints: Complaint[] = [];
  const owners = new Map<string, MergeableService>();
  for (const service of services) {
    for (const host of service.hosts) {
      const key = `${service.namespace ?? ''}/${canonicalHost(host)}`;
      const first = owners.get(key);
      if (!first) {
        owners.set(key, service);
      } else if (!service._isRivalOf?.(first) && first._mergesBy && service._mergesBy && first._mergesBy() !== service._mergesBy()) {
        complaints.push({ about: service, message: lostEntry(host, service, first) });
      }
    }
  }
  return complaints;
}

function lostEntry(host: string, service: IExternalService, first: IExternalService): string {
  return `${host} is declared in namespace ${service.namespace ?? '(none)'} by ${first.node.path} too, with another resolution, exportTo, `
    + 'workloadSelector or labels, so that Istio does not merge the two and drops the ports of one; '
    + 'make these equal, or declare all ports in one service';
}
