import type { IEgressPath } from '../paths/egress-path';
import type { EgressPort } from '../values/egress-port';
import type { Behaviour } from './behaviour';
import { startsTls } from './tls/tls-policy';

/** What a service can say that takes more objects than its ServiceEntry. */
export interface Wishes extends Behaviour {
  readonly via?: IEgressPath;
}

/** What of the props takes more than a ServiceEntry; undefined for most services, which pay nothing for it. */
export function wishesOf(props: Wishes & { readonly ports: EgressPort[] }): Wishes | undefined {
  const { via, routeApi, timeout, retries, fault, stripMeshHeaders, removeRequestHeaders } = props;
  const { connectionPool, outlierDetection, loadBalancing, failover } = props;
  const anything = via || routeApi || timeout || retries || fault || stripMeshHeaders || removeRequestHeaders
    || connectionPool || outlierDetection || loadBalancing || failover;
  if (!anything && !startsTls(props)) return undefined;
  return {
    via,
    routeApi,
    timeout,
    retries,
    fault,
    stripMeshHeaders,
    // The program may go on to change what it has passed.
    removeRequestHeaders: removeRequestHeaders && [...removeRequestHeaders],
    connectionPool: connectionPool && { ...connectionPool },
    outlierDetection: outlierDetection && { ...outlierDetection },
    loadBalancing,
    failover,
  };
}
