import type { ApiObject } from 'cdk8s';
import { grantKeysTo } from '../../service/companions/tls/key-access';
import { directLegs } from '../../service/paths/direct-path';
import type { IEgressPath } from '../../service/paths/egress-path';
import type { EgressPlan, PlannedService } from '../../service/paths/egress-plan';
import { RouteApi } from '../../service/paths/route-api';
import type { Waypoint } from './waypoint-place';
import { refuseAtOnce, reasonsAgainst } from './waypoint-refusals';
import { remarksOn } from './waypoint-remarks';

/** The way through a waypoint: ztunnel takes it for every call to a service with its label, and nothing else is to be written for that. */
export class WaypointPath implements IEgressPath {
  public readonly way: string;
  private keyGrants?: ApiObject[];

  constructor(private readonly waypoint: Waypoint) {
    this.way = `through waypoint ${waypoint.namespace}/${waypoint.name}`;
  }

  public _plan(service: PlannedService): EgressPlan {
    refuseAtOnce(this.waypoint, service);
    const { name, namespace } = this.waypoint;
    return {
      isRouted: false,
      relays: [namespace],
      hidesDirectPath: false,
      labels: {
        'istio.io/use-waypoint': name,
        ...service.namespace === namespace ? {} : { 'istio.io/use-waypoint-namespace': namespace },
      },
      legs: directLegs,
      problems: () => reasonsAgainst(this.waypoint, service),
      grants: service.ports.some(({ tlsOrigination: tls }) => tls?._credential?.keyReader) ? this.grantsForKeys() : [],
      // VirtualServices at waypoints are alpha.
      routeApi: RouteApi.GATEWAY_API,
      remarks: remarksOn(service),
    };
  }

  /** What allows its proxies to have the keys that they show to services; whoever runs a waypoint that is there sees to it. */
  private grantsForKeys(): ApiObject[] {
    const { construct, name, namespace, serviceAccount } = this.waypoint;
    if (serviceAccount === undefined) return [];
    return this.keyGrants ??= grantKeysTo(construct, { namespace, serviceAccounts: [serviceAccount], name });
  }
}
