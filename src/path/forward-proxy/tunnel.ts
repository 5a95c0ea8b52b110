import { hashedLabel } from '../../app/hashed-label';
import { MAX_LABEL_LENGTH } from '../../app/kubernetes-names';
import type { DestinationRuleSpec } from '../../istio/spec';
import { canonicalHost } from '../../istio/syntax/hosts';

/** Where a tunnel ends. */
export interface TunnelTarget {
  readonly host: string;
  readonly port: number;
}

/**
 * The subset for the tunnel to a target: `api-stripe-com-443`.
 *
 * No two targets have the same, since a `-` of the host is doubled and no label of a host starts or ends with one.
 */
export function subsetNameOf({ host, port }: TunnelTarget): string {
  const name = `${canonicalHost(host).replace(/-/g, '--').replace(/\./g, '-')}-${port}`;
  return name.length <= MAX_LABEL_LENGTH ? name : hashedLabel(name, name);
}

/** Each target once, in the order of the names of their subsets, whoever names them first and however. */
export function distinctTargets(targets: TunnelTarget[]): TunnelTarget[] {
  const byName = new Map(targets.map(({ host, port }) => [subsetNameOf({ host, port }), { host: canonicalHost(host), port }]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, target]) => target);
}

/**
 * The subsets of the rule for a forward proxy.
 *
 * Istio can ask with POST as well. Envoy (1.36 to 1.40) then crashes as soon as the forward proxy ends a tunnel before the client does.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-TunnelSettings
 */
export function tunnelSubsets(targets: TunnelTarget[]): NonNullable<DestinationRuleSpec['subsets']> {
  return distinctTargets(targets).map((target) => ({
    name: subsetNameOf(target),
    trafficPolicy: { tunnel: { protocol: 'CONNECT', targetHost: target.host, targetPort: target.port } },
  }));
}
