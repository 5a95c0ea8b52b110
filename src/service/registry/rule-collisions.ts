import type { ApiObject } from 'cdk8s';
import type { AppView, Complaint } from '../../app/final-checks';
import { canonicalHost, isHostSubsetOf, isWildcardHost } from '../../istio/syntax/hosts';
import { type IIstioMesh, IstioMesh } from '../../mesh/istio-mesh';
import type { IExternalService } from '../i-external-service';
import type { ExportTo } from '../values/export-to';
import { groupByHost } from './by-host';

/** A service that says something of the connections to it, which DestinationRules tell. */
export interface RuledService extends IExternalService {
  readonly exportTo: ExportTo;
  /** Its DestinationRules. */
  readonly _rules: ApiObject[];
  /** Whether its calls would not be what is declared without them. */
  readonly _dependsOnRules?: boolean;
  /** Whether the later of the two says in words of its own why they cannot be beside each other, so that nobody else has to. */
  _isRivalOf?(other: object): boolean;
}

/**
 * The DestinationRules that Istio would look at instead of those of a service.
 *
 * It takes the trafficPolicy of one rule for a host, and looks for it in the namespace of the caller first. What the others say is
 * lost, and where that is TLS the calls leave in clear text.
 */
export function ruleCollisions(services: RuledService[], mesh: IIstioMesh, app: AppView): Complaint[] {
  if (services.length === 0) return [];
  const ours = new Set(services.flatMap(({ _rules }) => _rules));
  const foreign = app.objects('DestinationRule').filter((object) => !ours.has(object) && IstioMesh.of(object) === mesh);
  const byHost = groupByHost(services);
  const below = (ruled: string) => (isWildcardHost(ruled) ? services : byHost.get(ruled) ?? []);
  return [...amongServices(services), ...foreign.flatMap((object) => withForeign(object, below))];
}

function amongServices(services: RuledService[]): Complaint[] {
  const owners = new Map<string, RuledService>();
  return services.flatMap((service) => service.hosts.flatMap((host): Complaint[] => {
    const key = `${service.namespace ?? ''}/${canonicalHost(host)}`;
    const owner = owners.get(key);
    owners.set(key, owner ?? service);
    if (!owner || owner === service || service._isRivalOf?.(owner)) return [];
    return [{ about: service, message: `${owner.node.path} says something of the connections to ${host} in namespace ${service.namespace ?? '(none)'}, too, `
      + 'and Istio takes what one of the two says; declare all ports of the host in one service' }];
  }));
}

/** @param below those that may have a host that a rule is for */
function withForeign(object: ApiObject, below: (ruled: string) => RuledService[]): Complaint[] {
  const { namespace } = object.metadata;
  const written: unknown = object.toJson().spec?.host;
  if (typeof written !== 'string') return [];
  const ruled = canonicalHost(written);
  return below(ruled).flatMap((service): Complaint[] => {
    const host = service.hosts.map(canonicalHost).find((candidate) => (namespace === service.namespace
      ? candidate === ruled
      : service._dependsOnRules && (candidate === ruled || isHostSubsetOf(candidate, ruled)) && service.exportTo._reaches(namespace ?? '', service.namespace)));
    if (host === undefined) return [];
    return [{ about: object, message: `callers in namespace ${namespace ?? '(none)'} go by this rule instead of that of ${service.node.path}`
      + `${service._dependsOnRules ? `, so that calls to ${host} would leave in clear text` : ''}; remove it, and say in the service what it says` }];
  });
}
