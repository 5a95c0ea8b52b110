import { PLACEHOLDERS } from '../../src/observe/dashboard/placeholders';

/**
 * What became of a call that leaves the mesh, as `destination_service_name` tells it: a host that a ServiceEntry names, a cluster of
 * Istio's, or the egress gateway. The names of services of the cluster have no dot, those of ServiceEntries are their hosts.
 */
export interface Kind {
  readonly name: string;
  /** Of `destination_service_name`, a regular expression. */
  readonly destinations: string;
  /** As the node graph draws it: CSS, because it reads no theme. */
  readonly color: string;
  /** What stands below a host that the program does not know. */
  readonly remark: string;
}

export const DECLARED: Kind = { name: 'declared', destinations: '.+[.].+', color: '#73BF69', remark: 'not of this program' };
export const GATEWAY: Kind = { name: 'gateway', destinations: PLACEHOLDERS.gateways, color: '#5794F2', remark: '' };
export const UNKNOWN: Kind = {
  name: 'unknown', destinations: 'PassthroughCluster|AllowAnyDynamicDNSCluster', color: '#FF9830', remark: 'not declared',
};
export const BLOCKED: Kind = { name: 'blocked', destinations: 'BlackHoleCluster', color: '#F2495C', remark: 'not declared' };

export const KINDS: readonly Kind[] = [DECLARED, GATEWAY, UNKNOWN, BLOCKED];

/** Nobody's call yet: what calls. */
export const WORKLOAD_COLOR = '#8E8E8E';
