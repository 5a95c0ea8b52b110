/**
 * How the traffic of a pod reaches Istio.
 *
 * @see https://istio.io/latest/docs/overview/dataplane-modes/
 */
export enum DataPlane {
  /** An Envoy proxy in every pod. It knows the outbound traffic policy. */
  SIDECAR = 'SIDECAR',
  /** ztunnel on the node, waypoints where they are asked for. ztunnel has no outbound traffic policy. */
  AMBIENT = 'AMBIENT',
}
