import { ApiObject, Lazy } from 'cdk8s';
import type { DestinationRuleSpec } from '../../../istio/spec';
import { IstioMesh } from '../../../mesh/istio-mesh';
import { ObjectNames } from '../../../mesh/object-names';
import type { Leg, PlannedService } from '../../../service/paths/egress-plan';
import { RouteApi } from '../../../service/paths/route-api';
import type { EgressPort } from '../../../service/values/egress-port';
import { GatewayHop } from '../gateway-hop';
import type { EgressGatewayPathOptions } from '../gateway-path-options';
import { listenPortOf } from '../gateway-place';
import type { GatewayForm, SharedByServices } from '../shared/gateway-form';
import { legsThrough } from '../shared/legs';
import type { RoutedHost } from '../shared/routed-host';
import { ruleByPort, writtenRule } from './destination-rule';
import { kubernetesGatewaySpec, mixedListeners, spokenPorts } from './listeners';
import { newerThanMesh, unsayable } from './unsayable';

/** How a program refers to a gateway of the Gateway API that it does not write. */
export const FACTORY = 'GatewayApiEgressGateway.fromGatewayAttributes';

/** One port of one host of a service. */
interface Called {
  readonly host: string;
  readonly port: EgressPort;
  readonly options: EgressGatewayPathOptions;
}

/** The way through a Gateway to which routes attach by its name; how callers speak to it follows from the port. */
export function legsByPort({ place, serviceHost }: SharedByServices, gatewayName: string, { host, port, options }: Called): Leg[] {
  const listenPort = listenPortOf(place, port, options.hop ?? GatewayHop.ISTIO_MUTUAL);
  return legsThrough({ gateway: `${place.namespace}/${gatewayName}`, serviceHost: serviceHost(), listenPort }, host, port, options)
    .map((leg) => ({ ...leg, next: { ...leg.next, subset: undefined } }));
}

/** A Gateway of the Gateway API, which istiod deploys, and a DestinationRule. */
export class GatewayApiForm implements GatewayForm {
  public readonly factory = FACTORY;
  public readonly routeApi = RouteApi.GATEWAY_API;

  constructor(private readonly shared: SharedByServices) {}

  public write(): ApiObject[] {
    const { construct, metadata, routed } = this.shared;
    const { revision } = IstioMesh._fixedFor(construct);
    const gateway = new ApiObject(construct, 'Gateway', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: {
        ...metadata,
        labels: { ...metadata.labels, ...revision ? { 'istio.io/rev': revision } : {} },
        annotations: { 'networking.istio.io/service-type': 'ClusterIP', ...metadata.annotations },
      },
      spec: Lazy.any({ produce: () => kubernetesGatewaySpec(routed(), metadata.namespace) }),
    });
    ObjectNames.of(gateway).add(gateway);
    return [gateway, writtenRule(this.shared, () => this.rule(routed()))];
  }

  public rule(routed: RoutedHost[]): DestinationRuleSpec {
    return ruleByPort(this.shared.serviceHost(), spokenPorts(routed));
  }

  public legs(host: string, port: EgressPort, options: EgressGatewayPathOptions): Leg[] {
    return legsByPort(this.shared, this.shared.metadata.name, { host, port, options });
  }

  public problems(routed: RoutedHost[]): string[] {
    return mixedListeners(routed);
  }

  public unsayable(service: PlannedService, options: EgressGatewayPathOptions): string[] {
    return unsayable(service, options);
  }

  public unread(service: PlannedService): string[] {
    return newerThanMesh(service, IstioMesh.of(this.shared.construct));
  }
}
