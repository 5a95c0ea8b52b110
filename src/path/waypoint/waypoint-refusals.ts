import { isInTree } from '../../app/final-checks';
import { quote, refuse } from '../../app/refusal';
import { DataPlane } from '../../mesh/data-plane';
import { type IIstioMesh, IstioMesh } from '../../mesh/istio-mesh';
import { callersOn } from '../../service/checks/caller-data-planes';
import type { PlannedService } from '../../service/paths/egress-plan';
import { Resolution } from '../../service/resolution';
import type { EgressPort } from '../../service/values/egress-port';
import { Protocol } from '../../service/values/protocol';
import type { Waypoint } from './waypoint-place';

const USE_WAYPOINT = 'istio.io/use-waypoint';
const USE_WAYPOINT_NAMESPACE = 'istio.io/use-waypoint-namespace';
const AUTO_ALLOCATE = 'networking.istio.io/enable-autoallocate-ip';
/** What a waypoint resolves by the name in each call; sidecars know more. */
const RESOLVED_BY_CALL: (Protocol | undefined)[] = [Protocol.HTTP, Protocol.TLS];

/** @throws when a waypoint cannot carry a service, whatever else is said */
export function refuseAtOnce(waypoint: Waypoint, service: PlannedService): void {
  const messages = [
    ...ofAnotherApp(waypoint, service),
    ...withoutNamespace(service),
    ...labelledOtherwise(waypoint, service),
    ...notAllowed(waypoint, service),
  ].map((message) => `via ${nameOf(waypoint)}: ${message}`);
  if (messages.length > 0) refuse(service, messages);
}

/** Why a waypoint cannot carry a service, once all that can be said has been said. */
export function reasonsAgainst(waypoint: Waypoint, service: PlannedService): string[] {
  return (isOnTheWay(waypoint, service) ?? [
    ...relabelled(waypoint, service),
    ...unknownToZtunnel(service),
    ...sidecarCallers(service),
  ]).map((message) => `via ${nameOf(waypoint)}: ${message}`);
}

function nameOf({ namespace, name }: Waypoint): string {
  return `waypoint ${namespace}/${name}`;
}

function ofAnotherApp({ construct }: Waypoint, service: PlannedService): string[] {
  if (construct.node.root === service.node.root) return [];
  return [`${construct.node.path} belongs to another App, whose objects do not follow from this one; `
    + 'refer to it in this App with EgressWaypoint.fromGatewayAttributes()'];
}

function withoutNamespace({ namespace }: PlannedService): string[] {
  if (namespace !== undefined) return [];
  return ['the namespace of the service is not known, and a waypoint takes the services of namespaces that it names; '
    + 'give it metadata.namespace, or its chart a namespace'];
}

function labelledOtherwise({ name }: Waypoint, { metadata }: PlannedService): string[] {
  const label = metadata.getLabel(USE_WAYPOINT);
  if (label === undefined || label === name) return [];
  return [`label ${USE_WAYPOINT} of the service already names ${label}; say one of the two`];
}

/** Of these two labels istiod makes the way; whoever changed them since has the last word in the manifest. */
function relabelled({ name, namespace }: Waypoint, { metadata, namespace: own }: PlannedService): string[] {
  const wrong = (label: string, value: string | undefined, wanted: string) => value === wanted ? []
    : [`label ${label} of the service is ${quote(value)} by now, and the way is ${wanted}; do not set it beside via`];
  return [
    ...wrong(USE_WAYPOINT, metadata.getLabel(USE_WAYPOINT), name),
    // Without the label it is the namespace of the service.
    ...wrong(USE_WAYPOINT_NAMESPACE, metadata.getLabel(USE_WAYPOINT_NAMESPACE) ?? own, namespace),
  ];
}

function notAllowed({ allowedNamespaces }: Waypoint, { namespace }: PlannedService): string[] {
  if (!allowedNamespaces || namespace === undefined || allowedNamespaces.some((allowed) => allowed === '*' || allowed === namespace)) return [];
  return [`its listener allows services of ${allowedNamespaces.join(', ') || 'no namespace'}, and this one lies in ${namespace}, `
    + 'so that Istio would not attach it (AttachmentDenied); ask its owner to allow the namespace, or use another waypoint'];
}

/** Where it is no waypoint of this mesh at all, nothing more need be said. */
function isOnTheWay({ construct }: Waypoint, service: PlannedService): string[] | undefined {
  if (!isInTree(construct)) return [`${construct.node.path} was removed from the app; keep it, or leave via out`];
  if (IstioMesh.of(construct) !== IstioMesh.of(service)) return [`${construct.node.path} belongs to another mesh; use a waypoint of the service's own`];
  return undefined;
}

/** ztunnel knows a call by the address that is dialled, and by nothing else. */
function unknownToZtunnel(service: PlannedService): string[] {
  const mesh = IstioMesh.of(service);
  const wildcard = service.hosts.find((host) => host.startsWith('*'));
  if (wildcard && service.resolution !== Resolution.DYNAMIC_DNS) {
    return [`ztunnel knows ${wildcard} with resolution DYNAMIC_DNS alone, and here it is ${service.resolution}; `
      + 'declare HTTP or TLS ports and no addresses, name the hosts, or leave via out'];
  }
  if (service.resolution === Resolution.NONE) {
    return ['with resolution NONE istiod gives the service no address by which ztunnel would know a call to it, '
      + 'and the waypoint would not know where to send one; use resolution DNS, or endpoints'];
  }
  return [
    ...service.resolution === Resolution.DYNAMIC_DNS ? service.ports.flatMap((port) => unresolved(port, mesh)) : [],
    ...hasAddress(service, mesh) ? [] : ['the service has no addresses and gets none, so that ztunnel does not know a call to it; '
      + 'give it addresses, or let istiod allocate one (IstioMesh with ipAutoAllocate and dnsCapture, no ipAutoAllocate: false)'],
  ];
}

function unresolved(port: EgressPort, { wildcardTlsAtWaypoints }: IIstioMesh): string[] {
  if (!RESOLVED_BY_CALL.includes(port.protocol)) {
    return [`a waypoint resolves the name in each call for HTTP and TLS alone, and this is ${port}; declare one of these, or name the hosts`];
  }
  if (port.protocol !== Protocol.TLS || wildcardTlsAtWaypoints) return [];
  return [`TLS to wildcard hosts ends at a waypoint unless istiod has ENABLE_WILDCARD_HOST_SERVICE_ENTRIES_FOR_TLS, an experimental flag, and this is ${port}; `
    + 'set it and declare it with new IstioMesh(app, \'mesh\', { wildcardTlsAtWaypoints: true }), or name the hosts'];
}

/** Of ztunnel's DNS capture only a wholly ambient mesh tells. */
function hasAddress({ _addresses: addresses, metadata }: PlannedService, { ipAutoAllocate, dnsCapture, dataPlane }: IIstioMesh): boolean {
  if (addresses.length > 0) return true;
  return ipAutoAllocate && (dnsCapture || dataPlane !== DataPlane.AMBIENT) && metadata.getLabel(AUTO_ALLOCATE) !== 'false';
}

/** Who sees it with a sidecar would go straight to the service, past everything that holds at the waypoint. */
function sidecarCallers(service: PlannedService): string[] {
  return callersOn(DataPlane.SIDECAR, service)
    .map((namespace) => `the data plane of namespace ${namespace} is sidecars, whose calls do not take a waypoint; use an egress gateway, `
      + `or say that the namespace is ambient: new IstioMesh(app, 'mesh', { namespaceDataPlanes: { '${namespace}': DataPlane.AMBIENT } })`);
}
