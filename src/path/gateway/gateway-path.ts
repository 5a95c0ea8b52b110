import type { IEgressPath } from '../../service/paths/egress-path';
import type { EgressPlan, PlannedService } from '../../service/paths/egress-plan';
import type { EgressGatewayPathOptions } from './gateway-path-options';
import type { RoutingGateway } from './shared/routing-gateway';

/** An object that is a path through a gateway: a gateway itself, or what its `withOptions()` returned. */
export interface HasGatewayPath {
  /** @internal */
  readonly _gatewayPath: GatewayPath;
}

/** The way through a gateway. */
export class GatewayPath implements IEgressPath, HasGatewayPath {
  /** The way through a gateway that a service takes, if it takes one. */
  public static of(path: IEgressPath | undefined): GatewayPath | undefined {
    return (path as Partial<HasGatewayPath> | undefined)?._gatewayPath;
  }

  public readonly _gatewayPath = this;

  constructor(public readonly gateway: RoutingGateway, public readonly options: EgressGatewayPathOptions) {}

  public get way(): string {
    return `through ${this.gateway}`;
  }

  public _plan(service: PlannedService): EgressPlan {
    return this.gateway.plan(service, this.options);
  }
}
