import type { DestinationRuleSpec } from '../../../istio/spec';
import { GatewayHop } from '../gateway-hop';
import { sniOf, subsetOf } from '../shared/hosts';
import type { RoutedHost } from '../shared/routed-host';

/**
 * The DestinationRule for the Service of a gateway: a subset for each host, of which the callers' proxies learn how to speak to it.
 *
 * It is exported to every namespace, always: Istio merges the rules that several apps write for one gateway only if they are exported
 * alike, and else drops subsets of one.
 */
export function destinationRuleOf(host: string, routed: RoutedHost[]): DestinationRuleSpec {
  const subsets = new Map(routed.map((one) => [subsetOf(one.host), one] as const));
  return {
    host,
    exportTo: ['*'],
    subsets: [...subsets].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, { hop, host: called }]) => ({
      name,
      // What is not said here a rule for more hosts than this one might say.
      trafficPolicy: { tls: hop === GatewayHop.ISTIO_MUTUAL ? { mode: 'ISTIO_MUTUAL', sni: sniOf(called) } : { mode: 'DISABLE' } },
    })),
  };
}
