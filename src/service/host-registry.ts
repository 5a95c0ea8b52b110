import type { IConstruct } from 'constructs';
import { type Complaint, FinalChecks } from '../mesh/final-checks';
import { type IIstioMesh, IstioMesh } from '../mesh/istio-mesh';
import type { EgressPort } from './egress-port';
import type { IExternalService } from './i-external-service';

/** A service as the registry sees it. */
export interface RegisteredService {
  readonly service: IExternalService;
  /** Whether a protocol that differs from another service's is an accepted risk. */
  readonly acceptsConflict: boolean;
  /** What must be equal for Istio to merge it with a service of the same host and namespace; undefined where nobody knows. */
  mergesBy?(): string;
}

/** A host and port, and who declared it first. */
interface Claim {
  readonly port: EgressPort;
  readonly by: RegisteredService;
}

const HOST_REGISTRY = Symbol.for('cdk8s-istio-egress.HostRegistry');

/**
 * All hosts that an app declares, by mesh.
 *
 * Istio silently picks one of two declarations that do not fit together; this view refuses them. It looks at every host
 * and port once.
 */
export class HostRegistry {
  public static of(scope: IConstruct): HostRegistry {
    const root = scope.node.root as IConstruct & { [HOST_REGISTRY]?: HostRegistry };
    root[HOST_REGISTRY] ??= new HostRegistry(root);
    return root[HOST_REGISTRY];
  }

  private readonly services: RegisteredService[] = [];

  private constructor(root: IConstruct) {
    FinalChecks.of(root).add(() => [...this.byMesh().values()].flatMap((services) => [
      ...protocolConflicts(services),
      ...lostEntries(services),
    ]));
  }

  public add(service: RegisteredService): void {
    this.services.push(service);
    FinalChecks.of(service.service).somethingChanged();
  }

  /** The services that declare a host of `service` too, in the same mesh. */
  public sharingHostWith(service: IExternalService): IExternalService[] {
    const mesh = IstioMesh.of(service);
    return this.services
      .map((registered) => registered.service)
      .filter((other) => other !== service && IstioMesh.of(other) === mesh && other.hosts.some((host) => service.hosts.includes(host)));
  }

  private byMesh(): Map<IIstioMesh, RegisteredService[]> {
    const meshes = new Map<IIstioMesh, RegisteredService[]>();
    for (const registered of this.services) {
      const mesh = IstioMesh.of(registered.service);
      const services = meshes.get(mesh);
      if (services) services.push(registered);
      else meshes.set(mesh, [registered]);
    }
    return meshes;
  }
}

function protocolConflicts(services: RegisteredService[]): Complaint[] {
  const complaints: Complaint[] = [];
  const claims = new Map<string, Claim>();
  for (const registered of services) {
    for (const host of registered.service.hosts) {
      for (const port of registered.service.ports) {
        const key = `${host}:${port.number}`;
        const first = claims.get(key);
        if (!first) {
          claims.set(key, { port, by: registered });
        } else if (first.port.protocol !== port.protocol && !registered.acceptsConflict && !first.by.acceptsConflict) {
          complaints.push({ about: registered.service, message: protocolConflict(key, port, first) });
        }
      }
    }
  }
  return complaints;
}

function protocolConflict(hostAndPort: string, port: EgressPort, first: Claim): string {
  const spoken = (candidate: EgressPort) => candidate.protocol ?? 'no protocol';
  return `${hostAndPort} is declared with ${spoken(port)} here and with ${spoken(first.port)} by ${first.by.service.node.path}, `
    + 'and Istio would silently pick one; declare the same protocol in both, or, where no workload sees both, '
    + 'accept it with acceptRisks: [Risk.protocolConflict({ reason })]';
}

function lostEntries(services: RegisteredService[]): Complaint[] {
  const complaints: Complaint[] = [];
  const owners = new Map<string, RegisteredService>();
  for (const registered of services) {
    for (const host of registered.service.hosts) {
      const key = `${registered.service.namespace ?? ''}/${host}`;
      const first = owners.get(key);
      if (!first) {
        owners.set(key, registered);
      } else if (first.mergesBy && registered.mergesBy && first.mergesBy() !== registered.mergesBy()) {
        complaints.push({ about: registered.service, message: lostEntry(host, registered.service, first.service) });
      }
    }
  }
  return complaints;
}

function lostEntry(host: string, service: IExternalService, first: IExternalService): string {
  return `${host} is declared in namespace ${service.namespace ?? '(none)'} by ${first.node.path} too, with another resolution, exportTo, `
    + 'workloadSelector or labels, so that Istio does not merge the two and drops the ports of one; '
    + 'make these equal, or declare all ports in one service';
}
