import type * as networking from '../../imports/networking.istio.io';
import type * as telemetry from '../../imports/telemetry.istio.io';

/**
 * A generated type with its enums as the strings that stand in YAML.
 * The generated enum members (`DNS_UNDERSCORE_ROUND_UNDERSCORE_ROBIN`) stay out of our code; a field Istio does not have
 * still does not compile.
 */
export type Plain<T> =
  T extends string ? `${T}` :
    T extends object ? { [Field in keyof T]: Plain<T[Field]> } : T;

export type ServiceEntrySpec = Plain<networking.ServiceEntrySpec>;
export type WorkloadEntrySpec = Plain<networking.WorkloadEntrySpec>;
export type SidecarSpec = Plain<networking.SidecarSpec>;
export type DestinationRuleSpec = Plain<networking.DestinationRuleSpec>;
export type VirtualServiceSpec = Plain<networking.VirtualServiceSpec>;
export type GatewaySpec = Plain<networking.GatewaySpec>;
export type TelemetrySpec = Plain<telemetry.TelemetrySpec>;

/** The trafficPolicy of a DestinationRule, or of one of its subsets. */
export type TrafficPolicy = NonNullable<DestinationRuleSpec['trafficPolicy']>;
/** The connectionPool of a DestinationRule or a Sidecar. */
export type ConnectionPool = NonNullable<TrafficPolicy['connectionPool']>;
/** The loadBalancer of a DestinationRule. */
export type LoadBalancer = NonNullable<TrafficPolicy['loadBalancer']>;
/** The outlierDetection of a DestinationRule. The generated type spells `consecutive5xxErrors` as no YAML does. */
export type OutlierDetection = Omit<NonNullable<TrafficPolicy['outlierDetection']>, 'consecutive5XxErrors'> & { readonly consecutive5xxErrors?: number };
/** How a client uses TLS. */
export type ClientTls = NonNullable<TrafficPolicy['tls']>;
/** How a server uses TLS. */
export type ServerTls = NonNullable<NonNullable<SidecarSpec['ingress']>[number]['tls']>;

/** An HTTP route of a VirtualService. `mirror_percent` is an old spelling of `mirrorPercent`. */
export type HttpRoute = NonNullable<VirtualServiceSpec['http']>[number] & { readonly mirror_percent?: number };
/** A condition of an HTTP route. */
export type HttpMatch = NonNullable<HttpRoute['match']>[number];
/** How a text of a request is compared. */
export type StringMatch = NonNullable<HttpMatch['uri']>;
/** Where a route, a mirror or an egress proxy sends to. */
export type Destination = NonNullable<HttpRoute['mirror']>;
/** A TLS route of a VirtualService. */
export type TlsRoute = NonNullable<VirtualServiceSpec['tls']>[number];
/** A TCP route of a VirtualService. */
export type TcpRoute = NonNullable<VirtualServiceSpec['tcp']>[number];

/** What a Telemetry says about metrics. */
export type TelemetryMetrics = NonNullable<TelemetrySpec['metrics']>[number];
/** What a Telemetry says about access logs. */
export type AccessLogging = NonNullable<TelemetrySpec['accessLogging']>[number];

/** A Kubernetes object as it stands in a manifest. */
export interface Manifest<Spec = any> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  readonly spec?: Spec;
}
