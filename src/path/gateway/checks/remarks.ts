import { GatewayHop } from '../gateway-hop';
import type { EgressGatewayPathOptions } from '../gateway-path-options';

/** What the way through a gateway is worth, a sentence each. Nothing here may promise what only other objects can keep. */
export function remarksOn({ hop = GatewayHop.ISTIO_MUTUAL, hideDirectPath, pathPrefixes }: EgressGatewayPathOptions): string[] {
  return [
    hop === GatewayHop.ISTIO_MUTUAL
      ? 'The gateway learns who calls, and turns away what brings no identity of the mesh; which identities may call only an AuthorizationPolicy at the gateway says.'
      : 'The gateway does not learn who calls, and whoever reaches it can send the same: no AuthorizationPolicy can tell callers apart.',
    ...pathPrefixes ? [`The gateway lets paths below ${pathPrefixes.join(', ')} pass alone.`] : [],
    ...hideDirectPath ? ['Callers do not see the service itself.'] : [],
    'A workload that goes around its proxy does not take the gateway; only a NetworkPolicy or a firewall stops that.',
  ];
}
