import type * as gatewayApi from '../../imports/gateway.networking.k8s.io';
import type { Plain } from './spec';

/** A Gateway of the Gateway API; the one of Istio's own API is `GatewaySpec`. */
export type KubernetesGatewaySpec = Plain<gatewayApi.GatewaySpec>;
export type HttpRouteSpec = Plain<gatewayApi.HttpRouteSpec>;
export type TlsRouteSpec = Plain<gatewayApi.TlsRouteSpec>;
export type TcpRouteSpec = Plain<gatewayApi.TcpRouteSpec>;
/** The generated type spells a field otherwise than YAML does. */
export type BackendTlsPolicySpec = Omit<Plain<gatewayApi.BackendTlsPolicySpec>, 'validation'> & {
  readonly validation: Omit<Plain<gatewayApi.BackendTlsPolicySpecValidation>, 'wellKnownCaCertificates'> & { readonly wellKnownCACertificates?: string };
};
export type ReferenceGrantSpec = Plain<gatewayApi.ReferenceGrantSpec>;

/** A port that a Gateway listens on. */
export type KubernetesListener = NonNullable<KubernetesGatewaySpec['listeners']>[number];
/** What a route belongs to: a Gateway, or a service in the mesh. */
export type ParentReference = NonNullable<HttpRouteSpec['parentRefs']>[number];
/** A rule of an HTTPRoute. */
export type HttpRouteRule = NonNullable<HttpRouteSpec['rules']>[number];
/** Where a route sends to. */
export type BackendReference = NonNullable<TlsRouteSpec['rules']>[number]['backendRefs'][number];
