import type { ApiObject } from 'cdk8s';
import { type Problem, ProblemSeverity } from '../../istio/problem';
import { checkServiceEntry } from '../../istio/kinds/service-entry';
import type { Manifest, ServiceEntrySpec } from '../../istio/spec';
import type { DataPlane } from '../../mesh/data-plane';
import { factsOf, IstioMesh } from '../../mesh/istio-mesh';
import { IstioVersion } from '../../mesh/istio-version';
import { quote } from '../../app/refusal';
import { unseenConsumers } from '../consumers';
import type { GivenProps } from '../external-service-props';
import type { IExternalService } from '../i-external-service';
import type { ExportTo } from '../values/export-to';
import { DYNAMIC_DNS_SINCE, isBytes, Resolution, type ResolutionChoice } from '../resolution';
import { PROTOCOL_CONFLICT, SPOOFABLE_HOST } from '../values/risk';
import { impossibleNamespace, toMessage } from './service-refusals';

/** An external service, with what it tells nobody else. */
export interface JudgedService extends ApiObject, Pick<IExternalService, 'namespace' | 'ports'> {
  readonly exportTo: ExportTo;
  readonly _given: GivenProps;
  /** The resolution, where it does not depend on the mesh. */
  readonly _settled?: ResolutionChoice;
  /** The data plane of its own namespace. */
  readonly _dataPlane: DataPlane;
  _resolutionChoice(): ResolutionChoice;
  _toSpec(): ServiceEntrySpec;
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
const MOST_ENDPOINTS = 4096;
const LABELS_FOR_ISTIO = ['istio.io/use-waypoint', 'networking.istio.io/enable-autoallocate-ip'];
const OBJECT_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Says what is wrong with an external service, in the words of its props. */
export class ServiceJudge {
  private readonly given: GivenProps;

  constructor(private readonly service: JudgedService) {
    this.given = service._given;
  }

  /** What no mesh would take. */
  public atOnce(): string[] {
    const impossibleNames = this.impossibleNames();
    return impossibleNames.length > 0 ? impossibleNames : [
      ...this.risksWithoutReason(),
      ...this.explain(this.problems().filter(({ code }) => !this.dependsOnMesh(code))),
      ...this.effectlessProps(),
      ...this.misleadingLists(),
    ];
  }

  /** What is wrong once all that can be said has been said. */
  public atSynth(): string[] {
    const said = [...this.versionProblems(), ...this.unseenConsumers()];
    if (!this.changesItsMind()) return said;
    const problems = this.problems();
    return [...this.explain(problems), ...said, ...this.uselessRisks(problems)];
  }

  private problems(): Problem[] {
    const manifest: Manifest<ServiceEntrySpec> = {
      apiVersion: this.service.apiVersion,
      kind: this.service.kind,
      metadata: { namespace: this.service.namespace, labels: this.labelsForIstio(), annotations: this.given.metadata?.annotations },
      spec: this.service._toSpec(),
    };
    return checkServiceEntry(manifest, factsOf(IstioMesh.of(this.service))).filter((problem) => problem.severity === ProblemSeverity.ERROR);
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

  private impossibleNames(): string[] {
    const { name, namespace } = this.service;
    const messages: string[] = [];
    if (name.length > 253 || !OBJECT_NAME.test(name)) {
      messages.push(`metadata.name ${quote(name)} is not a name Kubernetes allows; use at most 253 lower case letters, digits, '-' and '.'`);
    }
    return [...messages, ...impossibleNamespace(namespace)];
  }

  private effectlessProps(): string[] {
    const { connectStrategy, autoAllocateAddress, addresses } = this.given;
    const messages: string[] = [];
    const resolution = this.service._settled?.resolution ?? 'NONE or DYNAMIC_DNS';
    if (connectStrategy && resolution !== Resolution.DNS && resolution !== Resolution.DNS_ROUND_ROBIN) {
      messages.push(`connectStrategy ${connectStrategy} has no effect with resolution ${resolution}, because there is no choice of addresses; `
        + 'use resolution DNS or DNS_ROUND_ROBIN, or leave it out');
    }
    if (autoAllocateAddress && addresses?.length) {
      messages.push('autoAllocateAddress has no effect on a service with addresses; leave out one of the two');
    } else if (autoAllocateAddress && this.service._settled?.resolution === Resolution.NONE) {
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
    if (this.given.endpoints && this.given.endpoints.length > MOST_ENDPOINTS) {
      messages.push(`endpoints has ${this.given.endpoints.length} items, and Istio takes at most ${MOST_ENDPOINTS}; split the service`);
    }
    return messages;
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
  private explain(problems: Problem[]): string[] {
    if (problems.length === 0) return [];
    const unaccepted = problems.filter(({ code }) => !this.service._accepts(code));
    const paths = unaccepted.map(({ path }) => path);
    return unaccepted
      .filter(({ path }, index) => paths.indexOf(path) === index)
      .map((problem) => toMessage(problem) + this.reasonFor(problem));
  }

  /** A resolution that nobody wrote is not understood without the reason it was chosen for. */
  private reasonFor({ code }: Problem): string {
    if (code !== SPOOFABLE_HOST || this.given.resolution) return '';
    return ` (resolution NONE was chosen because ${this.service._resolutionChoice().because})`;
  }

  private versionProblems(): string[] {
    const problems: string[] = [];
    const { version } = IstioMesh.of(this.service);
    const needs = (what: string, since: IstioVersion, instead: string) => {
      if (version.isAtLeast(since)) return;
      problems.push(`${what} needs Istio ${since}, and this mesh is taken for ${version}; ${instead}, or declare the version with new IstioMesh()`);
    };
    needs('networking.istio.io/v1', IstioVersion._SERVES_V1, 'write the ServiceEntry by hand');
    if (this.service._resolutionChoice().resolution === Resolution.DYNAMIC_DNS) {
      const dataPlane = this.service._dataPlane;
      needs(`resolution DYNAMIC_DNS with data plane ${dataPlane}`, DYNAMIC_DNS_SINCE[dataPlane], 'use resolution NONE');
    }
    if (this.given.connectStrategy) needs('connectStrategy', CONNECT_STRATEGY_SINCE, 'leave it out');
    return problems;
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
    return unseenConsumers(this.service, this.service.exportTo)
      .map((problem) => `${problem}; add that namespace to exportTo, or leave exportTo out so that it follows from who is allowed`);
  }
}
