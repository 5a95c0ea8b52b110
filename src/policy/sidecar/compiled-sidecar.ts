import { ApiObject, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { type IstioProblem, ProblemSeverity } from '../../istio/problem';
import { checkSidecar } from '../../istio/kinds/sidecar';
import type { SidecarSpec } from '../../istio/spec';
import { type Complaint, FinalChecks, isInTree } from '../../app/final-checks';
import { factsOf, type IIstioMesh, IstioMesh } from '../../mesh/istio-mesh';
import { IstioVersion } from '../../mesh/istio-version';
import { ObjectNames } from '../../mesh/object-names';
import { quote, refusal } from '../../app/refusal';
import type { Workloads } from '../../mesh/workloads';
import { type IImportable, nameOf, type SidecarImport } from '../../service/importable';
import type { EgressListener } from '../egress-listener';
import type { OutboundTrafficPolicyMode } from '../outbound-traffic-policy-mode';
import { SidecarListeners } from './sidecar-listeners';
import { sidecarNameOf } from './sidecar-name';

/** Whose Sidecar it is. */
export interface CompiledSidecarProps {
  readonly namespace: string;
  /** The pods; undefined for those of the namespace that have none of their own. */
  readonly workloads?: Workloads;
  /** For workloads: the Sidecar they would have without this one. */
  namespaceSidecar?(): CompiledSidecar | undefined;
  /** The mode of the mesh, where its root Sidecar says it. */
  rootMode(mesh: IIstioMesh): OutboundTrafficPolicyMode | undefined;
}

/** What one lockdown says. */
export interface Governing {
  readonly saidBy: IConstruct;
  readonly mode: OutboundTrafficPolicyMode;
  /** Whether every service of the mesh stays imported, because nothing is to be kept from the workloads. */
  readonly importsEverything: boolean;
  /** For workloads: whether what the namespace's Sidecar imports is imported too. */
  readonly repeatsNamespace: boolean;
}

/** What is imported as long as no lockdown governs the pods. */
export interface UngovernedImport {
  readonly saidBy: IConstruct;
  hosts(mesh: IIstioMesh): string[];
}

const COMPILED_SIDECAR = Symbol.for('cdk8s-istio-egress.CompiledSidecar');

/** A Sidecar made of what lockdowns, grants and the demo application say. */
export class CompiledSidecar extends ApiObject {
  public static isCompiledSidecar(thing: object): thing is CompiledSidecar {
    return COMPILED_SIDECAR in thing;
  }

  /** Namespace of the pods. */
  public readonly namespace: string;
  public readonly workloads?: Workloads;

  private readonly whose: CompiledSidecarProps;
  private readonly lockdowns: Governing[] = [];
  private readonly allowedBy = new Map<IImportable, IConstruct[]>();
  private readonly ungovernedImports: UngovernedImport[] = [];
  private readonly listeners: SidecarListeners = new SidecarListeners(() => this.inherited()?.listeners.all() ?? []);

  constructor(scope: Construct, id: string, whose: CompiledSidecarProps) {
    super(scope, id, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Sidecar',
      metadata: { name: whose.workloads ? sidecarNameOf(whose.workloads) : 'default', namespace: whose.namespace },
      spec: Lazy.any({ produce: () => this.toSpec() }),
    });
    Object.defineProperty(this, COMPILED_SIDECAR, { value: true });
    this.whose = whose;
    this.namespace = whose.namespace;
    this.workloads = whose.workloads;
    ObjectNames.of(this).add(this);
  }

  /** The lockdowns its pods are under. What is taken out of the tree says nothing any more, here and below. */
  public get governing(): Governing[] {
    return this.lockdowns.filter(({ saidBy }) => isInTree(saidBy));
  }

  /** What is imported as long as there is no lockdown. */
  public get ungoverned(): UngovernedImport[] {
    return this.ungovernedImports.filter(({ saidBy }) => isInTree(saidBy));
  }

  /** The construct that is to be told when something is wrong with it. */
  public get speaker(): IConstruct {
    return this.governing[0]?.saidBy ?? this.node.scope!;
  }

  /** Imports hosts as long as no lockdown governs the pods. */
  public importUngoverned(ungoverned: UngovernedImport): void {
    this.ungovernedImports.push(ungoverned);
    FinalChecks.of(this).somethingChanged();
  }

  /**
   * Puts the pods under a lockdown.
   *
   * @throws when another lockdown wants another mode for the same pods
   */
  public govern(governing: Governing): void {
    const other = this.governing.find(({ mode }) => mode !== governing.mode);
    if (other) {
      throw refusal(governing.saidBy, `mode ${governing.mode} contradicts ${other.mode}, which ${other.saidBy.node.path} says for `
        + `${this.pods}; say one mode, or lock different workloads`);
    }
    this.lockdowns.push(governing);
    FinalChecks.of(this).somethingChanged();
  }

  /** Lets governed pods call something. */
  public allow(importable: IImportable, saidBy: IConstruct): void {
    const known = this.allowedBy.get(importable) ?? [];
    if (!known.includes(saidBy)) this.allowedBy.set(importable, [...known, saidBy]);
    FinalChecks.of(this).somethingChanged();
  }

  /**
   * Gives governed pods an address at which they call one service.
   *
   * @throws when another service is called at that address
   */
  public listen(listener: EgressListener, saidBy: IConstruct): void {
    this.listeners.add(listener, saidBy);
    FinalChecks.of(this).somethingChanged();
  }

  /** Whether its pods may call something, by what is said here or for their namespace. */
  public lets(importable: IImportable): boolean {
    return (this.allowedBy.get(importable)?.some(isInTree) ?? false)
      || this.listeners.all().some(({ service }) => service === importable)
      || (this.inherited()?.lets(importable) ?? false);
  }

  /** What a lockdown makes it import; nothing where none governs its pods, or where everything may be called. */
  public governedHosts(): string[] {
    return this.governing.length === 0 || this.governing.some(({ importsEverything }) => importsEverything) ? [] : this.hosts();
  }

  /** Its pods, for a person. */
  public get pods(): string {
    return this.workloads ? `${this.workloads}` : `namespace ${this.namespace}`;
  }

  /** What is wrong with it as it stands. */
  public complaints(): Complaint[] {
    const stranger = [...this.governing, ...this.ungoverned].find(({ saidBy }) => IstioMesh.of(saidBy) !== IstioMesh.of(this));
    if (stranger) {
      return [{
        about: stranger.saidBy,
        message: `the mesh was declared too late: ${this.node.path} had been shared with another mesh by then; declare the mesh before ${stranger.saidBy.node.path}`,
      }];
    }
    const { version } = IstioMesh.of(this);
    if (!version.isAtLeast(IstioVersion._SERVES_V1)) {
      return [{
        about: this.speaker,
        message: `a Sidecar at networking.istio.io/v1 needs Istio ${IstioVersion._SERVES_V1}, and this mesh is taken for ${version}; `
          + 'use LockdownScope.mesh() with a target that writes mesh config, or declare the version with new IstioMesh()',
      }];
    }
    const problem = this.workloads?._problem();
    if (problem) return [{ about: this.speaker, message: problem }];
    const foreign = this.allowed().find(([importable]) => Construct.isConstruct(importable) && importable.node.root !== this.node.root);
    if (foreign) {
      return [{
        about: foreign[1],
        message: `${nameOf(foreign[0])} is allowed, and it belongs to another App, which does not export it here; `
          + 'refer to it with ExternalService.fromServiceEntryAttributes()',
      }];
    }
    const homeless = this.allowed().filter(([importable]) => importable._toImport(IstioMesh.of(this)).namespace === undefined);
    if (homeless.length > 0) {
      return homeless.map(([importable, saidBy]) => ({
        about: saidBy,
        message: `${nameOf(importable)} is allowed, and its namespace is not known, so that it cannot be imported from there; `
          + 'give it metadata.namespace, or its chart a namespace',
      }));
    }
    const unreachable = this.listeners.complaints();
    if (unreachable.length > 0) return unreachable;
    const manifest = { apiVersion: this.apiVersion, kind: this.kind, metadata: { namespace: this.namespace }, spec: this.toSpec() };
    return checkSidecar(manifest, factsOf(IstioMesh.of(this)))
      .filter(({ severity }) => severity === ProblemSeverity.ERROR)
      .map((found) => this.complaintOf(found));
  }

  /** A problem in the words of the lockdown, where it is about something that a lockdown allows. */
  private complaintOf({ path, value, message, fix }: IstioProblem): Complaint {
    const [importable, saidBy] = this.allowed().find(([candidate]) => this.importsOf(candidate).includes(value)) ?? [];
    if (!importable) return { about: this.speaker, message: `Sidecar ${path} ${quote(value)}: ${message}; ${fix}` };
    return { about: saidBy!, message: `${nameOf(importable)} is allowed, and a Sidecar cannot import ${quote(value)} for it: ${message}; ${fix}` };
  }

  private toSpec(): SidecarSpec {
    const mode = this.governing[0]?.mode ?? this.whose.rootMode(IstioMesh.of(this));
    return {
      workloadSelector: this.workloads && { labels: this.workloads.labels },
      egress: [...this.listeners.all().map((listener) => listener._toSpec(IstioMesh.of(this), this.namespace)), { hosts: this.hosts() }],
      outboundTrafficPolicy: mode && { mode: mode as Exclude<OutboundTrafficPolicyMode, OutboundTrafficPolicyMode.ALLOW_ANY_DYNAMIC_DNS> },
    };
  }

  private hosts(): string[] {
    if (this.governing.length === 0) {
      return [...new Set(this.ungoverned.flatMap(({ hosts }) => hosts(IstioMesh.of(this))))];
    }
    if (this.governing.some(({ importsEverything }) => importsEverything)) return ['*/*'];
    const { rootNamespace, clusterDomain } = IstioMesh.of(this);
    const own = `./*.${this.namespace}.svc.${clusterDomain}`;
    const root = rootNamespace === this.namespace ? [] : [`${rootNamespace}/*.${rootNamespace}.svc.${clusterDomain}`];
    return [...new Set([own, ...root, ...this.allowedHosts().sort()])];
  }

  private allowedHosts(): string[] {
    const named = this.allowed().flatMap(([importable]) => this.importsOf(importable));
    return [...named, ...this.inherited()?.allowedHosts() ?? []];
  }

  /** The Sidecar of the namespace, where its pods may call what that one allows. */
  private inherited(): CompiledSidecar | undefined {
    return this.governing.some(({ repeatsNamespace }) => repeatsNamespace) ? this.whose.namespaceSidecar?.() : undefined;
  }

  /** What the pods may call, each with the first who says so. */
  private allowed(): [IImportable, IConstruct][] {
    return [...this.allowedBy].flatMap(([importable, lockdowns]): [IImportable, IConstruct][] => {
      const saidBy = lockdowns.find(isInTree);
      return saidBy && (!Construct.isConstruct(importable) || isInTree(importable)) ? [[importable, saidBy]] : [];
    });
  }

  private importsOf(importable: IImportable): string[] {
    return this.entriesOf(importable._toImport(IstioMesh.of(this)));
  }

  private entriesOf({ namespace, hosts, also = [] }: SidecarImport): string[] {
    const entries = hosts.map((host) => `${namespace === this.namespace ? '.' : namespace}/${host}`);
    return [...entries, ...also.flatMap((one) => this.entriesOf(one))];
  }
}
