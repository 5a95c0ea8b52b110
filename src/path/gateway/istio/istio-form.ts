import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { checkDestinationRule } from '../../../istio/kinds/destination-rule';
import { checkGateway } from '../../../istio/kinds/gateway';
import { type Problem, ProblemSeverity } from '../../../istio/problem';
import type { GatewaySpec } from '../../../istio/spec';
import { quote } from '../../../app/refusal';
import { ObjectNames } from '../../../mesh/object-names';
import type { Leg } from '../../../service/paths/egress-plan';
import type { EgressPort } from '../../../service/values/egress-port';
import type { GatewayForm } from '../shared/gateway-form';
import type { GatewayPlace } from '../gateway-place';
import type { GatewayPathOptions } from '../i-egress-gateway';
import { legsThrough } from '../shared/legs';
import type { RoutedHost } from '../shared/routed-host';
import { serversOf } from './servers';
import { destinationRuleOf } from './subsets';

const API_VERSION = 'networking.istio.io/v1';

/** What is shared, as the form is told it. */
export interface SharedByServices {
  /** What is written is a child of it. */
  readonly construct: Construct;
  readonly place: GatewayPlace;
  /** Name of what is written. */
  readonly objectName: string;
  /** The host of the gateway's Service. */
  serviceHost(): string;
  /** Everything that goes through the gateway, as it stands. */
  routed(): RoutedHost[];
}

/** A Gateway, whose servers are the hosts of the services, and a DestinationRule, whose subsets are how a host is called there. */
export class IstioForm implements GatewayForm {
  private isWritten = false;

  constructor(private readonly shared: SharedByServices) {}

  public write(): void {
    if (this.isWritten) return;
    this.isWritten = true;
    const { routed } = this.shared;
    this.object('Gateway', () => this.gatewaySpec(routed()));
    this.object('DestinationRule', () => destinationRuleOf(this.shared.serviceHost(), routed()));
  }

  public legs(host: string, port: EgressPort, options: GatewayPathOptions): Leg[] {
    const { place, objectName, serviceHost } = this.shared;
    return legsThrough({
      gateway: `${place.namespace}/${objectName}`, serviceHost: serviceHost(), listenPort: place.listenPortOf(port),
    }, host, port, options);
  }

  public problems(routed: RoutedHost[]): string[] {
    const { place: { namespace }, objectName: name, serviceHost } = this.shared;
    const manifest = <Spec>(kind: string, spec: Spec) => ({ apiVersion: API_VERSION, kind, metadata: { name, namespace }, spec });
    return [
      ...inWords('Gateway', checkGateway(manifest('Gateway', this.gatewaySpec(routed)))),
      ...inWords('DestinationRule', checkDestinationRule(manifest('DestinationRule', destinationRuleOf(serviceHost(), routed)))),
    ];
  }

  private gatewaySpec(routed: RoutedHost[]): GatewaySpec {
    return { selector: this.shared.place.labels, servers: serversOf(routed) };
  }

  private object(kind: string, spec: () => object): void {
    const { construct, objectName: name, place: { namespace } } = this.shared;
    const object = new ApiObject(construct, kind, {
      apiVersion: API_VERSION, kind, metadata: { name, namespace }, spec: Lazy.any({ produce: spec }),
    });
    ObjectNames.of(object).add(object);
  }
}

function inWords(kind: string, problems: Problem[]): string[] {
  return problems.filter(({ severity }) => severity === ProblemSeverity.ERROR)
    .map(({ path, value, message, fix }) => `${kind} ${path} ${quote(value)}: ${message}; ${fix}`);
}
