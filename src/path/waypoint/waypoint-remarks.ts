import type { PlannedService } from '../../service/paths/egress-plan';
import { layerOf } from '../../service/paths/layer';

/** What the way through a waypoint is worth, a sentence each. Nothing here may promise what only other objects can keep. */
export function remarksOn({ ports, hosts }: PlannedService): string[] {
  return [
    'ztunnel and waypoints do not look at exportTo: calls of workloads in every ambient namespace take this service, and only an AuthorizationPolicy for it stops them.',
    'Workloads with sidecars do not take the waypoint, nor does a call to an address that ztunnel does not know as one of the service; only a NetworkPolicy or a firewall stops that.',
    ...hosts.some((host) => host.startsWith('*')) && ports.some((port) => layerOf(port) === 'tls')
      ? ['The waypoint goes where the SNI says, and nothing makes a client name the host in it that it calls inside the TLS.'] : [],
  ];
}
