import type { IIstioMesh } from '../../../mesh/istio-mesh';
import { IstioVersion } from '../../../mesh/istio-version';
import type { PlannedService } from '../../../service/paths/egress-plan';
import { layerOf } from '../../../service/paths/layer';
import { GatewayHop } from '../gateway-hop';
import type { EgressGatewayPathOptions } from '../gateway-path-options';

/** The first version that reads TLSRoute in its version v1. */
const TLS_ROUTE_SINCE = IstioVersion.V1_30;

/** What of a way through a gateway cannot be said in the Gateway API. */
export function unsayable({ ports, hosts }: PlannedService, options: EgressGatewayPathOptions): string[] {
  const { hop = GatewayHop.ISTIO_MUTUAL, hideDirectPath } = options;
  const ofLayer = (layer: string) => ports.filter((port) => layerOf(port) === layer);
  return [
    ...hop === GatewayHop.ISTIO_MUTUAL ? ofLayer('tls').map((port) => `${port} cannot go inside the TLS of the mesh, because no route of the Gateway API says which name `
      + 'to ask the gateway for; write gateway.withOptions({ hop: GatewayHop.PASSTHROUGH }), by which the gateway does not learn who calls, or use new EgressGateway()') : [],
    ...ofLayer('tcp').map((port) => `${port} has no name by which a gateway of the Gateway API could tell its calls apart; use new EgressGateway()`),
    ...hosts.filter((host) => host.startsWith('*')).map((host) => `a route sends the calls to one host, and ${host} is none; use new EgressGateway(), or name the hosts`),
    ...hideDirectPath ? ['hideDirectPath cannot be said, because routes of the Gateway API belong to a service that their callers see; leave it out'] : [],
  ];
}

/** What this version of Istio does not read. */
export function newerThanMesh({ ports }: PlannedService, { version }: IIstioMesh): string[] {
  if (version.isAtLeast(TLS_ROUTE_SINCE)) return [];
  return ports.filter((port) => layerOf(port) === 'tls').map((port) => `${port} needs a TLSRoute, which Istio reads from ${TLS_ROUTE_SINCE} on, `
    + `and this mesh is taken for ${version}; declare its version with new IstioMesh(), or use new EgressGateway()`);
}
