import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { canonicalHost } from '../../istio/syntax/hosts';
import { type AppView, type Complaint, FinalChecks, isInTree } from '../../app/final-checks';
import { groupBy } from '../../app/group-by';
import { rootOf } from '../../app/root';
import { sharingKeys } from '../../app/sharing';
import { type IIstioMesh, IstioMesh } from '../../mesh/istio-mesh';
import type { IEgressPath } from '../paths/egress-path';
import type { ExportTo } from '../values/export-to';
import type { IExternalService } from '../i-external-service';
import { isBytes } from '../resolution';
import { groupByHost } from './by-host';
import { capturedHosts } from './captured-hosts';
import { type ForeignEntry, foreignEntries } from './foreign-entries';
import { lostEntries } from './lost-entries';
import { protocolConflicts } from './protocol-conflicts';
import { routeCollisions, type RoutedService } from './route-collisions';
import { type RuledService, ruleCollisions } from './rule-collisions';
import { type ByAddress, tcpCollisions } from './tcp-collisions';
import { tlsConflicts } from './tls-conflicts';
import type { Risk } from '../values/risk';

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
    this.finalChecks.add((app) => {
      const foreign = new Set<IConstruct>(app.objects('ServiceEntry'));
      const services = this.services.filter((service) => foreign.delete(service) || isInTree(service));
      const entries = [...foreign] as ApiObject[];
      const byMesh = groupBy(services, (service) => IstioMesh.of(service));
      return [...byMesh].flatMap(([mesh, ofMesh]) => complaintsAbout(ofMesh, foreignEntries(entries, mesh), mesh, app));
    });
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
    const sharing = new Set(service.hosts.flatMap((host) => this.byHost!.get(canonicalHost(host))!));
    return [...sharing].filter((other) => other !== service && IstioMesh.of(other) === mesh && isInTree(other));
  }

  /**
   * The services of a mesh that are in the tree.
   *
   * @param fits which of them; asked first, because that costs less than to look where a service stands
   */
  public inMesh(mesh: IIstioMesh, fits: (service: RegisteredService) => boolean = () => true): RegisteredService[] {
    return this.services.filter((service) => fits(service) && IstioMesh.of(service) === mesh && isInTree(service));
  }
}

function complaintsAbout(services: RegisteredService[], foreign: ForeignEntry[], mesh: IIstioMesh, app: AppView): Complaint[] {
  const sharingHosts = sharingKeys<HasHosts>([...services, ...foreign], ({ hosts }) => hosts.map(canonicalHost)).filter(isService);
  return [
    ...finalProblems(services),
    ...protocolConflicts(sharingHosts, foreign, services),
    ...lostEntries(sharingHosts),
    ...tcpCollisions(services.filter(isByAddress)),
    ...tlsConflicts(sharingHosts),
    ...ruleCollisions(services.filter(isRuled), mesh, app),
    ...routeCollisions(services.filter(isRouted), mesh, app),
    ...capturedHosts(services),
  ];
}

type HasHosts = RegisteredService | ForeignEntry;

function isService(one: HasHosts): one is RegisteredService {
  return 'node' in one;
}

function isByAddress(service: RegisteredService): service is RegisteredService & ByAddress {
  return service.ports.some(isBytes) && service._addresses !== undefined;
}

function isRouted(service: RegisteredService): service is RegisteredService & RoutedService {
  return (service._routes?.length ?? 0) > 0;
}

function isRuled(service: RegisteredService): service is RegisteredService & RuledService {
  return (service._rules?.length ?? 0) > 0;
}

function finalProblems(services: RegisteredService[]): Complaint[] {
  const complaints: Complaint[] = [];
  for (const service of services) {
    for (const message of service._finalProblems?.() ?? []) complaints.push({ about: service, message });
  }
  return complaints;
}
