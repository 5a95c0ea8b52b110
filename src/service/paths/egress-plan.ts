import type { ApiObject, ApiObjectMetadataDefinition } from 'cdk8s';
import type { IExternalService } from '../i-external-service';
import type { SidecarImport } from '../importable';
import type { Resolution } from '../resolution';
import type { EgressPort } from '../values/egress-port';
import type { ExportTo } from '../values/export-to';
import type { Endpoint } from '../values/endpoint';
import type { Layer } from './layer';
import type { RouteApi } from './route-api';

/** A service, as far as a path looks at it. */
export interface PlannedService extends IExternalService {
  /** How the last proxy on the way finds the addresses. */
  readonly resolution: Resolution;
  /** What the application dials. */
  readonly _addresses: string[];
  /** The namespaces whose workloads may call it, whatever the way. */
  readonly _callers: ExportTo;
  /** Where the service is found, if not at its hosts. */
  readonly _endpoints: Endpoint[];
  /** Metadata of the ServiceEntry. */
  readonly metadata: ApiObjectMetadataDefinition;
}

/** Where a step of the way leads. */
export interface NextStop {
  /** The host of a service in the registry. */
  readonly host: string;
  readonly port: number;
  readonly subset?: string;
}

/** One step of the way that the calls to one port take: the proxies that take it, and where they send the calls. */
export interface Leg {
  /** The Gateway whose proxies take it, `namespace/name`; undefined for the sidecars of the callers. */
  readonly gateway?: string;
  /** What of the calls the proxies look at. */
  readonly layer: Layer;
  /** The port at which the calls arrive there. */
  readonly port: number;
  readonly next: NextStop;
  /** Whether it is the step to the service itself: there holds what is said of the calls to it. */
  readonly isLast: boolean;
  /** Request headers that are not sent on. */
  readonly withoutHeaders?: string[];
  /** Prefixes of the paths that may be called; undefined for every path. HTTP only. */
  readonly onlyPaths?: string[];
}

/** What a path needs of a service that takes it. */
export interface EgressPlan {
  /** Whether the calls have to be routed: without, the registry leads them to the service. */
  readonly isRouted: boolean;
  /** The namespaces of the proxies on the way, which have to see the service and its routes. */
  readonly relays: string[];
  /** Whether the callers are kept from seeing the service itself, so that no other way is left. */
  readonly hidesDirectPath: boolean;
  /** Labels that the ServiceEntry needs. */
  readonly labels: Record<string, string>;
  /** The steps of the way to one port of one host, in their order. Asked when the objects are written. */
  legs(host: string, port: EgressPort): Leg[];
  /** Why the path cannot carry the service, once all that can be said has been said. */
  problems(): string[];
  /**
   * The objects that say where calls go and how.
   *
   * @default RouteApi.ISTIO
   */
  readonly routeApi?: RouteApi;
  /** What a Sidecar has to import beside the service; without, Istio finds the way by the routes. */
  imports?(): SidecarImport[];
  /** Objects that have to be there before a rule that names the Secrets of its proxies. */
  readonly grants?: ApiObject[];
  /** What the path is worth, a sentence each, for a person. */
  readonly remarks?: string[];
}
