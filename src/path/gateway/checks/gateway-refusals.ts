import { isInTree } from '../../../app/final-checks';
import { quote, refuse } from '../../../app/refusal';
import { FLAG, listOf, memberOf, misfitsOf, objectOf, optional, plain } from '../../../app/shape';
import { DataPlane } from '../../../mesh/data-plane';
import { factsOf, IstioMesh } from '../../../mesh/istio-mesh';
import { callersOn } from '../../../service/checks/caller-data-planes';
import type { PlannedService } from '../../../service/paths/egress-plan';
import { layerOf } from '../../../service/paths/layer';
import { Resolution } from '../../../service/resolution';
import { GatewayHop } from '../gateway-hop';
import type { EgressGatewayPathOptions } from '../gateway-path-options';
import { listenPortOf } from '../gateway-place';
import type { RoutingGateway } from '../shared/routing-gateway';

const PREFIX = plain("a prefix of a path, which starts with '/'", "'/get'", (value) => typeof value === 'string' && value.startsWith('/'));
const PREFIXES = plain('a list with at least one prefix', "['/get']", (value) => Array.isArray(value) && value.length > 0);

/** The options of a path through a gateway. */
export const GATEWAY_PATH_OPTIONS = objectOf({
  hop: optional(memberOf(GatewayHop, 'GatewayHop.PASSTHROUGH')),
  hideDirectPath: optional(FLAG),
  pathPrefixes: optional({
    fits: (value) => PREFIXES.fits(value) && listOf(PREFIX, "'/get'").fits(value),
    misfits: (field, value) => [...misfitsOf(PREFIXES, field, value), ...listOf(PREFIX, "'/get'").misfits(field, value)],
  }),
}, '{ hop: GatewayHop.PASSTHROUGH }');

/**
 * @param unsayable what of it cannot be said in the form that the gateway has
 * @throws when a gateway cannot carry a service, whatever else is said
 */
export function refuseAtOnce(
  gateway: RoutingGateway, service: PlannedService, options: EgressGatewayPathOptions, unsayable: string[] = [],
): void {
  const messages = [
    ...ofAnotherApp(gateway, service),
    ...withoutNamespace(service),
    ...unspokenProtocols(service),
    ...partialWildcards(service),
    ...rootedHosts(service),
    ...unfitOptions(service, options),
    ...unsayable,
  ].map((message) => `via ${gateway}: ${message}`);
  if (messages.length > 0) refuse(service, messages);
}

/** Why a gateway cannot carry a service, once all that can be said has been said. */
export function reasonsAgainst(gateway: RoutingGateway, service: PlannedService, options: EgressGatewayPathOptions): string[] {
  if (!isInTree(gateway.construct)) {
    return [`via ${gateway}: ${gateway.construct.node.path} was removed from the app; keep it, or leave via out`];
  }
  if (IstioMesh.of(gateway.construct) !== IstioMesh.of(service)) {
    return [`via ${gateway}: ${gateway.construct.node.path} belongs to another mesh; use a gateway of the service's own`];
  }
  return [
    ...unresolvable(service),
    ...unseen(service),
    ...indistinct(service),
    ...ambientCallers(service),
    ...unheard(gateway, service, options),
    ...options.hideDirectPath ? seenAllTheSame(gateway, service) : [],
  ].map((message) => `via ${gateway}: ${message}`);
}

function ofAnotherApp({ construct, factory }: RoutingGateway, service: PlannedService): string[] {
  if (construct.node.root === service.node.root) return [];
  return [`${construct.node.path} belongs to another App, whose objects do not follow from this one; `
    + `refer to it in this App with ${factory}()`];
}

function withoutNamespace({ namespace }: PlannedService): string[] {
  if (namespace !== undefined) return [];
  return ['the namespace of the service is not known, and the gateway takes the routes of namespaces that it names; '
    + 'give it metadata.namespace, or its chart a namespace'];
}

/** Its HTTP would be found out by the proxy, and not take the routes for TCP. */
function unspokenProtocols({ ports }: PlannedService): string[] {
  return ports.filter(({ protocol }) => protocol === undefined)
    .map((port) => `port ${port.number} names no protocol, and calls that turn out to be HTTP would not take the gateway; say what is spoken, such as EgressPort.tcp(${port.number})`);
}

function partialWildcards({ hosts }: PlannedService): string[] {
  return hosts.filter((host) => host.startsWith('*') && !host.startsWith('*.'))
    .map((host) => `a Gateway takes no host such as ${quote(host)}; let '*' stand for a whole label: '*.example.com'`);
}

/** No SNI has the dot, nor have the names of subsets. */
function rootedHosts({ hosts }: PlannedService): string[] {
  return hosts.filter((host) => host.endsWith('.')).map((host) => `${quote(host)} ends with a dot, and the names in calls by which a gateway tells hosts apart do not; `
    + `write ${quote(host.slice(0, -1))}`);
}

function unfitOptions({ ports }: PlannedService, { hideDirectPath, pathPrefixes }: EgressGatewayPathOptions): string[] {
  const unread = ports.filter((port) => layerOf(port) !== 'http');
  const unhidden = ports.filter((port) => layerOf(port) !== 'http' || port.number !== 80);
  return [
    ...pathPrefixes ? unread.map((port) => `pathPrefixes cannot be told apart on ${port}, where a proxy sees no paths; declare HTTP, which the proxy may make TLS of`) : [],
    ...hideDirectPath ? unhidden.map((port) => `hideDirectPath works for HTTP on port 80 alone, and this is ${port}: `
      + 'a proxy that does not know the service has no routes for it; leave it out: calls take the gateway all the same') : [],
  ];
}

function unresolvable({ resolution }: PlannedService): string[] {
  if (resolution === Resolution.NONE) {
    return ['with resolution NONE the gateway would send a call to the address that was dialled, which is its own; '
      + 'use resolution DNS, or endpoints'];
  }
  if (resolution === Resolution.DYNAMIC_DNS) {
    return ['a gateway does not resolve the name in a call, as resolution DYNAMIC_DNS asks; '
      + 'name endpoints, such as [Endpoint.of(\'www.example.com\')] for hosts that one server serves, or leave via out'];
  }
  return [];
}

function unseen({ _callers: callers }: PlannedService): string[] {
  return callers.values?.includes('~') ? ['exportTo NOBODY has no callers; leave via out, or export the service'] : [];
}

function unheard({ place }: RoutingGateway, { ports }: PlannedService, options: EgressGatewayPathOptions): string[] {
  const { hop = GatewayHop.ISTIO_MUTUAL } = options;
  return ports.filter((port) => listenPortOf(place, port, hop) === undefined)
    .map((port) => `no port of the gateway takes ${port}; ${place.given!.fixFor(port, hop)}`);
}

/** TCP has no name in it: without an address every connection to the port would be taken. */
function indistinct(service: PlannedService): string[] {
  const { ipAutoAllocate, dnsCapture } = factsOf(IstioMesh.of(service));
  if (service._addresses.length > 0 || (ipAutoAllocate && dnsCapture)) return [];
  return service.ports.filter((port) => layerOf(port) === 'tcp')
    .map((port) => `nothing tells calls to ${port} apart, and every connection to the port would go to the gateway; give the service addresses, `
      + 'or declare a mesh with dnsCapture, in which istiod gives it one');
}

function ambientCallers(service: PlannedService): string[] {
  return callersOn(DataPlane.AMBIENT, service)
    .map((namespace) => `the data plane of namespace ${namespace} is ambient, whose calls take no routes to a gateway; `
      + 'use an egress waypoint, or export the service to namespaces with sidecars');
}

function seenAllTheSame({ place: { namespace } }: RoutingGateway, service: PlannedService): string[] {
  if (!service._callers._reaches(namespace, service.namespace)) return [];
  return [`hideDirectPath hides nothing from workloads of namespace ${namespace}, where the gateway itself has to see the service; `
    + 'put the gateway into a namespace of its own, or leave hideDirectPath out'];
}
