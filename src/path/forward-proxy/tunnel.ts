import { createHash } from 'crypto';
import type { DestinationRuleSpec } from '../../istio/spec';

/**
 * The HTTP method with which a forward proxy is asked for a tunnel.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-TunnelSettings
 */
export enum TunnelProtocol {
  /** `CONNECT host:port`, which every forward proxy knows. */
  CONNECT = 'CONNECT',
  /** `POST`, for proxies such as Envoy that take a request with a body for a tunnel. */
  POST = 'POST',
}

/** Where a tunnel ends. */
export interface TunnelTarget {
  readonly host: string;
  readonly port: number;
}

const LONGEST_NAME = 63;
const HASH_LENGTH = 8;

/**
 * The subset for the tunnel to a target: `api-stripe-com-443`.
 *
 * No two targets have the same, since a `-` of the host is doubled and no label of a host starts or ends with one.
 */
export function subsetNameOf({ host, port }: TunnelTarget): string {
  const canonical = host.toLowerCase().replace(/\.$/, '');
  const name = `${canonical.replace(/-/g, '--').replace(/\./g, '-')}-${port}`;
  if (name.length <= LONGEST_NAME) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, HASH_LENGTH);
  return `${name.slice(0, LONGEST_NAME - HASH_LENGTH - 1).replace(/-+$/, '')}-${hash}`;
}

/** The subsets of the rule for a forward proxy: one for each target, in the order of their names. */
export function tunnelSubsets(targets: TunnelTarget[], protocol: TunnelProtocol): NonNullable<DestinationRuleSpec['subsets']> {
  const byName = new Map(targets.map((target) => [subsetNameOf(target), target]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { host, port }]) => ({
    name,
    trafficPolicy: { tunnel: { protocol, targetHost: host, targetPort: port } },
  }));
}
