import type { ApiObject } from 'cdk8s';
import { type AppView, type Complaint, isInTree } from '../../app/final-checks';
import type { VirtualServiceSpec } from '../../istio/spec';
import { canonicalHost } from '../../istio/syntax/hosts';
import { type IIstioMesh, IstioMesh } from '../../mesh/istio-mesh';
import type { IExternalService } from '../i-external-service';
import { ExportTo } from '../values/export-to';
import { groupByHost } from './by-host';
import { areSeenTogether, type Seen } from './seen-by';

/** A service that says where its calls go. */
export interface RoutedService extends IExternalService, Pick<Seen, '_callers'> {
  readonly _routes: ApiObject[];
}

/**
 * VirtualServices that are no service's, for a host of one that has routes: a sidecar takes those of one VirtualService for a host, the
 * oldest that it sees.
 */
export function routeCollisions(services: RoutedService[], mesh: IIstioMesh, app: AppView): Complaint[] {
  if (services.length === 0) return [];
  const ours = new Set(services.flatMap(({ _routes }) => _routes));
  const foreign = app.objects('VirtualService').filter((object) => !ours.has(object) && IstioMesh.of(object) === mesh && isInTree(object));
  const byHost = groupByHost(services);
  return foreign.flatMap((object) => {
    const { hosts, gateways, exportTo }: VirtualServiceSpec = object.toJson().spec ?? {};
    if (!Array.isArray(hosts) || (Array.isArray(gateways) && gateways.length > 0 && !gateways.includes('mesh'))) return [];
    const routed = new Set(hosts.map((host) => canonicalHost(`${host}`)));
    const sharing = new Set([...routed].flatMap((host) => byHost.get(host) ?? []));
    const seen: Seen = { namespace: object.metadata.namespace, exportTo: exportOf(exportTo) };
    return [...sharing].flatMap((service): Complaint[] => {
      const host = service.hosts.find((candidate) => routed.has(canonicalHost(candidate)))!;
      if (!areSeenTogether(seen, { namespace: service.namespace, _callers: service._callers })) return [];
      return [{ about: object, message: `it has routes for ${host}, and so has ${service.node.path}: callers that see both go by one of the two, the older one; `
        + 'say in the service what it says, or export the two to different namespaces' }];
    });
  });
}

function exportOf(values: unknown): ExportTo {
  const names = Array.isArray(values) ? values.map((value) => `${value}`) : [];
  return names.length === 0 || names.includes('*') ? ExportTo.ALL_NAMESPACES : ExportTo.namespaces(...names);
}
