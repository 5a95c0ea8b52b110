/**
 * Whether a service is part of the mesh.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-Location
 */
export enum Location {
  /** Outside: no mutual TLS, no identity, metrics from the caller's side only. */
  MESH_EXTERNAL = 'MESH_EXTERNAL',
  /** Inside, though Kubernetes does not know it: a virtual machine, for example. */
  MESH_INTERNAL = 'MESH_INTERNAL',
}
