import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { removed } from '../../../app/removed';
import type { DestinationRuleSpec } from '../../../istio/spec';
import { IstioMesh } from '../../../mesh/istio-mesh';
import { grantKeysTo } from '../../../service/companions/tls/key-access';
import type { EgressPlan, PlannedService } from '../../../service/paths/egress-plan';
import { HostRegistry, type RegisteredService } from '../../../service/registry/host-registry';
import { refuseAtOnce, reasonsAgainst } from '../checks/gateway-refusals';
import { remarksOn } from '../checks/remarks';
import { GatewayPath } from '../gateway-path';
import type { EgressGatewayPathOptions } from '../gateway-path-options';
import type { GatewayPlace } from '../gateway-place';
import { IstioForm } from '../istio/istio-form';
import type { WrittenMetadata } from '../written-metadata';
import { EgressGateways } from './egress-gateways';
import type { GatewayForm, SharedByServices } from './gateway-form';
import { type RoutedHost, routedHostsOf } from './routed-host';
import type { Hop, RoutingGateway } from './routing-gateway';

/**
 * What the services that go through one gateway share, and its one owner. All of it follows from the services, whoever declares them
 * and when.
 */
export class SharedGateway implements RoutingGateway {
  private readonly form: GatewayForm;
  /** Undefined as long as no service has come. */
  private objects?: ApiObject[];
  private keyGrants?: ApiObject[];

  /**
   * @param construct the gateway, as the program knows it; what is written is a child of it
   * @param place where the gateway is found
   * @param metadata of what is written
   * @param makeForm the API in which it is written
   */
  constructor(
    public readonly construct: Construct, public readonly place: GatewayPlace, private readonly metadata: WrittenMetadata,
    makeForm = (shared: SharedByServices): GatewayForm => new IstioForm(shared),
  ) {
    this.form = makeForm({ construct, place, metadata, serviceHost: () => this.serviceHost, routed: () => this.routed });
    EgressGateways.of(construct).add(this);
  }

  public toString(): string {
    return `gateway ${this.place.namespace}/${this.place.serviceName}`;
  }

  public get factory(): string {
    return this.form.factory;
  }

  public get isWritten(): boolean {
    return this.place.serviceAccount !== undefined || this.written.length > 0;
  }

  public get isTaken(): boolean {
    return this.services.length > 0;
  }

  public get routed(): RoutedHost[] {
    return this.services.flatMap((service) => routedHostsOf(service, GatewayPath.of(service._via)!.options, this.place));
  }

  public get hops(): Hop[] {
    return this.routed.map((one) => ({ ...one, next: this.form.legs(one.host, one.port, { hop: one.hop })[0].next }));
  }

  public get rule(): DestinationRuleSpec {
    return this.form.rule(this.routed);
  }

  public get written(): ApiObject[] {
    return this.objects ?? [];
  }

  public plan(service: PlannedService, options: EgressGatewayPathOptions): EgressPlan {
    refuseAtOnce(this, service, options, this.form.unsayable?.(service, options));
    this.objects ??= this.form.write();
    const grants = service.ports.some(({ tlsOrigination: tls }) => tls?._credential?.keyReader) ? this.grantsForKeys() : [];
    return {
      isRouted: true,
      relays: [this.place.namespace],
      hidesDirectPath: options.hideDirectPath ?? false,
      labels: {},
      legs: (host, port) => this.form.legs(host, port, options),
      // Who does not see the service has no listener for it, and takes that of the gateway's Service.
      imports: () => options.hideDirectPath ? [{ namespace: this.place.namespace, hosts: [this.serviceHost] }] : [],
      problems: () => [...reasonsAgainst(this, service, options), ...(this.form.unread?.(service) ?? []).map((reason) => `via ${this}: ${reason}`)],
      grants,
      routeApi: this.form.routeApi,
      remarks: remarksOn(options),
    };
  }

  public problems(routed: RoutedHost[]): string[] {
    return [
      ...removed(this.written, `no call goes through ${this}`),
      ...this.form.problems(routed),
    ];
  }

  private get services(): RegisteredService[] {
    return HostRegistry.of(this.construct).inMesh(IstioMesh.of(this.construct), ({ _via }) => GatewayPath.of(_via)?.gateway === this);
  }

  private get serviceHost(): string {
    return `${this.place.serviceName}.${this.place.namespace}.svc.${IstioMesh.of(this.construct).clusterDomain}`;
  }

  /** What allows its proxies to have the keys that they show to services; whoever runs a gateway that is there sees to it. */
  private grantsForKeys(): ApiObject[] {
    const { namespace, serviceAccount } = this.place;
    if (serviceAccount === undefined) return [];
    return this.keyGrants ??= this.withSaidMetadata(
      grantKeysTo(this.construct, { namespace, serviceAccounts: [serviceAccount], name: this.metadata.name }),
    );
  }

  private withSaidMetadata(objects: ApiObject[]): ApiObject[] {
    const { labels = {}, annotations = {} } = this.metadata;
    for (const { metadata } of objects) {
      Object.entries(labels).forEach(([key, value]) => metadata.addLabel(key, value));
      Object.entries(annotations).forEach(([key, value]) => metadata.addAnnotation(key, value));
    }
    return objects;
  }
}
