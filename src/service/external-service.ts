import { ApiObject, type ApiObjectMetadata, Chart, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { isDns1123Label } from '../istio/labels';
import { type Problem, ProblemOrigin, ProblemSeverity } from '../istio/problem';
import { checkServiceEntry } from '../istio/service-entry';
import type { Manifest, ServiceEntrySpec } from '../istio/spec';
import type { DataPlane } from '../mesh/data-plane';
import { FinalChecks } from '../mesh/final-checks';
import { factsOf, type IIstioMesh, IstioMesh } from '../mesh/istio-mesh';
import { IstioVersion } from '../mesh/istio-version';
import { ObjectNames } from '../mesh/object-names';
import { quote, refusalAt } from '../mesh/refusal';
import { misfitsOf } from '../mesh/shape';
import { type ConnectStrategy } from './connect-strategy';
import { consumers } from './consumers';
import type { EgressPort } from './egress-port';
import { describeService } from './describe-service';
import type { Endpoint } from './endpoint';
import { ExportTo } from './export-to';
import { HostRegistry } from './host-registry';
import type { IExternalService, ServiceEntryAttributes } from './i-external-service';
import type { SidecarImport } from './importable';
import { Location } from './location';
import { portNames } from './port-names';
import { choose, chooseForWildcard, DYNAMIC_DNS_SINCE, Resolution, type ResolutionChoice, type ResolutionQuestion } from './resolution';
import { PROTOCOL_CONFLICT, type Risk, RISKS, SPOOFABLE_HOST } from './risk';
import { SERVICE_ENTRY_ATTRIBUTES, SERVICE_PROPS } from './service-shape';

/** Properties of an `ExternalService`. */
export interface ExternalServiceProps {
  /**
   * Name, namespace, labels and annotations of the ServiceEntry.
   *
   * @default - a name made from the construct's path; namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * DNS names of the service (1 to 256). A wildcard may stand in front: `*.example.com`.
   *
   * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-hosts
   */
  readonly hosts: string[];

  /** The ports of the service; numbers are unique. */
  readonly ports: EgressPort[];

  /**
   * IP addresses and CIDR ranges that the application dials. They tell TCP services apart; HTTP is told apart by Host header
   * and TLS without a single address by SNI.
   *
   * @default - none: istiod allocates addresses where the mesh is set up for it
   * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-addresses
   */
  readonly addresses?: string[];

  /**
   * Whether the service is part of the mesh.
   *
   * @default Location.MESH_EXTERNAL
   */
  readonly location?: Location;

  /**
   * How the proxy finds the addresses of the service.
   *
   * @default - DNS for exact hosts; STATIC for endpoints with IP addresses and for selected workloads; NONE for CIDR ranges and
   * for TCP with addresses; DYNAMIC_DNS for wildcard hosts where a declared mesh has it and the ports allow it, else NONE.
   * `describe()` says why
   */
  readonly resolution?: Resolution;

  /**
   * Where the service is found, if not at its hosts.
   *
   * @default - at its hosts
   */
  readonly endpoints?: Endpoint[];

  /**
   * Labels of the pods and WorkloadEntries in the service's namespace that are its endpoints, for services inside the mesh.
   *
   * @default - none
   * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-workload_selector
   */
  readonly workloadSelector?: Record<string, string>;

  /**
   * The namespaces that see the service. Istio's own default is every namespace: `ExportTo.MESH_DEFAULT`.
   *
   * @default - its own namespace and those that lockdowns name
   */
  readonly exportTo?: ExportTo;

  /**
   * Names of which the certificate of an endpoint must carry one, for services inside the mesh.
   *
   * @default - the identities of the endpoints' service accounts
   * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-subject_alt_names
   */
  readonly subjectAltNames?: string[];

  /**
   * How the proxy connects to one of several addresses: the annotation `istio.io/connect-strategy`.
   *
   * @default - to the address the load balancer picks
   */
  readonly connectStrategy?: ConnectStrategy;

  /**
   * Whether istiod allocates an address: the label `networking.istio.io/enable-autoallocate-ip`.
   *
   * @default - what the mesh does with a service that has no addresses
   */
  readonly autoAllocateAddress?: boolean;

  /**
   * Forms that open more than they seem to, and that are meant. Accepting a risk that is not there is an error.
   *
   * @default - none
   */
  readonly acceptRisks?: Risk[];
}

/** The props that are needed later. */
type Given = Omit<ExternalServiceProps, 'hosts' | 'ports' | 'location'>;

/** What another mesh may think of differently; it is judged once all that can be said has been said. */
const DEPENDS_ON_MESH = [
  'service-entry/tcp-any-address',
  'service-entry/dynamic-dns-protocol',
  'service-entry/dynamic-dns-location',
];

const API_VERSION = 'networking.istio.io/v1';
/** The version that serves it. */
const API_SINCE = IstioVersion.of('1.22');
const CONNECT_STRATEGY_SINCE = IstioVersion.V1_30;

const MOST_ENDPOINTS = 4096;
const LABELS_FOR_ISTIO = ['istio.io/use-waypoint', 'networking.istio.io/enable-autoallocate-ip'];
const OBJECT_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const EXTERNAL_SERVICE = Symbol.for('cdk8s-istio-egress.ExternalService');

/**
 * A service outside the mesh, declared so that workloads of the mesh can call it. It *is* a ServiceEntry.
 *
 * @example
 *
 * new ExternalService(chart, 'httpbin', {
 *   metadata: { name: 'httpbin.org', namespace: 'backyards-demo' },
 *   hosts: ['httpbin.org', 'www.httpbin.org'],
 *   ports: [EgressPort.http()],
 * });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/
 */
export class ExternalService extends ApiObject implements IExternalService {
  /**
   * An external service that somebody else's ServiceEntry declares. Nothing is written for it.
   *
   * @param scope the construct it is used in
   * @param id an id that is unique in the scope
   * @param attributes what must be known of the ServiceEntry
   */
  public static fromServiceEntryAttributes(scope: Construct, id: string, attributes: ServiceEntryAttributes): IExternalService {
    return new DeclaredElsewhere(scope, id, attributes);
  }

  /**
   * Whether something is an ExternalService. `instanceof` cannot tell: cdk8s answers it for every ApiObject.
   *
   * @param thing anything
   */
  public static isExternalService(thing: any): thing is ExternalService {
    return typeof thing === 'object' && thing !== null && EXTERNAL_SERVICE in thing;
  }

  public readonly hosts: string[];
  public readonly ports: EgressPort[];
  /** Whether the service is part of the mesh. */
  public readonly location: Location;

  private readonly given: Given;
  private readonly question: ResolutionQuestion;
  private readonly settled?: ResolutionChoice;
  private readonly endpointSpecs?: ServiceEntrySpec['endpoints'];

  /**
   * Declares an external service.
   *
   * @param scope the chart, or a construct in it
   * @param id an id that is unique in the scope
   * @param props what lies outside
   * @throws when Istio would refuse the ServiceEntry, or would read it differently than it looks
   */
  constructor(scope: Construct, id: string, props: ExternalServiceProps) {
    super(scope, id, {
      apiVersion: API_VERSION,
      kind: 'ServiceEntry',
      metadata: metadataOf(mustFit(scope, id, props)),
      spec: Lazy.any({ produce: () => this.toSpec() }),
    });
    Object.defineProperty(this, EXTERNAL_SERVICE, { value: true });
    this.given = copyOf(props);
    this.hosts = frozen(props.hosts);
    this.ports = frozen(props.ports);
    this.location = props.location ?? Location.MESH_EXTERNAL;
    // An empty list of endpoints is none; Istio minds it even so.
    this.endpointSpecs = props.endpoints?.length ? props.endpoints.map((endpoint) => endpoint._toSpec()) : undefined;
    this.question = {
      hosts: this.hosts,
      addresses: this.given.addresses ?? [],
      ports: this.ports,
      endpoints: this.given.endpoints ?? [],
      selectsWorkloads: props.workloadSelector !== undefined,
    };
    this.settled = props.resolution ? { resolution: props.resolution, because: 'the program says so' } : choose(this.question);

    this.refuseWhatNoMeshTakes();
    HostRegistry.of(this).add({
      service: this,
      acceptsConflict: this.accepts(PROTOCOL_CONFLICT),
      mergesBy: () => this.mergesBy(),
    });
    ObjectNames.of(this).add(this);
    FinalChecks.of(this).add(() => this.finalProblems().map((message) => ({ about: this, message })));
  }

  /** Namespace of the ServiceEntry: its own, or its chart's. */
  public get namespace(): string | undefined {
    return this.metadata.namespace;
  }

  /** How the proxy finds the addresses of the service. */
  public get resolution(): Resolution {
    return this.resolutionChoice().resolution;
  }

  /** The namespaces that see the service. */
  public get exportTo(): ExportTo {
    if (this.given.exportTo) return this.given.exportTo;
    const named = consumers(this).map((consumer) => consumer.namespace).filter((namespace) => namespace !== this.namespace);
    return named.length > 0 ? ExportTo.namespaces('.', ...[...new Set(named)].sort()) : ExportTo.OWN_NAMESPACE;
  }

  public toImport(_mesh: IIstioMesh): SidecarImport {
    return { namespace: this.namespace, hosts: this.hosts };
  }

  /** What this service is, in a paragraph for a person: what may be called, how it is found, who sees it, and what is risky. */
  public describe(): string {
    return describeService(this, this.resolutionChoice(), this.given.acceptRisks ?? []);
  }

  private resolutionChoice(): ResolutionChoice {
    return this.settled ?? chooseForWildcard(this.question, IstioMesh.of(this), this.dataPlane());
  }

  /** That of its own namespace: the callers of a service exported elsewhere may have another, and nobody knows them all. */
  private dataPlane(): DataPlane {
    const { namespaceDataPlanes, dataPlane } = IstioMesh.of(this);
    return namespaceDataPlanes[this.namespace ?? ''] ?? dataPlane;
  }

  private toSpec(): ServiceEntrySpec {
    const { addresses, workloadSelector, subjectAltNames } = this.given;
    return {
      hosts: this.hosts,
      addresses,
      ports: portSpecs(this.ports),
      location: this.location,
      resolution: this.resolution,
      endpoints: this.endpointSpecs,
      workloadSelector: workloadSelector && { labels: workloadSelector },
      exportTo: this.exportTo.values,
      subjectAltNames,
    };
  }

  private problems(): Problem[] {
    const manifest: Manifest<ServiceEntrySpec> = {
      apiVersion: this.apiVersion,
      kind: this.kind,
      metadata: { namespace: this.namespace, labels: this.labelsForIstio(), annotations: this.given.metadata?.annotations },
      spec: this.toSpec(),
    };
    return checkServiceEntry(manifest, factsOf(IstioMesh.of(this))).filter((problem) => problem.severity === ProblemSeverity.ERROR);
  }

  /** Chart, props and escape hatches set labels; these are the ones that mean something to Istio. */
  private labelsForIstio(): Record<string, string> {
    const labels: Record<string, string> = {};
    for (const key of LABELS_FOR_ISTIO) {
      const value = this.metadata.getLabel(key);
      if (value !== undefined) labels[key] = value;
    }
    return labels;
  }

  private refuseWhatNoMeshTakes(): void {
    const impossibleNames = this.impossibleNames();
    const messages = impossibleNames.length > 0 ? impossibleNames : [
      ...this.risksWithoutReason(),
      ...this.explain(this.problems().filter(({ code }) => !this.dependsOnMesh(code))),
      ...this.effectlessProps(),
      ...this.misleadingLists(),
    ];
    if (messages.length > 0) refuse(this, messages);
  }

  private dependsOnMesh(code: string): boolean {
    return code === SPOOFABLE_HOST ? !this.settled : DEPENDS_ON_MESH.includes(code);
  }

  private impossibleNames(): string[] {
    const { name, namespace } = this;
    const messages: string[] = [];
    if (name.length > 253 || !OBJECT_NAME.test(name)) {
      messages.push(`metadata.name ${quote(name)} is not a name Kubernetes allows; use at most 253 lower case letters, digits, '-' and '.'`);
    }
    return [...messages, ...impossibleNamespace(namespace)];
  }

  private effectlessProps(): string[] {
    const { connectStrategy, autoAllocateAddress, addresses } = this.given;
    const messages: string[] = [];
    if (connectStrategy && (!this.settled || ![Resolution.DNS, Resolution.DNS_ROUND_ROBIN].includes(this.settled.resolution))) {
      const resolution = this.settled?.resolution ?? 'NONE or DYNAMIC_DNS';
      messages.push(`connectStrategy ${connectStrategy} has no effect with resolution ${resolution}, because there is no choice of addresses; `
        + 'use resolution DNS or DNS_ROUND_ROBIN, or leave it out');
    }
    if (autoAllocateAddress && addresses?.length) {
      messages.push('autoAllocateAddress has no effect on a service with addresses; leave out one of the two');
    } else if (autoAllocateAddress && this.settled?.resolution === Resolution.NONE) {
      messages.push('autoAllocateAddress has no effect with resolution NONE, for which istiod allocates none; leave out one of the two');
    }
    return messages;
  }

  private misleadingLists(): string[] {
    const messages: string[] = [];
    if (this.given.exportTo?.values?.length === 0) {
      messages.push('exportTo [] leaves the field to the mesh, which is every namespace unless changed; '
        + 'name a namespace, or write ExportTo.NOBODY or ExportTo.MESH_DEFAULT');
    }
    if (this.endpointSpecs && this.endpointSpecs.length > MOST_ENDPOINTS) {
      messages.push(`endpoints has ${this.endpointSpecs.length} items, and Istio takes at most ${MOST_ENDPOINTS}; split the service`);
    }
    return messages;
  }

  private finalProblems(): string[] {
    const problems = this.problems();
    return [
      ...this.explain(problems),
      ...this.versionProblems(),
      ...this.uselessRisks(problems),
      ...this.unseenConsumers(),
    ];
  }

  /** The first problem of a field is enough: the next ones often follow from it. */
  private explain(problems: Problem[]): string[] {
    const unaccepted = problems.filter(({ code }) => !this.accepts(code));
    const paths = unaccepted.map(({ path }) => path);
    return unaccepted
      .filter(({ path }, index) => paths.indexOf(path) === index)
      .map((problem) => toMessage(problem) + this.reasonFor(problem));
  }

  /** A resolution that nobody wrote is not understood without the reason it was chosen for. */
  private reasonFor({ code }: Problem): string {
    if (code !== SPOOFABLE_HOST || this.given.resolution) return '';
    return ` (resolution NONE was chosen because ${this.resolutionChoice().because})`;
  }

  private versionProblems(): string[] {
    const { version } = IstioMesh.of(this);
    const dataPlane = this.dataPlane();
    const newer = (what: string, since: IstioVersion, instead: string) => version.isAtLeast(since)
      ? []
      : [`${what} needs Istio ${since}, and this mesh is taken for ${version}; ${instead}, or declare the version with new IstioMesh()`];
    return [
      ...newer('networking.istio.io/v1', API_SINCE, 'write the ServiceEntry by hand'),
      ...this.resolution === Resolution.DYNAMIC_DNS
        ? newer(`resolution DYNAMIC_DNS with data plane ${dataPlane}`, DYNAMIC_DNS_SINCE[dataPlane], 'use resolution NONE') : [],
      ...this.given.connectStrategy ? newer('connectStrategy', CONNECT_STRATEGY_SINCE, 'leave it out') : [],
    ];
  }

  private risksWithoutReason(): string[] {
    return (this.given.acceptRisks ?? [])
      .filter((risk) => risk.reason.trim() === '')
      .map((risk) => `acceptRisks has ${risk} with an empty reason; say why the risk is taken`);
  }

  private uselessRisks(problems: Problem[]): string[] {
    return (this.given.acceptRisks ?? [])
      .filter((risk) => risk.code !== PROTOCOL_CONFLICT && !problems.some(({ code }) => code === risk.code))
      .map((risk) => `acceptRisks has ${risk}, a risk that this service does not take; remove it`);
  }

  private unseenConsumers(): string[] {
    const { exportTo } = this;
    return consumers(this)
      .filter((consumer) => !exportTo._reaches(consumer.namespace, this.namespace))
      .map((consumer) => `${consumer.saidBy.node.path} allows this service in namespace ${consumer.namespace}, but exportTo ${exportTo} does not reach it; `
        + `add '${consumer.namespace}' to exportTo, or leave exportTo out so that it follows from who is allowed`);
  }

  private accepts(code: string): boolean {
    return (this.given.acceptRisks ?? []).some((risk) => risk.code === code);
  }

  private mergesBy(): string {
    const sorted = (values: Record<string, string> = {}) => Object.entries(values).sort();
    return JSON.stringify([
      this.resolution,
      [...this.exportTo.values ?? []].sort(),
      sorted(this.given.workloadSelector),
      sorted(this.metadata.toJson().labels),
    ]);
  }
}

/** A service that somebody else's ServiceEntry declares. */
class DeclaredElsewhere extends Construct implements IExternalService {
  public readonly name: string;
  public readonly namespace?: string;
  public readonly hosts: string[];
  public readonly ports: EgressPort[];

  constructor(scope: Construct, id: string, attributes: ServiceEntryAttributes) {
    super(scope, id);
    const misfits = misfitsOf(SERVICE_ENTRY_ATTRIBUTES, 'attributes', attributes);
    if (misfits.length > 0) refuse(this, misfits);
    this.name = attributes.name;
    this.namespace = attributes.namespace;
    this.hosts = frozen(attributes.hosts);
    this.ports = frozen(attributes.ports);
    this.refuseWhatIstioHasNot();
    HostRegistry.of(this).add({ service: this, acceptsConflict: false });
  }

  public toImport(_mesh: IIstioMesh): SidecarImport {
    return { namespace: this.namespace, hosts: this.hosts };
  }

  /** Such a ServiceEntry cannot be there. Resolution NONE asks for nothing beside names and ports. */
  private refuseWhatIstioHasNot(): void {
    const spec: ServiceEntrySpec = { hosts: this.hosts, ports: portSpecs(this.ports), resolution: Resolution.NONE };
    const problems = checkServiceEntry({ apiVersion: API_VERSION, kind: 'ServiceEntry', spec })
      .filter(({ origin, severity }) => origin !== ProblemOrigin.ADVICE && severity === ProblemSeverity.ERROR);
    const messages = [...impossibleNamespace(this.namespace), ...problems.map(toMessage)];
    if (messages.length > 0) refuse(this, messages);
  }
}

/** What is refused leaves no trace: a program that goes on must not write it. */
function refuse(construct: IConstruct, messages: string[]): never {
  construct.node.scope?.node.tryRemoveChild(construct.node.id);
  throw refusalAt(construct.node.path, ...messages);
}

/** A construct cannot be named before it is there, nor can cdk8s make one of anything. */
function mustFit(scope: Construct, id: string, props: ExternalServiceProps): ExternalServiceProps {
  if (!Construct.isConstruct(scope)) throw refusalAt(id, `scope ${quote(scope)} is not a construct; write new ExternalService(chart, '${id}', props)`);
  const misfits = misfitsOf(SERVICE_PROPS, 'props', props);
  if (!liesInChart(scope)) misfits.push('no chart contains it; give it a chart, or a construct in one, as scope');
  if (misfits.length > 0) throw refusalAt([scope.node.path, id].filter((part) => part !== '').join('/'), ...misfits);
  return props;
}

function liesInChart(scope: IConstruct): boolean {
  return Chart.isChart(scope) || (scope.node.scope !== undefined && liesInChart(scope.node.scope));
}

/** The program may go on to change what it has passed. Spelled out, because spreading all props costs more than the rest together. */
function copyOf(props: ExternalServiceProps): Given {
  return {
    metadata: props.metadata,
    addresses: props.addresses && [...props.addresses],
    resolution: props.resolution,
    endpoints: props.endpoints && [...props.endpoints],
    workloadSelector: props.workloadSelector && { ...props.workloadSelector },
    exportTo: props.exportTo,
    subjectAltNames: props.subjectAltNames && [...props.subjectAltNames],
    connectStrategy: props.connectStrategy,
    autoAllocateAddress: props.autoAllocateAddress,
    acceptRisks: props.acceptRisks && [...props.acceptRisks],
  };
}

/** A copy that nobody changes: what was derived from it would not follow. */
function frozen<T>(list: T[]): T[] {
  return Object.freeze([...list]) as T[];
}

function portSpecs(ports: EgressPort[]): ServiceEntrySpec['ports'] {
  return portNames(ports).map((name, index) => {
    const { number, protocol, targetPort } = ports[index];
    return { number, name, protocol, targetPort };
  });
}

function impossibleNamespace(namespace: string | undefined): string[] {
  if (namespace === undefined || (isDns1123Label(namespace) && namespace === namespace.toLowerCase())) return [];
  return [`namespace ${quote(namespace)} is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'`];
}

function metadataOf(props: Given): ApiObjectMetadata | undefined {
  const { metadata, autoAllocateAddress, connectStrategy } = props;
  if (autoAllocateAddress === undefined && connectStrategy === undefined) return metadata;
  return {
    ...metadata,
    labels: {
      ...metadata?.labels,
      ...autoAllocateAddress === undefined ? {} : { 'networking.istio.io/enable-autoallocate-ip': `${autoAllocateAddress}` },
    },
    annotations: {
      ...metadata?.annotations,
      ...connectStrategy === undefined ? {} : { 'istio.io/connect-strategy': connectStrategy },
    },
  };
}

/** A problem in the words of the props: they are called as the fields of the ServiceEntry are. */
function toMessage(problem: Problem): string {
  const value = problem.value === undefined ? '' : ` ${quote(problem.value)}`;
  const field = problem.path.replace(/^spec\./, '');
  const risk = RISKS[problem.code];
  const acceptance = risk ? `, or accept it with acceptRisks: [${risk}({ reason })]` : '';
  return `${field}${value}: ${problem.message}; ${problem.fix}${acceptance}`;
}
