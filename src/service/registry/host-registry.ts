import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { effectiveProtocol } from '../../istio/syntax/protocols';
import { type Complaint, FinalChecks, isInTree } from '../../app/final-checks';
import { rootOf } from '../../app/root';
import { sharingKeys } from '../../app/sharing';
import { type IIstioMesh, IstioMesh } from '../../mesh/istio-mesh';
import type { IEgressPath } from '../paths/egress-path';
import type { EgressPort } from '../values/egress-port';
import type { ExportTo } from '../values/export-to';
import type { IExternalService } from '../i-external-service';
import { isBytes } from '../resolution';
import { capturedHosts } from './captured-hosts';
import { type RuledService, ruleCollisions } from './rule-collisions';
import { type ByAddress, tcpCollisions } from './tcp-collisions';
import { tlsConflicts } from './tls-conflicts';
import { PROTOCOL_CONFLICT, type Risk, RISKS } from '../values/risk';

/** A service as the registry sees it; of one that somebody else declares nobody knows the rest. */
export interface RegisteredService extends IExternalService {
  /** What the application dials. */
  readonly _addresses?: string[];
  /** The namespaces that see it. */
  readonly exportTo?: ExportTo;
  /** What says where its calls go. */
  readonly _routes?: ApiObject[];
  /** What says how proxies connect to it. */
  readonly _rules?: ApiObject[];
  /** Whether its calls would not be what is declared without its rules. */
  readonly _dependsOnRules?: boolean;
  /** The path its calls take; undefined where they go straight. */
  readonly _via?: IEgressPath;
  /** The namespaces whose workloads may call it, whatever the way. */
  readonly _callers?: ExportTo;
  /** The risks that are accepted. */
  readonly _acceptedRisks?: Risk[];
  /** Whether a risk is accepted. */
  _accepts?(code: string): boolean;
  /** What must be equal for Istio to merge it with a service of the same host and namespace. */
  _mergesBy?(): string;
  /** What is wrong with the service alone, once all that can be said has been said. */
  _finalProblems?(): string[];
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
    const root = rootOf(scope) as IConstruct & { [HOST_REGISTRY]?: HostRegistry };
    root[HOST_REGISTRY] ??= new HostRegistry(root);
    return root[HOST_REGISTRY];
  }

  private readonly services: RegisteredService[] = [];
  /** Made when somebody asks, and until another service comes. */
  private byHost?: Map<string, IExternalService[]>;

  private readonly finalChecks: FinalChecks;

  private constructor(root: IConstruct) {
    this.finalChecks = FinalChecks.of(root);
    this.finalChecks.add((app) => [...this.byMesh()].flatMap(([mesh, services]) => {
      const sharingHosts = sharingKeys(services, ({ hosts }) => hosts.map(canonical));
      return [
        ...finalProblems(services),
        ...protocolConflicts(sharingHosts.filter((service) => !acceptsConflict(service))),
        ...uselessAcceptances(sharingHosts, services.filter(acceptsConflict)),
        ...lostEntries(sharingHosts),
        ...tcpCollisions(services.filter(isByAddress)),
        ...tlsConflicts(sharingHosts),
        ...ruleCollisions(services.filter(isRuled), mesh, app),
        ...capturedHosts(services),
      ];
    }));
  }

  public add(service: RegisteredService): void {
    this.services.push(service);
    this.byHost = undefined;
    this.finalChecks.somethingChanged();
  }

  /** The services that declare a host of `service` too, in the same mesh. */
  public sharingHostWith(service: IExternalService): IExternalService[] {
    const mesh = IstioMesh.of(service);
    this.byHost ??= groupByHost(this.services);
    const sharing = new Set(service.hosts.flatMap((host) => this.byHost!.get(host)!));
    return [...sharing].filter((other) => other !== service && IstioMesh.of(other) === mesh && isInTree(other));
  }

  /** The services of a mesh that are in the tree. */
  public inMesh(mesh: IIstioMesh): RegisteredService[] {
    return this.byMesh().get(mesh) ?? [];
  }

  private byMesh(): Map<IIstioMesh, RegisteredService[]> {
    const meshes = new Map<IIstioMesh, RegisteredService[]>();
    for (const service of this.services) {
      if (!isInTree(service)) continue;
      const mesh = IstioMesh.of(service);
      const services = meshes.get(mesh);
      if (services) services.push(service);
      else meshes.set(mesh, [service]);
    }
    return meshes;
  }
}

function groupByHost(services: RegisteredService[]): Map<string, IExternalService[]> {
  const byHost = new Map<string, IExternalService[]>();
  for (const service of services) {
    for (const host of service.hosts) {
      const declaring = byHost.get(host);
      if (declaring) declaring.push(service);
      else byHost.set(host, [service]);
    }
  }
  return byHost;
}

/** As DNS and Istio compare them: without regard to case and to the dot of the root. */
function canonical(host: string): string {
  const lower = host.toLowerCase();
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

/** Whether one of two services is declared here; what others declare nobody here can change. */
function isOurs(...services: RegisteredService[]): boolean {
  return services.some((service) => service._accepts);
}

function isByAddress(service: RegisteredService): service is RegisteredService & ByAddress {
  return service.ports.some(isBytes) && service._addresses !== undefined;
}

function isRuled(service: RegisteredService): service is RegisteredService & RuledService {
  return (service._rules?.length ?? 0) > 0;
}

function acceptsConflict(service: RegisteredService): boolean {
  return service._accepts?.(PROTOCOL_CONFLICT) ?? false;
}

function finalProblems(services: RegisteredService[]): Complaint[] {
  const complaints: Complaint[] = [];
  for (const service of services) {
    for (const message of service._finalProblems?.() ?? []) complaints.push({ about: service, message });
  }
  return complaints;
}

function protocolConflicts(services: RegisteredService[]): Complaint[] {
  const complaints: Complaint[] = [];
  const claims = new Map<string, Claim>();
  for (const service of services) {
    for (const host of service.hosts) {
      for (const port of service.ports) {
        const key = `${canonical(host)}:${port.number}`;
        const first = claims.get(key);
        if (!first) {
          claims.set(key, { port, by: service });
        } else if (isOurs(first.by, service) && effectiveProtocol(first.port.protocol) !== effectiveProtocol(port.protocol)) {
          complaints.push({ about: service, message: protocolConflict(key, port, first) });
        }
      }
    }
  }
  return complaints;
}

function protocolConflict(hostAndPort: string, port: EgressPort, first: Claim): string {
  const spoken = (candidate: EgressPort) => candidate.protocol ?? 'no protocol';
  return `${hostAndPort} is declared with ${spoken(port)} here and with ${spoken(first.port)} by ${first.by.node.path}, `
    + 'and Istio would silently pick one; declare the same protocol in both, or, where no workload sees both, '
    + 'accept it with acceptRisks: [Risk.protocolConflict({ reason })]';
}

/** An acceptance that outlives the conflict would hide the next one. */
function uselessAcceptances(services: RegisteredService[], accepting: RegisteredService[]): Complaint[] {
  if (accepting.length === 0) return [];
  const protocols = new Map<string, Set<string | undefined>>();
  for (const service of services) {
    for (const { key, port } of declarations(service)) {
      const spoken = protocols.get(key) ?? new Set();
      protocols.set(key, spoken.add(effectiveProtocol(port.protocol)));
    }
  }
  return accepting
    .filter((service) => declarations(service).every(({ key }) => (protocols.get(key)?.size ?? 1) === 1))
    .map((service) => ({ about: service, message: `acceptRisks has ${RISKS[PROTOCOL_CONFLICT]}, a risk that this service does not take; remove it` }));
}

function declarations({ hosts, ports }: IExternalService): { key: string; port: EgressPort }[] {
  return hosts.flatMap((host) => ports.map((port) => ({ key: `${canonical(host)}:${port.number}`, port })));
}

function lostEntries(services: RegisteredService[]): Complaint[] {
  const complaints: Complaint[] = [];
  const owners = new Map<string, RegisteredService>();
  for (const service of services) {
    for (const host of service.hosts) {
      const key = `${service.namespace ?? ''}/${canonical(host)}`;
      const first = owners.get(key);
      if (!first) {
        owners.set(key, service);
      } else if (first._mergesBy && service._mergesBy && first._mergesBy() !== service._mergesBy()) {
        complaints.push({ about: service, message: lostEntry(host, service, first) });
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
