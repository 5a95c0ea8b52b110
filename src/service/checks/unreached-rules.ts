import type { EgressPlan } from '../paths/egress-plan';
import type { IExternalService } from '../i-external-service';

/** What is said of connections to a service that no proxy makes, because its path ends at something that makes them instead. */
export function unreachedRules({ hosts, ports }: IExternalService, plan: EgressPlan, way: string): string[] {
  if (!plan.isRouted) return [];
  const isReached = (host: string) => ports.some((port) => plan.legs(host, port).some(({ next }) => next.host === host));
  return hosts.filter((host) => !isReached(host)).map((host) => `calls go ${way}, and no proxy of the mesh connects to ${host} itself, so that connectionPool, `
    + 'outlierDetection, loadBalancing, failover and the TLS of its ports have no effect; leave them out, or let the calls go another way');
}
