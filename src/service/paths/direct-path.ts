import type { EgressPort } from '../values/egress-port';
import type { IEgressPath } from './egress-path';
import type { EgressPlan, Leg } from './egress-plan';
import { layerOf } from './layer';

/** Straight from the proxy of the caller to the service. */
class DirectPath implements IEgressPath {
  public readonly way = 'straight from the proxy of the caller';

  /** @internal */
  public _plan(): EgressPlan {
    return { isRouted: false, relays: [], hidesDirectPath: false, labels: {}, legs: directLegs, problems: () => [] };
  }
}

/** The path of a service that names none. */
export const DIRECT_PATH: IEgressPath = new DirectPath();

/** Only what is said of HTTP calls needs a route at all. */
export function directLegs(host: string, port: EgressPort): Leg[] {
  if (layerOf(port) !== 'http') return [];
  return [{ layer: 'http', port: port.number, next: { host, port: port.number }, isLast: true }];
}
