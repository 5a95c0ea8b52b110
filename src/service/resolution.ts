import { isIpAddress, isCidr } from '../istio/syntax/addresses';
import { DataPlane } from '../mesh/data-plane';
import type { IIstioMesh } from '../mesh/istio-mesh';
import { IstioVersion } from '../mesh/istio-version';
import type { EgressPort } from './values/egress-port';
import type { Endpoint } from './values/endpoint';
import { Protocol } from './values/protocol';

/**
 * How the proxy finds the addresses of an external service.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-Resolution
 */
export enum Resolution {
  /** Not at all: it forwards to the address that the client dialled. */
  NONE = 'NONE',
  /** The addresses of the endpoints, as they stand. */
  STATIC = 'STATIC',
  /** By DNS: all addresses of the host, or of the endpoints' names, share the load. */
  DNS = 'DNS',
  /** By DNS: the first address is used as long as it is there. */
  DNS_ROUND_ROBIN = 'DNS_ROUND_ROBIN',
  /** By DNS, for each call: the name in the call's Host header or SNI. For wildcard hosts. */
  DYNAMIC_DNS = 'DYNAMIC_DNS',
}

/** A resolution and the reason for it, as `describe()` tells it. */
export interface ResolutionChoice {
  readonly resolution: Resolution;
  readonly because: string;
}

/** What the choice depends on. */
export interface ResolutionQuestion {
  readonly hosts: string[];
  readonly addresses: string[];
  readonly ports: EgressPort[];
  readonly endpoints: Endpoint[];
  readonly selectsWorkloads: boolean;
}

/** The first version whose data plane resolves wildcard hosts for each call. */
export const DYNAMIC_DNS_SINCE: Record<DataPlane, IstioVersion> = {
  [DataPlane.SIDECAR]: IstioVersion.V1_30,
  [DataPlane.AMBIENT]: IstioVersion.V1_28,
};

const BYTES = new Set([Protocol.TCP, Protocol.MONGO, Protocol.MYSQL, Protocol.REDIS, undefined]);

/** Whether nothing but address and port tells a call to this port from others. */
export function isBytes(port: EgressPort): boolean {
  return BYTES.has(port.protocol);
}

const BY_SELECTION: ResolutionChoice = { resolution: Resolution.STATIC, because: 'its endpoints are the workloads it selects' };
const BY_FIXED_ENDPOINTS: ResolutionChoice = { resolution: Resolution.STATIC, because: 'its endpoints have fixed addresses' };
const BY_NAMED_ENDPOINTS: ResolutionChoice = { resolution: Resolution.DNS, because: 'an endpoint is a DNS name' };
const BY_RANGE: ResolutionChoice = { resolution: Resolution.NONE, because: 'a range of addresses has no single place to forward to' };
const BY_ADDRESSED_BYTES: ResolutionChoice = { resolution: Resolution.NONE, because: 'the addresses say where its bytes go' };
const BY_HOST: ResolutionChoice = { resolution: Resolution.DNS, because: 'its hosts are DNS names' };
const BY_ADDRESSED_WILDCARD: ResolutionChoice = { resolution: Resolution.NONE, because: 'a wildcard host with addresses cannot be resolved by DNS' };

/**
 * The resolution of a service that does not name one, as far as it follows from the service itself.
 *
 * @returns undefined where it depends on the mesh: `chooseForWildcard` then decides
 */
export function choose(question: ResolutionQuestion): ResolutionChoice | undefined {
  const { hosts, addresses, ports, endpoints, selectsWorkloads } = question;
  if (selectsWorkloads) return BY_SELECTION;
  if (endpoints.length > 0) {
    return endpoints.every(hasFixedAddress)
      ? BY_FIXED_ENDPOINTS
      : BY_NAMED_ENDPOINTS;
  }
  if (addresses.some((address) => isCidr(address))) {
    return BY_RANGE;
  }
  if (addresses.length > 0 && ports.some(isBytes)) {
    return BY_ADDRESSED_BYTES;
  }
  if (!hosts.some(isWildcard)) return BY_HOST;
  if (addresses.length > 0) return BY_ADDRESSED_WILDCARD;
  return undefined;
}

/**
 * The resolution of a wildcard host: by the name in each call where the mesh and the ports allow it, else none.
 *
 * @param dataPlane the one of the service's namespace
 */
export function chooseForWildcard(question: ResolutionQuestion, mesh: IIstioMesh, dataPlane: DataPlane): ResolutionChoice {
  const none = (because: string): ResolutionChoice => ({ resolution: Resolution.NONE, because });
  const since = DYNAMIC_DNS_SINCE[dataPlane];
  const exact = question.hosts.find((host) => !isWildcard(host));
  if (exact) return none(`DYNAMIC_DNS takes wildcard hosts only, and ${exact} is not one: a service of its own could be resolved`);
  if (!mesh.version.isAtLeast(since)) {
    return none(`DYNAMIC_DNS came to this data plane with Istio ${since}, and this mesh is taken for ${mesh.version}`);
  }
  const unfit = question.ports.find((port) => !resolvesEachCall(port, mesh));
  if (unfit?.protocol === Protocol.HTTPS) {
    return none(`DYNAMIC_DNS does not take HTTPS: EgressPort.tls({ number: ${unfit.number} }) says the same and could be resolved`);
  }
  if (unfit) return none(`DYNAMIC_DNS does not take ${unfit}`);
  return { resolution: Resolution.DYNAMIC_DNS, because: 'the name in each call is resolved, so that a call cannot name one host and reach another' };
}

function resolvesEachCall(port: EgressPort, mesh: IIstioMesh): boolean {
  const protocols = mesh.version.isAtLeast(IstioVersion.V1_30)
    ? [Protocol.HTTP, Protocol.HTTP2, Protocol.GRPC, Protocol.TLS]
    : [Protocol.HTTP, Protocol.TLS];
  return port.protocol !== undefined && protocols.includes(port.protocol);
}

function hasFixedAddress({ address }: Endpoint): boolean {
  return address === undefined || address.startsWith('unix://') || isIpAddress(address);
}

function isWildcard(host: string): boolean {
  return host.startsWith('*');
}
