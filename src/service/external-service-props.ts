import type { ApiObjectMetadata, Duration } from 'cdk8s';
import type { ConnectionPool } from './behaviour/connection-pool';
import type { Failover } from './behaviour/failover';
import type { FaultInjection } from './behaviour/fault-injection';
import type { LoadBalancing } from './behaviour/load-balancing';
import type { OutlierDetection } from './behaviour/outlier-detection';
import type { Retries } from './behaviour/retries';
import type { Wishes } from './companions/wishes';
import type { IEgressPath } from './paths/egress-path';
import type { RouteApi } from './paths/route-api';
import type { ConnectStrategy } from './values/connect-strategy';
import type { EgressPort } from './values/egress-port';
import type { Endpoint } from './values/endpoint';
import type { ExportTo } from './values/export-to';
import { Location } from './values/location';
import type { Resolution } from './resolution';
import type { Risk } from './values/risk';

/** Properties of an `ExternalService`. */
export interface ExternalServiceProps {
  /**
   * Name, namespace, labels and annotations of the ServiceEntry.
   *
   * @default - a name made from the construct's path; namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * DNS names of the service (1 to 256). A wildcard may stand in front: `*.example.com`.
   *
   * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-hosts
   */
  readonly hosts: string[];

  /** The ports of the service; numbers are unique. */
  readonly ports: EgressPort[];

  /**
   * IP addresses and CIDR ranges that the application dials. They tell TCP services apart; HTTP is told apart by Host header
   * and TLS without a single address by SNI.
   *
   * @default - none: istiod allocates addresses where the mesh is set up for it
   * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-addresses
   */
  readonly addresses?: string[];

  /**
   * Whether the service is part of the mesh.
   *
   * @default Location.MESH_EXTERNAL
   */
  readonly location?: Location;

  /**
   * How the proxy finds the addresses of the service.
   *
   * @default - DNS for exact hosts; STATIC for endpoints with IP addresses and for selected workloads; NONE for CIDR ranges and
   * for TCP with addresses; DYNAMIC_DNS for wildcard hosts where a declared mesh has it and the ports allow it, else NONE.
   * `describe()` says why
   */
  readonly resolution?: Resolution;

  /**
   * Where the service is found, if not at its hosts.
   *
   * @default - at its hosts
   */
  readonly endpoints?: Endpoint[];

  /**
   * Labels of the pods and WorkloadEntries in the service's namespace that are its endpoints, for services inside the mesh.
   *
   * @default - none
   * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-workload_selector
   */
  readonly workloadSelector?: Record<string, string>;

  /**
   * The namespaces that see the service. Istio's own default is every namespace: `ExportTo.MESH_DEFAULT`.
   *
   * @default - its own namespace and those that lockdowns name
   */
  readonly exportTo?: ExportTo;

  /**
   * Names of which the certificate of an endpoint must carry one, for services inside the mesh.
   *
   * @default - the identities of the endpoints' service accounts
   * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-subject_alt_names
   */
  readonly subjectAltNames?: string[];

  /**
   * How the proxy connects to one of several addresses: the annotation `istio.io/connect-strategy`.
   *
   * @default - to the address the load balancer picks
   */
  readonly connectStrategy?: ConnectStrategy;

  /**
   * Whether istiod gives this service an address where it has none: the label `networking.istio.io/enable-autoallocate-ip`. It does
   * so only where `ipAutoAllocate` of the IstioMesh is on, which is for all services.
   *
   * @default - as `ipAutoAllocate` of the IstioMesh says
   * @see https://istio.io/latest/docs/ops/configuration/traffic-management/dns-proxy/#address-auto-allocation
   */
  readonly ipAutoAllocate?: boolean;

  /**
   * How calls leave the mesh: by a gateway, for example.
   *
   * @default - straight from the proxy of the caller
   */
  readonly via?: IEgressPath;

  /**
   * The objects that say how HTTP calls behave. A path (`via`) says it for all that takes it.
   *
   * @default RouteApi.ISTIO
   */
  readonly routeApi?: RouteApi;

  /**
   * How long a caller waits for the answer to an HTTP request; then it gets 504. At least a millisecond.
   *
   * @default - as long as it takes
   * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute-timeout
   */
  readonly timeout?: Duration;

  /**
   * How often an HTTP call that failed is made again.
   *
   * @default - Istio's: up to twice, when no connection came about, when the server refused the stream, or when gRPC says UNAVAILABLE or
   * CANCELLED
   * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry
   */
  readonly retries?: Retries;

  /**
   * Whether the headers that proxies add to HTTP requests are kept from the service: `x-request-id`, `x-envoy-decorator-operation`,
   * `x-envoy-attempt-count`, `x-envoy-expected-rq-timeout-ms`, `x-envoy-peer-metadata`, `x-envoy-peer-metadata-id` and
   * `x-forwarded-client-cert`; also where the application has set them. A call that is made again carries `x-envoy-attempt-count` and
   * `x-envoy-expected-rq-timeout-ms` all the same, and headers of tracing are out of reach of a route: see docs/behaviour.md.
   *
   * @default false
   */
  readonly stripMeshHeaders?: boolean;

  /**
   * Headers of HTTP requests that the service does not get.
   *
   * @default - none
   * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#Headers-HeaderOperations
   */
  readonly removeRequestHeaders?: string[];

  /**
   * Limits of the connections to the service.
   *
   * @default - Istio's: as many as there are calls
   */
  readonly connectionPool?: ConnectionPool;

  /**
   * When an endpoint that fails is left out for a while.
   *
   * @default - never; with `failover` as `{}` says
   */
  readonly outlierDetection?: OutlierDetection;

  /**
   * Which of several endpoints gets a call.
   *
   * @default - LoadBalancing.leastRequest()
   */
  readonly loadBalancing?: LoadBalancing;

  /**
   * Where calls go when the endpoints nearby are gone. Each endpoint needs a locality.
   *
   * @default - nowhere: without `outlierDetection` all endpoints share the calls, near or far
   */
  readonly failover?: Failover;

  /**
   * A fault that the proxy of the caller makes up. For tests.
   *
   * @default - none
   */
  readonly fault?: FaultInjection;

  /**
   * Forms that open more than they seem to, and that are meant. Accepting a risk that is not there is an error.
   *
   * @default - none
   */
  readonly acceptRisks?: Risk[];
}

/** The props that a service keeps; what takes companions is theirs. */
export interface GivenProps extends Omit<ExternalServiceProps, keyof Wishes> {
  readonly location: Location;
}

/** The program may go on to change what it has passed. Spelled out, because spreading all props costs more than the rest together. */
export function copyOf(props: ExternalServiceProps): GivenProps {
  return {
    metadata: props.metadata,
    hosts: frozen(props.hosts),
    ports: frozen(props.ports),
    addresses: props.addresses && [...props.addresses],
    location: props.location ?? Location.MESH_EXTERNAL,
    resolution: props.resolution,
    endpoints: props.endpoints && [...props.endpoints],
    workloadSelector: props.workloadSelector && { ...props.workloadSelector },
    exportTo: props.exportTo,
    subjectAltNames: props.subjectAltNames && [...props.subjectAltNames],
    connectStrategy: props.connectStrategy,
    ipAutoAllocate: props.ipAutoAllocate,
    acceptRisks: props.acceptRisks && [...props.acceptRisks],
  };
}

/** A copy that nobody changes: what was derived from it would not follow. */
function frozen<T>(list: T[]): T[] {
  return Object.freeze([...list]) as T[];
}
