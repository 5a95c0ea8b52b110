import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ServiceEntrySpec } from '../istio/spec';
import type { DataPlane } from '../mesh/data-plane';
import { FinalChecks } from '../app/final-checks';
import { type IIstioMesh, IstioMesh } from '../mesh/istio-mesh';
import { dataPlaneOfNamespace } from '../mesh/namespace-data-plane';
import { ObjectNames } from '../mesh/object-names';
import { refusalAt, refuse } from '../app/refusal';
import { mustBeScope, pathIn, withoutChart } from '../app/scope';
import { misfitsOf } from '../app/shape';
import type * as companions from './companions/companions';
import type { Companions } from './companions/companions';
import { type Wishes, wishesOf } from './companions/wishes';
import { consumers } from './consumers';
import { DeclaredElsewhere } from './declared-elsewhere';
import { describeService } from './describe-service';
import type { EgressPort } from './values/egress-port';
import type { Endpoint } from './values/endpoint';
import { ExportTo } from './values/export-to';
import { copyOf, type ExternalServiceProps, type GivenProps } from './external-service-props';
import { HostRegistry } from './registry/host-registry';
import type { IExternalService, ServiceEntryAttributes } from './i-external-service';
import type { SidecarImport } from './importable';
import type { IEgressPath } from './paths/egress-path';
import type { Location } from './values/location';
import { choose, chooseForWildcard, type Resolution, type ResolutionChoice, type ResolutionQuestion } from './resolution';
import type { Risk } from './values/risk';
import { metadataOf, type SpecDraft, specDraft } from './service-entry-fields';
import { ServiceJudge } from './checks/service-judge';
import { SERVICE_PROPS } from './checks/service-shape';

const NO_OBJECTS: ApiObject[] = [];
const NO_RISKS: Risk[] = [];

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
  private readonly spec: SpecDraft;
  /** Only where something is said that takes more than the ServiceEntry. */
  private readonly companions?: Companions;

  /**
   * Declares an external service.
   *
   * @param scope the chart, or a construct in it
   * @param id an id that is unique in the scope
   * @param props what lies outside
   * @throws when Istio would refuse the ServiceEntry, or would read it differently than it looks
   */
  constructor(scope: Construct, id: string, props: ExternalServiceProps) {
    mustFit(scope, id, props);
    const given = copyOf(props);
    const spec = specDraft(given);
    super(scope, id, { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: metadataOf(given), spec });
    this._given = given;
    this.spec = spec;
    this.hosts = given.hosts;
    this.ports = given.ports;
    this.location = given.location;
    this._settled = props.resolution ? { resolution: props.resolution, because: 'the program says so' } : choose(this.question);

    const wishes = wishesOf(props);
    if (wishes) this.companions = companionsOf(this, wishes);

    const messages = new ServiceJudge(this).atOnce();
    if (this.companions) messages.push(...this.companions.problemsAtOnce());
    if (messages.length > 0) refuse(this, messages);
    HostRegistry.of(this).add(this);
    ObjectNames.of(this).add(this);
  }

  /** The ServiceEntry, as it is written. */
  public toJson(): any {
    this._toSpec();
    return super.toJson();
  }

  /** Namespace of the ServiceEntry: its own, or its chart's. */
  public get namespace(): string | undefined {
    return this.metadata.namespace;
  }

  /** How the proxy finds the addresses of the service. */
  public get resolution(): Resolution {
    return this._resolutionChoice().resolution;
  }

  /** The namespaces that see the ServiceEntry: those of the callers, and those of what is on the way. */
  public get exportTo(): ExportTo {
    return this.companions?.entryExportTo ?? this._callers;
  }

  /** @internal */
  public get _via(): IEgressPath | undefined {
    return this.companions?.via;
  }

  /** @internal */
  public get _callers(): ExportTo {
    if (this._given.exportTo) return this._given.exportTo;
    const users = consumers(this);
    if (users.length === 0) return ExportTo.OWN_NAMESPACE;
    const named = users.map((consumer) => consumer.namespace).filter((namespace) => namespace !== this.namespace);
    return named.length > 0 ? ExportTo.namespaces('.', ...[...new Set(named)].sort()) : ExportTo.OWN_NAMESPACE;
  }

  /** @internal */
  public _toImport(_mesh: IIstioMesh): SidecarImport {
    return { namespace: this.namespace, hosts: this.hosts, also: this.companions?.imports };
  }

  /** What this service is, in a paragraph for a person: what may be called, how it is found, who sees it, and what is risky. */
  public describe(): string {
    return describeService(this, this._resolutionChoice(), this._acceptedRisks, this.companions);
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
  public get _endpoints(): Endpoint[] {
    return this._given.endpoints ?? [];
  }

  /** @internal */
  public get _routes(): ApiObject[] {
    return this.companions?.routes ?? NO_OBJECTS;
  }

  /** @internal */
  public get _rules(): ApiObject[] {
    return this.companions?.rules ?? NO_OBJECTS;
  }

  /** @internal */
  public get _dependsOnRules(): boolean {
    return this.companions?.startsTls ?? false;
  }

  /** @internal */
  public get _acceptedRisks(): Risk[] {
    return this._given.acceptRisks ?? NO_RISKS;
  }

  /** @internal */
  public _accepts(code: string): boolean {
    return this._given.acceptRisks?.some((risk) => risk.code === code) ?? false;
  }

  /** @internal */
  public _finalProblems(): string[] {
    const messages = new ServiceJudge(this).atSynth();
    if (this.companions) messages.push(...this.companions.problems());
    return messages;
  }

  /** @internal */
  public _toSpec(resolution = this.resolution): ServiceEntrySpec {
    this.spec.resolution = resolution;
    this.spec.exportTo = this.exportTo.values;
    return this.spec;
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

// On the class and not on each service, of which there are thousands.
Object.defineProperty(ExternalService.prototype, EXTERNAL_SERVICE, { value: true });

/** They know two more kinds of Istio, which most programs need not wait for. */
function companionsOf(service: ExternalService, wishes: Wishes): Companions {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const room = require('./companions/companions') as typeof companions;
  return new room.Companions(service, wishes);
}

/** A construct cannot be named before it is there, nor can cdk8s make one of anything. */
function mustFit(scope: Construct, id: string, props: ExternalServiceProps): void {
  mustBeScope(scope, id, "new ExternalService(chart, 'httpbin', props)");
  const misfits = misfitsOf(SERVICE_PROPS, 'props', props);
  misfits.push(...withoutChart(scope));
  if (misfits.length > 0) throw refusalAt(pathIn(scope, id), ...misfits);
}
