import type { ApiObject } from 'cdk8s';
import { DataPlane } from '../../mesh/data-plane';
import type { RoutedService } from '../companions/routed-service';
import { startsTls } from '../companions/tls/tls-policy';
import type { EgressPlan } from '../paths/egress-plan';

const USE_WAYPOINT = 'istio.io/use-waypoint';

/**
 * Why nobody would act on the objects beside a ServiceEntry, if so: ztunnel forwards bytes, and routes and rules are for proxies that
 * look into them. Known only where every caller is in the namespace of the service.
 */
export function unheardInAmbient(service: RoutedService, plan: EgressPlan, objects: ApiObject[]): string[] {
  if (objects.length === 0 || plan.isRouted || service.metadata.getLabel(USE_WAYPOINT)) return [];
  // TLS that nobody would start is refused for itself.
  if (startsTls(service)) return [];
  if (service._dataPlane !== DataPlane.AMBIENT) return [];
  if (!service._callers.values?.every((value) => value === '.' || value === service.namespace)) return [];
  const kinds = [...new Set(objects.map(({ kind }) => kind))].join(' and ');
  return [`its ${kinds} would have no effect in namespace ${service.namespace ?? '(none)'}, whose data plane is ambient: ztunnel reads none; `
    + `take a way through a waypoint, or name the waypoint that there is in metadata.labels['${USE_WAYPOINT}']`];
}
