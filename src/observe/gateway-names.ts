import { isNamespaceName } from '../app/kubernetes-names';
import { quote } from '../app/refusal';
import { listOf, optional, text } from '../app/shape';

/** Names of the Services of egress gateways. */
export const GATEWAYS = optional(listOf(text("'istio-egressgateway'"), "'istio-egressgateway'"));

/** Names of gateways that no Service has. Istio's own clusters, such as BlackHoleCluster, have capitals and are among them. */
export function impossibleGateways(gateways: readonly string[]): string[] {
  return gateways.filter((name) => !isNamespaceName(name)).map((name) => (
    `gateways ${quote(name)} is not the name of a Service; use at most 63 lower case letters, digits and '-', such as 'istio-egressgateway'`));
}
