import { LoggedEgress } from './logged-egress';

/** Clusters of Istio that stand for no service. */
const BLOCKED_CLUSTER = 'BlackHoleCluster';
const UNKNOWN_CLUSTERS = ['PassthroughCluster', 'AllowAnyDynamicDNSCluster'];

/**
 * Envoy answers a blocked HTTP call itself: it never chose a cluster, and only the route tells. An attribute that is missing
 * is an error in CEL, and an error beside `||` counts for nothing when the other side is true.
 */
const BLOCKED = `xds.cluster_name == '${BLOCKED_CLUSTER}' || xds.route_name == 'block_all'`;
const UNKNOWN = UNKNOWN_CLUSTERS.map((cluster) => `xds.cluster_name == '${cluster}'`).join(' || ');

/** CEL: whether a call went to something that no service declares, blocked or not. */
export const UNDECLARED = `${BLOCKED} || ${UNKNOWN}`;

/**
 * CEL: whether a call is one of those to be logged.
 *
 * @param clusterDomain what the names of the cluster's own services end in; failed calls of those are no egress
 */
export function egressFilter(logged: readonly LoggedEgress[], clusterDomain: string): string {
  const isExternal = `xds.cluster_name.startsWith('outbound|') && !xds.cluster_name.endsWith('.svc.${clusterDomain}')`;
  const expressions: Record<LoggedEgress, string> = {
    [LoggedEgress.BLOCKED]: BLOCKED,
    [LoggedEgress.UNKNOWN]: UNKNOWN,
    [LoggedEgress.FAILED]: `(${isExternal} && (response.code >= 500 || response.flags > 0))`,
  };
  return Object.values(LoggedEgress).filter((which) => logged.includes(which)).map((which) => expressions[which]).join(' || ');
}
