import type { ApiObject } from 'cdk8s';
import type { Complaint } from '../../app/final-checks';
import { isWildcardHost } from '../../istio/syntax/hosts';
import type { IExternalService } from '../i-external-service';
import { WildcardIndex } from './by-host';
import { areSeenTogether, type Seen, seenBy } from './seen-by';

/** A service that may have more objects than its ServiceEntry. */
export interface CapturingService extends IExternalService, Seen {
  readonly namespace?: string;
  /** What says where its calls go. */
  readonly _routes?: ApiObject[];
  /** What says how proxies connect to it. */
  readonly _rules?: ApiObject[];
  /** Whether its calls would not be what is declared without its rules. */
  readonly _dependsOnRules?: boolean;
}

/**
 * Services whose calls would go the way of another one, or be made as its calls are, because that one has a wildcard host above theirs.
 *
 * Istio takes the most specific ServiceEntry for a host; but a route or rule for `*.example.com` holds for `api.example.com`, too, where
 * that has none of its own, or where the proxy finds the wildcard's first.
 */
export function capturedHosts(services: CapturingService[]): Complaint[] {
  const capturing = services.filter((service) => (isRouted(service) || isRuled(service)) && service.hosts.some(isWildcardHost));
  if (capturing.length === 0) return [];
  const wildcards = new WildcardIndex(capturing);
  const complaints = new Map(capturing.map((wide) => [wide, [] as Complaint[]]));
  for (const narrow of services) {
    for (const [wide, host] of wildcards.above(narrow)) {
      const what = narrow === wide ? undefined : whatIsTaken(wide, narrow);
      if (what) complaints.get(wide)!.push({ about: wide, message: captured(wide, narrow, host, what) });
    }
  }
  return [...complaints.values()].flat();
}

function captured(wide: CapturingService, narrow: CapturingService, host: string, what: string): string {
  return `${wide.hosts.join(', ')} includes ${host}, which ${narrow.node.path} declares, and ${what}; `
    + 'name the hosts of this service one by one, or export the two to different namespaces';
}

const isRouted = ({ _routes = [] }: CapturingService) => _routes.length > 0;
const isRuled = ({ _rules = [] }: CapturingService) => _rules.length > 0;

function whatIsTaken(wide: CapturingService, narrow: CapturingService): string | undefined {
  if (isRouted(wide) && !isRouted(narrow) && areSeenTogether(wide, narrow)) return 'calls to it would take the routes of this service';
  if (!isRuled(wide)) return undefined;
  if (isRuled(narrow)) {
    const isFoundFirst = wide.namespace !== narrow.namespace && [wide.namespace ?? '', '*'].some((namespace) => seenBy(narrow).has(namespace));
    return isFoundFirst ? `callers in namespace ${wide.namespace ?? '(none)'} would connect to it by the rules of this service, and not by its own` : undefined;
  }
  return wide._dependsOnRules && areSeenTogether(wide, narrow) ? 'TLS would be started for it, too' : undefined;
}
