import type { Complaint } from '../../../app/final-checks';
import type { RegisteredService } from '../../../service/registry/host-registry';
import { areSeenTogether } from '../../../service/registry/seen-by';
import { GatewayPath } from '../gateway-path';

/**
 * Services of one host that go through gateways. A gateway sees one of two declarations, whoever calls, and a proxy that gets routes
 * from both takes the older ones.
 */
export function rivalPaths(services: RegisteredService[]): Complaint[] {
  const complaints: Complaint[] = [];
  const owners = new Map<string, RegisteredService>();
  for (const service of services) {
    const path = GatewayPath.of(service._via);
    if (!path) continue;
    for (const host of service.hosts) {
      const first = owners.get(host);
      if (!first) {
        owners.set(host, service);
      } else if (GatewayPath.of(first._via)!.gateway === path.gateway) {
        complaints.push({ about: service, message: `${host} goes through ${path.gateway} for ${first.node.path}, too, and the gateway sees one of the two declarations; `
          + 'declare it once, with all its ports, and export it to every namespace that calls it' });
      } else if (haveCallersInCommon(service, first)) {
        complaints.push({ about: service, message: `${host} goes through ${path.gateway} here and through ${GatewayPath.of(first._via)!.gateway} for ${first.node.path}, `
          + 'and some namespace would get the routes of both; use one gateway, or export the two to different namespaces' });
      }
    }
  }
  return complaints;
}

function haveCallersInCommon(one: RegisteredService, other: RegisteredService): boolean {
  const callersOf = ({ _callers, namespace }: RegisteredService) => ({ _callers, namespace });
  return areSeenTogether(callersOf(one), callersOf(other));
}
