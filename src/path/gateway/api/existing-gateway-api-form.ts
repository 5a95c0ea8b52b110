import type { ApiObject } from 'cdk8s';
import type { DestinationRuleSpec } from '../../../istio/spec';
import { IstioMesh } from '../../../mesh/istio-mesh';
import type { Leg, PlannedService } from '../../../service/paths/egress-plan';
import { RouteApi } from '../../../service/paths/route-api';
import type { EgressPort } from '../../../service/values/egress-port';
import { GatewayHop } from '../gateway-hop';
import type { EgressGatewayPathOptions } from '../gateway-path-options';
import { listenPortOf } from '../gateway-place';
import type { GatewayForm, SharedByServices } from '../shared/gateway-form';
import { ruleByPort, type SpokenPort, writtenRule } from './destination-rule';
import { FACTORY, legsByPort } from './gateway-api-form';
import { type GatewayApiListener, ListenerKind } from './gateway-api-listener';
import { newerThanMesh, unsayable } from './unsayable';

/** What is known of a Gateway that somebody else declares. */
export interface KnownGateway {
  readonly name: string;
  readonly listeners: GatewayApiListener[];
  /** Undefined where that is not known. */
  readonly allowedNamespaces?: string[];
  readonly hasDestinationRule: boolean;
}

/**
 * A Gateway of the Gateway API that somebody else declares: its listeners are there, and take the routes that they take. What callers
 * have to know of them stands in a DestinationRule.
 */
export class ExistingGatewayApiForm implements GatewayForm {
  public readonly factory = FACTORY;
  public readonly routeApi = RouteApi.GATEWAY_API;

  constructor(private readonly shared: SharedByServices, private readonly known: KnownGateway) {}

  public write(): ApiObject[] {
    return this.known.hasDestinationRule ? [] : [writtenRule(this.shared, () => this.rule())];
  }

  /** For all its listeners, whatever goes through: another app that writes it, too, then writes the same. */
  public rule(): DestinationRuleSpec {
    return ruleByPort(this.shared.serviceHost(), this.known.listeners.map(spokenTo));
  }

  public legs(host: string, port: EgressPort, options: EgressGatewayPathOptions): Leg[] {
    return legsByPort(this.shared, this.known.name, { host, port, options });
  }

  public problems(): string[] {
    return [];
  }

  public unsayable(service: PlannedService, options: EgressGatewayPathOptions): string[] {
    return [...unsayable(service, options), ...this.indistinct(service, options), ...this.notAllowed(service)];
  }

  public unread(service: PlannedService): string[] {
    return newerThanMesh(service, IstioMesh.of(this.shared.construct));
  }

  /** Two ports of a host at one listener: a route tells calls apart by their host alone. */
  private indistinct({ ports }: PlannedService, { hop = GatewayHop.ISTIO_MUTUAL }: EgressGatewayPathOptions): string[] {
    const { place } = this.shared;
    return ports.flatMap((port) => {
      const listenPort = listenPortOf(place, port, hop);
      const sharing = ports.filter((other) => listenPortOf(place, other, hop) === listenPort);
      const first = sharing.find(({ number }) => number === listenPort) ?? sharing[0];
      if (listenPort === undefined || first.number === port.number) return [];
      return [`${port} would come in at port ${listenPort} of the gateway, as ${first} does, and nothing in a call says which of the two is called; `
        + place.given!.fixFor(port, hop)];
    });
  }

  private notAllowed({ namespace }: PlannedService): string[] {
    const { allowedNamespaces } = this.known;
    if (!allowedNamespaces || namespace === undefined || allowedNamespaces.some((allowed) => allowed === '*' || allowed === namespace)) return [];
    return [`its listeners allow routes of ${allowedNamespaces.join(', ') || 'no namespace'}, and those of this service lie in ${namespace}, `
      + 'so that Istio would not attach them (NotAllowedByListeners); ask its owner to allow the namespace, or use another gateway'];
  }
}

function spokenTo({ port, _kind }: GatewayApiListener): SpokenPort {
  return { port, hop: _kind === ListenerKind.ISTIO_MUTUAL ? GatewayHop.ISTIO_MUTUAL : GatewayHop.PASSTHROUGH };
}
