/** What protects the way from a caller's proxy to an egress gateway. */
export enum GatewayHop {
  /**
   * Mutual TLS of the mesh, whatever the application speaks inside it. The gateway learns the identity of the caller, so that it can
   * be logged, and allowed or denied.
   */
  ISTIO_MUTUAL = 'ISTIO_MUTUAL',
  /**
   * Nothing of the mesh's: TLS of the application is routed by its SNI, HTTP and TCP are in clear. The gateway learns the address
   * that calls and no identity, and whoever reaches it can send the same.
   */
  PASSTHROUGH = 'PASSTHROUGH',
}
