import type { ApiObject } from 'cdk8s';
import { type IstioProblem, ProblemSeverity } from '../../istio/problem';
import { checkServiceEntry } from '../../istio/kinds/service-entry';
import type { Manifest, ServiceEntrySpec } from '../../istio/spec';
import type { DataPlane } from '../../mesh/data-plane';
import { factsOf, type IIstioMesh, IstioMesh } from '../../mesh/istio-mesh';
import { IstioVersion } from '../../mesh/istio-version';
import { quote } from '../../app/refusal';
import { unseenConsumers } from '../consumers';
import type { GivenProps } from '../external-service-props';
import type { IExternalService } from '../i-external-service';
import type { ExportTo } from '../values/export-to';
import { DYNAMIC_DNS_SINCE, isBytes, Resolution, type ResolutionChoice } from '../resolution';
import { PROTOCOL_CONFLICT, type Risk, SPOOFABLE_HOST } from '../values/risk';
import { impossibleNamespace, toMessage } from './service-refusals';

/** An external service, with what it tells nobody else. */
export interface JudgedService extends ApiObject, Pick<IExternalService, 'namespace' | 'ports'> {
  /** The namespaces whose workloads may call it; where another way is to be hidden they see its routes and not the service. */
  readonly _callers: ExportTo;
  readonly _given: GivenProps;
  /** The resolution, where it does not depend on the mesh. */
  readonly _settled?: ResolutionChoice;
  /** The data plane of its own namespace. */
  readonly _dataPlane: DataPlane;
  _resolutionChoice(): ResolutionChoice;
  _toSpec(resolution?: Resolution): ServiceEntrySpec;
  readonly _acceptedRisks: Risk[];
  /** Whether the program accepts what a rule refuses. */
  _accepts(code: string): boolean;
}

/** What another mesh may think of differently; it is judged once all that can be said has been said. */
const DEPENDS_ON_MESH = [
  'service-entry/tcp-any-address',
  'service-entry/dynamic-dns-protocol',
  'service-entry/dynamic-dns-location',
];

const CONNECT_STRATEGY_SINCE = IstioVersion.V1_30;
const REVISION = 'istio.io/rev';
const MOST_ENDPOINTS = 4096;
const NO_PROBLEMS: IstioProblem[] = [];
const LABELS_FOR_ISTIO = ['istio.io/use-waypoint', 'networking.istio.io/enable-autoallocate-ip'];
const OBJECT_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Says once what is wrong with an external service, in the words of its props. */
export class ServiceJudge {
  private readonly given: GivenProps;
  private readonly mesh: IIstioMesh;
  private readonly messages: string[] = [];

  constructor(private readonly service: JudgedService) {
    this.given = service._given;
    this.mesh = IstioMesh.of(service);
  }

  /** What no mesh would take. */
  public atOnce(): string[] {
    this.refuseImpossibleNames();
    if (this.messages.length > 0) return this.messages;
    this.refuseRisksWithoutReason();
    // Where it depends on the mesh: what that changes is judged later, and to ask for it now would cost a look at the whole app.
    const problems = this.problems(this.service._settled?.resolution ?? Resolution.NONE);
    if (problems.length > 0) this.explain(problems.filter(({ code }) => !this.dependsOnMesh(code)));
    this.refuseEffectlessProps();
    this.refuseMisleadingLists();
    return this.messages;
  }

  /** What is wrong once all that can be said has been said. */
  public atSynth(): string[] {
    const problems = this.changesItsMind() ? this.problems(this.service._resolutionChoice().resolution) : NO_PROBLEMS;
    if (problems.length > 0) this.explain(problems);
    this.refuseWhatIsNewerThanTheMesh();
    this.refuseAnotherRevision();
    this.refuseUnseenConsumers();
    this.refuseUselessRisks(problems);
    return this.messages;
  }

  private problems(resolution: Resolution): IstioProblem[] {
    const manifest: Manifest<ServiceEntrySpec> = {
      apiVersion: this.service.apiVersion,
      kind: this.service.kind,
      metadata: { namespace: this.service.namespace, labels: this.labelsForIstio(), annotations: this.given.metadata?.annotations },
      spec: this.service._toSpec(resolution),
    };
    const problems = checkServiceEntry(manifest, factsOf(this.mesh));
    return problems.length === 0 ? problems : problems.filter(({ severity }) => severity === ProblemSeverity.ERROR);
  }

  /** Chart, props and escape hatches set labels; these are the ones that mean something to Istio. */
  private labelsForIstio(): Record<string, string> {
    const labels: Record<string, string> = {};
    for (const key of LABELS_FOR_ISTIO) {
      const value = this.service.metadata.getLabel(key);
      if (value !== undefined) labels[key] = value;
    }
    return labels;
  }

  private dependsOnMesh(code: string): boolean {
    return code === SPOOFABLE_HOST ? !this.service._settled : DEPENDS_ON_MESH.includes(code);
  }

  private refuseImpossibleNames(): void {
    const { name, namespace } = this.service;
    if (name.length > 253 || !OBJECT_NAME.test(name)) {
      this.messages.push(`metadata.name ${quote(name)} is not a name Kubernetes allows; use at most 253 lower case letters, digits, '-' and '.'`);
    }
    this.messages.push(...impossibleNamespace(namespace));
  }

  private refuseEffectlessProps(): void {
    const { connectStrategy, ipAutoAllocate, addresses } = this.given;
    const resolution = this.service._settled?.resolution ?? 'NONE or DYNAMIC_DNS';
    if (connectStrategy && resolution !== Resolution.DNS && resolution !== Resolution.DNS_ROUND_ROBIN) {
      this.messages.push(`connectStrategy ${connectStrategy} has no effect with resolution ${resolution}, because there is no choice of addresses; `
        + 'use resolution DNS or DNS_ROUND_ROBIN, or leave it out');
    }
    if (ipAutoAllocate && addresses?.length) {
      this.messages.push('ipAutoAllocate has no effect on a service with addresses; leave out one of the two');
    } else if (ipAutoAllocate && this.service._settled?.resolution === Resolution.NONE) {
      this.messages.push('ipAutoAllocate has no effect with resolution NONE, for which istiod allocates none; leave out one of the two');
    }
  }

  private refuseMisleadingLists(): void {
    const { exportTo, endpoints } = this.given;
    if (exportTo?.values?.length === 0) {
      this.messages.push('exportTo [] leaves the field to the mesh, which is every namespace unless changed; '
        + 'name a namespace, or write ExportTo.NOBODY or ExportTo.MESH_DEFAULT');
    }
    if (endpoints && endpoints.length > MOST_ENDPOINTS) {
      this.messages.push(`endpoints has ${endpoints.length} items, and Istio takes at most ${MOST_ENDPOINTS}; split the service`);
    }
  }

  /** Of most services every mesh thinks the same, and what was said of them at once holds. */
  private changesItsMind(): boolean {
    const settled = this.service._settled;
    return !settled
      || settled.resolution === Resolution.DYNAMIC_DNS
      || this.given.acceptRisks !== undefined
      || this.service.ports.some(isBytes);
  }

  /** The first problem of a field is enough: the next ones often follow from it. */
  private explain(problems: IstioProblem[]): void {
    const unaccepted = problems.filter(({ code }) => !this.service._accepts(code));
    const paths = unaccepted.map(({ path }) => path);
    unaccepted
      .filter(({ path }, index) => paths.indexOf(path) === index)
      .forEach((problem) => this.messages.push(toMessage(problem) + this.reasonFor(problem)));
  }

  /** A resolution that nobody wrote is not understood without the reason it was chosen for. */
  private reasonFor({ code }: IstioProblem): string {
    if (code !== SPOOFABLE_HOST || this.given.resolution) return '';
    return ` (resolution NONE was chosen because ${this.service._resolutionChoice().because})`;
  }

  private refuseWhatIsNewerThanTheMesh(): void {
    this.mustHave('networking.istio.io/v1', IstioVersion._SERVES_V1, 'write the ServiceEntry by hand');
    if (this.service._resolutionChoice().resolution === Resolution.DYNAMIC_DNS) {
      const dataPlane = this.service._dataPlane;
      this.mustHave(`resolution DYNAMIC_DNS with data plane ${dataPlane}`, DYNAMIC_DNS_SINCE[dataPlane], 'use resolution NONE');
    }
    if (this.given.connectStrategy) this.mustHave('connectStrategy', CONNECT_STRATEGY_SINCE, 'leave it out');
  }

  private mustHave(what: string, since: IstioVersion, instead: string): void {
    const { version } = this.mesh;
    if (version.isAtLeast(since)) return;
    this.messages.push(`${what} needs Istio ${since}, and this mesh is taken for ${version}; ${instead}, or declare the version with new IstioMesh()`);
  }

  /** istiod passes over what carries the revision of another one. */
  private refuseAnotherRevision(): void {
    const label = this.service.metadata.getLabel(REVISION);
    if (label === undefined) return;
    const { revision = 'default' } = this.mesh;
    if (label === revision) return;
    this.messages.push(`label ${REVISION} ${quote(label)} keeps the ServiceEntry from the control plane of this mesh, whose revision is ${revision}; `
      + "leave it out, or declare new IstioMesh(app, 'mesh', { revision })");
  }

  private refuseRisksWithoutReason(): void {
    for (const risk of this.service._acceptedRisks) {
      if (risk.reason.trim() === '') this.messages.push(`acceptRisks has ${risk} with an empty reason; say why the risk is taken`);
    }
  }

  private refuseUselessRisks(problems: IstioProblem[]): void {
    for (const risk of this.service._acceptedRisks) {
      if (risk.code === PROTOCOL_CONFLICT || problems.some(({ code }) => code === risk.code)) continue;
      this.messages.push(`acceptRisks has ${risk}, a risk that this service does not take; remove it`);
    }
  }

  private refuseUnseenConsumers(): void {
    for (const problem of unseenConsumers(this.service, this.service._callers)) {
      this.messages.push(`${problem}; add that namespace to exportTo, or leave exportTo out so that it follows from who is allowed`);
    }
  }
}
