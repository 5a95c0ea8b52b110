import type { HttpRoute, TcpRoute, TlsRoute, VirtualServiceSpec } from '../../istio/spec';
import type { EgressPlan, Leg } from '../paths/egress-plan';
import type { Layer } from '../paths/layer';
import type { CallRules, KindOfCall } from './behaviour';
import type { RoutedService } from './routed-service';

const SIDECARS = 'mesh';
const NOTHING_SAID: CallRules = { onTheWay: {}, toTheService: [{ behaviour: {} }] };

/** The VirtualService of one host of a service: every step of its way, and what is said of the calls. */
export function virtualServiceSpec(
  service: RoutedService, host: string, plan: EgressPlan, exportTo: string[] | undefined, rules: CallRules = NOTHING_SAID,
): VirtualServiceSpec {
  const legs = service.ports.flatMap((port) => plan.legs(host, port));
  const gateways = [...new Set(legs.map(({ gateway = SIDECARS }) => gateway))];
  const isForSidecarsAlone = gateways.every((gateway) => gateway === SIDECARS);
  const matchOf = ({ gateway = SIDECARS, port }: Leg) => (isForSidecarsAlone ? { port } : { gateways: [gateway], port });
  const ofLayer = (layer: Layer) => legs.filter((leg) => leg.layer === layer);
  return {
    hosts: [host],
    gateways: isForSidecarsAlone ? undefined : gateways,
    exportTo,
    http: routes(ofLayer('http').flatMap((leg) => kindsOf(leg, rules).map(({ match, behaviour }): HttpRoute => ({
      match: (leg.onlyPaths ?? [undefined]).map((prefix) => (
        { ...matchOf(leg), ...match, uri: prefix === undefined ? undefined : { prefix } }
      )),
      route: [{ destination: destinationOf(leg), headers: headersOf(leg) }],
      ...behaviour,
    })))),
    tls: routes(ofLayer('tls').map((leg): TlsRoute => ({
      match: [{ ...matchOf(leg), sniHosts: [host] }],
      route: [{ destination: destinationOf(leg) }],
    }))),
    tcp: routes(ofLayer('tcp').map((leg): TcpRoute => ({
      match: [{ ...matchOf(leg), destinationSubnets: leg.gateway || service._addresses.length === 0 ? undefined : service._addresses }],
      route: [{ destination: destinationOf(leg) }],
    }))),
  };
}

function kindsOf({ isLast }: Leg, { onTheWay, toTheService }: CallRules): KindOfCall[] {
  return isLast ? toTheService : [{ behaviour: onTheWay }];
}

/** An empty list is a field all the same. */
function routes<Route>(list: Route[]): Route[] | undefined {
  return list.length > 0 ? list : undefined;
}

function destinationOf({ next: { host, port, subset } }: Leg) {
  return { host, subset, port: { number: port } };
}

function headersOf({ withoutHeaders = [] }: Leg) {
  return withoutHeaders.length > 0 ? { request: { remove: withoutHeaders } } : undefined;
}
