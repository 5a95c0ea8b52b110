import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import type { ServiceEntrySpec } from '../istio/spec';
import type { DataPlane } from '../mesh/data-plane';
import { FinalChecks } from '../app/final-checks';
import { type IIstioMesh, IstioMesh } from '../mesh/istio-mesh';
import { dataPlaneOfNamespace } from '../mesh/namespace-data-plane';
import { ObjectNames } from '../mesh/object-names';
import { quote, refusalAt } from '../app/refusal';
import { misfitsOf } from '../app/shape';
import { consumers } from './consumers';
import { DeclaredElsewhere } from './declared-elsewhere';
import { describeService } from './describe-service';
import type { EgressPort } from './values/egress-port';
import { ExportTo } from './values/export-to';
import { copyOf, type ExternalServiceProps, type GivenProps } from './external-service-props';
import { HostRegistry } from './checks/host-registry';
import type { IExternalService, ServiceEntryAttributes } from './i-external-service';
import type { SidecarImport } from './importable';
import { Location } from './values/location';
import { choose, chooseForWildcard, type Resolution, type ResolutionChoice, type ResolutionQuestion } from './resolution';
import type { Risk } from './values/risk';
import { metadataOf, portSpecs } from './service-entry-fields';
import { ServiceJudge } from './checks/service-judge';
import { refuse } from './checks/service-refusals';
import { SERVICE_PROPS } from './checks/service-shape';

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

  /** @internal */
  public readonly _given: GivenProps;
  /** @internal */
  public readonly _settled?: ResolutionChoice;
  private readonly portSpecs: ServiceEntrySpec['ports'];
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
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: metadataOf(mustFit(scope, id, props)),
      spec: Lazy.any({ produce: () => this._toSpec() }),
    });
    Object.defineProperty(this, EXTERNAL_SERVICE, { value: true });
    this._given = copyOf(props);
    this.hosts = frozen(props.hosts);
    this.ports = frozen(props.ports);
    this.portSpecs = portSpecs(this.ports);
    this.location = props.location ?? Location.MESH_EXTERNAL;
    // An empty list of endpoints is none; Istio minds it even so.
    this.endpointSpecs = props.endpoints?.length ? props.endpoints.map((endpoint) => endpoint._toSpec()) : undefined;
    this._settled = props.resolution ? { resolution: props.resolution, because: 'the program says so' } : choose(this.question);

    const messages = new ServiceJudge(this).atOnce();
    if (messages.length > 0) refuse(this, messages);
    HostRegistry.of(this).add(this);
    ObjectNames.of(this).add(this);
  }

  /** Namespace of the ServiceEntry: its own, or its chart's. */
  public get namespace(): string | undefined {
    return this.metadata.namespace;
  }

  /** How the proxy finds the addresses of the service. */
  public get resolution(): Resolution {
    return this._resolutionChoice().resolution;
  }

  /** The namespaces that see the service. */
  public get exportTo(): ExportTo {
    if (this._given.exportTo) return this._given.exportTo;
    const users = consumers(this);
    if (users.length === 0) return ExportTo.OWN_NAMESPACE;
    const named = users.map((consumer) => consumer.namespace).filter((namespace) => namespace !== this.namespace);
    return named.length > 0 ? ExportTo.namespaces('.', ...[...new Set(named)].sort()) : ExportTo.OWN_NAMESPACE;
  }

  public toImport(_mesh: IIstioMesh): SidecarImport {
    return { namespace: this.namespace, hosts: this.hosts };
  }

  /** What this service is, in a paragraph for a person: what may be called, how it is found, who sees it, and what is risky. */
  public describe(): string {
    return describeService(this, this._resolutionChoice(), this._given.acceptRisks ?? []);
  }

  /** @internal */
  public _resolutionChoice(): ResolutionChoice {
    return this._settled ?? chooseForWildcard(this.question, IstioMesh.of(this), this._dataPlane);
  }

  /**
   * That of its own namespace: the callers of a service exported elsewhere may have another, and nobody knows them all.
   *
   * @internal
   */
  public get _dataPlane(): DataPlane {
    const mesh = IstioMesh.of(this);
    return this.namespace ? dataPlaneOfNamespace(this.namespace, mesh, FinalChecks.of(this).app) : mesh.dataPlane;
  }

  /** @internal */
  public get _addresses(): string[] {
    return this._given.addresses ?? [];
  }

  /** @internal */
  public get _acceptedRisks(): Risk[] {
    return this._given.acceptRisks ?? [];
  }

  /** @internal */
  public _accepts(code: string): boolean {
    return this._given.acceptRisks?.some((risk) => risk.code === code) ?? false;
  }

  /** @internal */
  public _finalProblems(): string[] {
    return new ServiceJudge(this).atSynth();
  }

  /** @internal */
  public _toSpec(): ServiceEntrySpec {
    const { addresses, workloadSelector, subjectAltNames } = this._given;
    return {
      hosts: this.hosts,
      addresses,
      ports: this.portSpecs,
      location: this.location,
      resolution: this.resolution,
      endpoints: this.endpointSpecs,
      workloadSelector: workloadSelector && { labels: workloadSelector },
      exportTo: this.exportTo.values,
      subjectAltNames,
    };
  }

  /** @internal */
  public _mergesBy(): string {
    const sorted = (values: Record<string, string> = {}) => Object.entries(values).sort();
    return JSON.stringify([
      this.resolution,
      [...this.exportTo.values ?? []].sort(),
      sorted(this._given.workloadSelector),
      sorted(this.metadata.toJson().labels),
    ]);
  }

  private get question(): ResolutionQuestion {
    const { addresses = [], endpoints = [], workloadSelector } = this._given;
    return { hosts: this.hosts, addresses, ports: this.ports, endpoints, selectsWorkloads: workloadSelector !== undefined };
  }
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

/** A copy that nobody changes: what was derived from it would not follow. */
function frozen<T>(list: T[]): T[] {
  return Object.freeze([...list]) as T[];
}

