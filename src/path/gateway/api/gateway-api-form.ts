import { ApiObject, type ApiObjectMetadata, Lazy } from 'cdk8s';
import { IstioMesh } from '../../../mesh/istio-mesh';
import { ObjectNames } from '../../../mesh/object-names';
import type { Leg, PlannedService } from '../../../service/paths/egress-plan';
import { RouteApi } from '../../../service/paths/route-api';
import type { EgressPort } from '../../../service/values/egress-port';
import type { GatewayForm } from '../shared/gateway-form';
import type { GatewayPathOptions } from '../i-egress-gateway';
import type { SharedByServices } from '../istio/istio-form';
import { legsThrough } from '../shared/legs';
import { destinationRuleByPort, kubernetesGatewaySpec } from './listeners';
import { newerThanMesh, unsayable } from './unsayable';

/**
 * A Gateway of the Gateway API, which istiod deploys, and a DestinationRule. No route of that API names a subset of a Service, so that how
 * the proxies of the callers speak to the gateway follows from the port.
 */
export class GatewayApiForm implements GatewayForm {
  public readonly routeApi = RouteApi.GATEWAY_API;
  private isWritten = false;

  /** @param metadata what the program says of the Gateway beside its name and namespace */
  constructor(private readonly shared: SharedByServices, private readonly metadata: ApiObjectMetadata) {}

  public write(): void {
    if (this.isWritten) return;
    this.isWritten = true;
    const { construct, objectName: name, place: { namespace }, routed, serviceHost } = this.shared;
    const { revision } = IstioMesh._fixedFor(construct);
    const labels = { ...this.metadata.labels, ...revision ? { 'istio.io/rev': revision } : {} };
    const annotations = { 'networking.istio.io/service-type': 'ClusterIP', ...this.metadata.annotations };
    for (const object of [
      new ApiObject(construct, 'Gateway', {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'Gateway',
        metadata: { ...this.metadata, name, namespace, labels, annotations },
        spec: Lazy.any({ produce: () => kubernetesGatewaySpec(routed(), namespace) }),
      }),
      new ApiObject(construct, 'DestinationRule', {
        apiVersion: 'networking.istio.io/v1',
        kind: 'DestinationRule',
        metadata: { name, namespace },
        spec: Lazy.any({ produce: () => destinationRuleByPort(serviceHost(), routed()) }),
      }),
    ]) ObjectNames.of(object).add(object);
  }

  public legs(host: string, port: EgressPort, options: GatewayPathOptions): Leg[] {
    const { place, objectName, serviceHost } = this.shared;
    const stop = { gateway: `${place.namespace}/${objectName}`, serviceHost: serviceHost(), listenPort: place.listenPortOf(port) };
    return legsThrough(stop, host, port, options).map((leg) => ({ ...leg, next: { ...leg.next, subset: undefined } }));
  }

  public problems(): string[] {
    return [];
  }

  public unsayable(service: PlannedService, options: GatewayPathOptions): string[] {
    return unsayable(service, options);
  }

  public unread(service: PlannedService): string[] {
    return newerThanMesh(service, IstioMesh.of(this.shared.construct));
  }
}
