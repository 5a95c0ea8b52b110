import { ApiObject, Lazy } from 'cdk8s';
import { checkDestinationRule } from '../../../istio/kinds/destination-rule';
import { checkGateway } from '../../../istio/kinds/gateway';
import { type IstioProblem, ProblemSeverity } from '../../../istio/problem';
import type { DestinationRuleSpec, GatewaySpec } from '../../../istio/spec';
import { quote } from '../../../app/refusal';
import { ObjectNames } from '../../../mesh/object-names';
import type { Leg } from '../../../service/paths/egress-plan';
import type { EgressPort } from '../../../service/values/egress-port';
import { GatewayHop } from '../gateway-hop';
import type { GatewayPathOptions } from '../gateway-path-options';
import { listenPortOf } from '../gateway-place';
import type { GatewayForm, SharedByServices } from '../shared/gateway-form';
import { legsThrough } from '../shared/legs';
import type { RoutedHost } from '../shared/routed-host';
import { serversOf } from './servers';
import { destinationRuleOf } from './subsets';

const API_VERSION = 'networking.istio.io/v1';

/** A Gateway, whose servers are the hosts of the services, and a DestinationRule, whose subsets are how a host is called there. */
export class IstioForm implements GatewayForm {
  public readonly factory = 'EgressGateway.fromServiceAttributes';

  constructor(private readonly shared: SharedByServices) {}

  public write(): ApiObject[] {
    const { routed } = this.shared;
    return [
      this.object('Gateway', () => this.gatewaySpec(routed())),
      this.object('DestinationRule', () => this.rule(routed())),
    ];
  }

  public legs(host: string, port: EgressPort, options: GatewayPathOptions): Leg[] {
    const { place, metadata: { name, namespace }, serviceHost } = this.shared;
    const listenPort = listenPortOf(place, port, options.hop ?? GatewayHop.ISTIO_MUTUAL);
    return legsThrough({ gateway: `${namespace}/${name}`, serviceHost: serviceHost(), listenPort }, host, port, options);
  }

  public rule(routed: RoutedHost[]): DestinationRuleSpec {
    return destinationRuleOf(this.shared.serviceHost(), routed);
  }

  public problems(routed: RoutedHost[]): string[] {
    const { name, namespace } = this.shared.metadata;
    const manifest = <Spec>(kind: string, spec: Spec) => ({ apiVersion: API_VERSION, kind, metadata: { name, namespace }, spec });
    return [
      ...inWords('Gateway', checkGateway(manifest('Gateway', this.gatewaySpec(routed)))),
      ...inWords('DestinationRule', checkDestinationRule(manifest('DestinationRule', this.rule(routed)))),
    ];
  }

  private gatewaySpec(routed: RoutedHost[]): GatewaySpec {
    return { selector: this.shared.place.labels, servers: serversOf(routed) };
  }

  private object(kind: string, spec: () => object): ApiObject {
    const { construct, metadata } = this.shared;
    const object = new ApiObject(construct, kind, { apiVersion: API_VERSION, kind, metadata, spec: Lazy.any({ produce: spec }) });
    ObjectNames.of(object).add(object);
    return object;
  }
}

function inWords(kind: string, problems: IstioProblem[]): string[] {
  return problems.filter(({ severity }) => severity === ProblemSeverity.ERROR)
    .map(({ path, value, message, fix }) => `${kind} ${path} ${quote(value)}: ${message}; ${fix}`);
}
