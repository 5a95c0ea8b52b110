/**
 * The objects that say where calls go.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/
 */
export enum RouteApi {
  /** VirtualService and Gateway of `networking.istio.io`. */
  ISTIO = 'ISTIO',
  /** HTTPRoute, TLSRoute, TCPRoute and Gateway of `gateway.networking.k8s.io`, whose CRDs Istio does not install. */
  GATEWAY_API = 'GATEWAY_API',
}
