import type { IConstruct } from 'constructs';
import { IstioMesh } from '../mesh/istio-mesh';
import { EgressGateways } from '../path/gateway/shared/egress-gateways';

/** Of the gateway of Istio's own charts, which may be there though no program speaks of it. */
const STOCK = 'istio-egressgateway';

/** Names of the Services of egress gateways: those that were named, or else the stock one and those of this mesh, as the app stands. */
export function gatewayServices(looking: IConstruct, named?: string[]): string[] {
  return named ?? [...new Set([STOCK, ...EgressGateways.serviceNames(looking, IstioMesh.of(looking))])];
}
