import type { IConstruct } from 'constructs';
import { type Complaint, FinalChecks, isInTree } from '../../../app/final-checks';
import { type IIstioMesh, IstioMesh } from '../../../mesh/istio-mesh';
import { HostRegistry } from '../../../service/registry/host-registry';
import { misroutes } from '../checks/misroutes';
import { rivalPaths } from '../checks/rival-paths';
import { rivalRules } from '../checks/rival-rules';
import type { RoutingGateway } from './routing-gateway';

const EGRESS_GATEWAYS = Symbol.for('cdk8s-istio-egress.EgressGateways');

/** Every gateway of an app, and what is wrong among the services that go through one. */
export class EgressGateways {
  public static of(scope: IConstruct): EgressGateways {
    const root = scope.node.root as IConstruct & { [EGRESS_GATEWAYS]?: EgressGateways };
    root[EGRESS_GATEWAYS] ??= new EgressGateways(root);
    return root[EGRESS_GATEWAYS];
  }

  /** Names of the Services of the gateways of a mesh, whoever runs them, as the app stands. Whoever only looks makes no registry. */
  public static serviceNames(scope: IConstruct, mesh: IIstioMesh): string[] {
    const { [EGRESS_GATEWAYS]: known } = scope.node.root as IConstruct & { [EGRESS_GATEWAYS]?: EgressGateways };
    const present = (known?.gateways ?? []).filter(({ construct }) => isInTree(construct) && IstioMesh.of(construct) === mesh);
    return [...new Set(present.map(({ place }) => place.serviceName))].sort();
  }

  private readonly gateways: RoutingGateway[] = [];

  private constructor(root: IConstruct) {
    FinalChecks.of(root).add((app) => {
      const present = this.gateways.filter(({ construct }) => isInTree(construct));
      const meshes = [...new Set(present.map(({ construct }) => IstioMesh.of(construct)))];
      return [
        ...present.flatMap(complaintsOf),
        ...twice(present),
        ...meshes.flatMap((mesh) => rivalPaths(HostRegistry.of(root).inMesh(mesh))),
        ...meshes.flatMap((mesh) => rivalRules(present.filter(({ construct }) => IstioMesh.of(construct) === mesh), mesh, app)),
      ];
    });
  }

  public add(gateway: RoutingGateway): void {
    this.gateways.push(gateway);
    FinalChecks.of(gateway.construct).somethingChanged();
  }
}

function complaintsOf(gateway: RoutingGateway): Complaint[] {
  const routed = gateway.routed;
  if (routed.length > 0) {
    const about = gateway.construct;
    return [...misroutes(routed, `${gateway}`), ...gateway.problems(routed).map((message) => ({ about, message }))];
  }
  return gateway.isWritten && !gateway.isTaken
    ? [{ about: gateway.construct, message: `no service goes through ${gateway}, and neither a Gateway nor a Service can be without ports; write via: gateway, or remove it` }]
    : [];
}

/** Two owners of one gateway would write two servers for one port. */
function twice(gateways: RoutingGateway[]): Complaint[] {
  const complaints: Complaint[] = [];
  const owners = new Map<IIstioMesh, Map<string, RoutingGateway>>();
  for (const gateway of gateways) {
    const mesh = IstioMesh.of(gateway.construct);
    const known = owners.get(mesh) ?? new Map<string, RoutingGateway>();
    owners.set(mesh, known);
    const first = known.get(`${gateway}`);
    if (first) {
      complaints.push({ about: gateway.construct, message: `${gateway} is ${first.construct.node.path} already; use that one` });
    } else {
      known.set(`${gateway}`, gateway);
    }
  }
  return complaints;
}
