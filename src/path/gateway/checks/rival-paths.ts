import type { Complaint } from '../../../app/final-checks';
import { canonicalHost } from '../../../istio/syntax/hosts';
import { DIRECT_PATH } from '../../../service/paths/direct-path';
import type { RegisteredService } from '../../../service/registry/host-registry';
import { areSeenTogether } from '../../../service/registry/seen-by';
import { GatewayPath } from '../gateway-path';
import type { RoutingGateway } from '../shared/routing-gateway';

/** A service that goes through a gateway. */
interface Owner {
  readonly service: RegisteredService;
  readonly gateway: RoutingGateway;
}

/**
 * Services of one host of which one goes through a gateway at least. A gateway sees one of two declarations, whoever calls. A proxy that
 * gets routes from both takes the older ones, and one that gets routes from one takes them for both.
 */
export function rivalPaths(services: RegisteredService[]): Complaint[] {
  const owners = new Map<string, Owner[]>();
  const complaints: Complaint[] = [];
  for (const service of services) {
    const gateway = GatewayPath.of(service._via)?.gateway;
    if (gateway) complaints.push(...rivalsAmong(owners, { service, gateway }));
  }
  if (owners.size === 0) return [];
  const others = services.filter(({ _via }) => !GatewayPath.of(_via));
  return [...complaints, ...others.flatMap((other) => captured(other, owners))];
}

function rivalsAmong(owners: Map<string, Owner[]>, { service, gateway }: Owner): Complaint[] {
  return service.hosts.flatMap((host): Complaint[] => {
    const known = (owners.get(canonicalHost(host)) ?? []).filter((one) => one.service !== service);
    owners.set(canonicalHost(host), [...known, { service, gateway }]);
    const first = known.find((one) => one.gateway === gateway) ?? known.find((one) => haveCallersInCommon(service, one.service));
    if (!first) return [];
    const path = first.service.node.path;
    return [{ about: service, message: first.gateway === gateway
      ? `${host} goes through ${gateway} for ${path}, too, and the gateway sees one of the two declarations; `
        + 'declare it once, with all its ports, and export it to every namespace that calls it'
      : `${host} goes through ${gateway} here and through ${first.gateway} for ${path}, and some namespace would get the routes of both; `
        + 'use one gateway, or export the two to different namespaces' }];
  });
}

/** A VirtualService is for a host, whoever declares it: all who get it send their calls the way it says, on the ports it names. */
function captured(other: RegisteredService, owners: Map<string, Owner[]>): Complaint[] {
  return other.hosts.flatMap((host): Complaint[] => {
    const known = owners.get(canonicalHost(host)) ?? [];
    const rival = known.find(({ service }) => haveAPortInCommon(service, other) && haveCallersInCommon(service, other));
    if (!rival) return [];
    const { way } = other._via ?? DIRECT_PATH;
    return [{ about: other, message: `${host} goes ${way} here and through ${rival.gateway} for ${rival.service.node.path}, and a namespace that sees both `
      + 'would go one way for both; declare it once, or export the two to different namespaces' }];
  });
}

function haveAPortInCommon(one: RegisteredService, other: RegisteredService): boolean {
  return one.ports.some(({ number }) => other.ports.some((port) => port.number === number));
}

function haveCallersInCommon(one: RegisteredService, other: RegisteredService): boolean {
  const callersOf = ({ _callers, namespace }: RegisteredService) => ({ _callers, namespace });
  return areSeenTogether(callersOf(one), callersOf(other));
}
