import { IstioVersion } from '../mesh/istio-version';

/**
 * What happens to calls that no service of the registry matches.
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-OutboundTrafficPolicy-Mode
 */
export enum OutboundTrafficPolicyMode {
  /** They go nowhere: HTTP is answered with 502, everything else is closed. */
  REGISTRY_ONLY = 'REGISTRY_ONLY',
  /** They pass through to the address the client dialled. Istio's own default. */
  ALLOW_ANY = 'ALLOW_ANY',
  /** Plain HTTP goes to the address of the name in its Host header, everything else passes through. From Istio 1.31, for a whole mesh. */
  ALLOW_ANY_DYNAMIC_DNS = 'ALLOW_ANY_DYNAMIC_DNS',
}

/** The first version that has ALLOW_ANY_DYNAMIC_DNS. */
export const ALLOW_ANY_DYNAMIC_DNS_SINCE = IstioVersion.V1_31;
