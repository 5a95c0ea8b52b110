import { ApiObject, Lazy } from 'cdk8s';
import { checkDestinationRule } from '../../istio/kinds/destination-rule';
import { checkVirtualService } from '../../istio/kinds/virtual-service';
import { type IstioProblem, ProblemSeverity } from '../../istio/problem';
import type { Manifest } from '../../istio/spec';
import { quote, refuse } from '../../app/refusal';
import { removed } from '../../app/removed';
import { FLAG, listOf, objectWith, plain, recordOf, text } from '../../app/shape';
import { ObjectNames } from '../../mesh/object-names';
import type { Workloads } from '../../mesh/workloads';
import type { SidecarImport } from '../importable';
import { DIRECT_PATH } from '../paths/direct-path';
import type { IEgressPath } from '../paths/egress-path';
import type { EgressPlan } from '../paths/egress-plan';
import { RouteApi } from '../paths/route-api';
import { ExportTo } from '../values/export-to';
import { behaviourProblems } from '../checks/behaviour-problems';
import { unheardInAmbient } from '../checks/unheard-in-ambient';
import { unreachedRules } from '../checks/unreached-rules';
import { BackendTlsPolicies } from './tls/backend-tls-policy';
import { callRulesOf } from './behaviour';
import { behaviourNotes } from './behaviour-notes';
import { destinationRuleSpec, type RuleAudience, trafficPolicyOf } from './destination-rule';
import { GatewayApiRoutes } from './gateway-api-routes';
import { grantKeys, grantSentences } from './tls/key-access';
import type { RoutedService } from './routed-service';
import { impossibleTls, unsafeTls } from './tls/tls-problems';
import { holdersOf, originationSentences, startsTls } from './tls/tls-policy';
import { virtualServiceSpec } from './virtual-service';
import type { Wishes } from './wishes';

const CALLED = plain('a function', '() => []', (value) => typeof value === 'function');
const PLAN = objectWith({
  isRouted: FLAG,
  relays: listOf(text("'istio-egress'"), "'istio-egress'"),
  hidesDirectPath: FLAG,
  labels: recordOf(text("'value'"), '{}'),
  legs: CALLED,
  problems: CALLED,
}, '{ isRouted: true }');

interface Companion {
  readonly object: ApiObject;
  readonly toSpec: () => object;
  readonly check: (manifest: Manifest) => IstioProblem[];
}

/** The objects beside a ServiceEntry that its sentence needs. Each exists only where something is said that it says. */
export class Companions {
  private readonly plan: EgressPlan;
  private readonly all: Companion[] = [];
  /** The workloads whose sidecars alone have the certificates; undefined where all proxies are alike. */
  private readonly holders?: Workloads;
  private readonly grants: ApiObject[];
  /** Instead of VirtualServices, where the path asks for them. */
  private readonly gatewayApiRoutes?: GatewayApiRoutes;
  /** Instead of DestinationRules, for the ports that ask for them. */
  private readonly policies: BackendTlsPolicies;

  /** @throws when the path cannot carry the service, whatever else is said */
  constructor(private readonly service: RoutedService, private readonly wishes: Wishes) {
    this.plan = planOf(wishes.via ?? DIRECT_PATH, service);
    for (const [key, value] of Object.entries(this.plan.labels)) service.metadata.addLabel(key, value);
    this.holders = this.plan.relays.length > 0 ? undefined : holdersOf(service);
    this.grants = this.holders ? grantKeys(service) : [];
    const rules = callRulesOf(wishes);
    const isRouted = this.plan.isRouted || rules !== undefined;
    const usesGatewayApi = (this.plan.routeApi ?? wishes.routeApi) === RouteApi.GATEWAY_API;
    if (isRouted && usesGatewayApi) this.gatewayApiRoutes = new GatewayApiRoutes(service, this.plan, rules);
    for (const host of new Set(service.hosts)) {
      if (isRouted && !usesGatewayApi) {
        this.add('VirtualService', host, checkVirtualService, () => virtualServiceSpec(service, host, this.plan, this.routesExportTo, rules));
      }
      if (trafficPolicyOf(service, host, wishes)) this.addRules(host);
    }
    this.policies = new BackendTlsPolicies(service, this.plan);
  }

  /** The namespaces that see the ServiceEntry: the callers, unless another way is to be hidden from them, and the proxies on the way. */
  public get entryExportTo(): ExportTo {
    const { relays, hidesDirectPath } = this.plan;
    if (hidesDirectPath) return ExportTo.namespaces(...relays);
    return this.service._callers._and(relays, this.service.namespace);
  }

  /** The path that the program names. */
  public get via(): IEgressPath | undefined {
    return this.wishes.via;
  }

  /** How the calls leave, for a person. */
  public get way(): string {
    return (this.wishes.via ?? DIRECT_PATH).way;
  }

  /** What a Sidecar has to import beside the service. */
  public get imports(): SidecarImport[] | undefined {
    return this.plan.imports?.();
  }

  /** What the last proxy on the way does with the calls, a sentence each. */
  public get tlsSentences(): string[] {
    return [...originationSentences(this.service), ...this.grants.length > 0 ? grantSentences(this.service) : []];
  }

  /** What the way is worth, a sentence each. */
  public get remarks(): string[] {
    return this.plan.remarks ?? [];
  }

  /** What one should know of the behaviour, a sentence each. */
  public get notes(): string[] {
    return behaviourNotes(this.service.ports, this.wishes);
  }

  /** The objects, in the order they are written. */
  public get objects(): ApiObject[] {
    return [...this.grants, ...this.gatewayApiRoutes?.objects ?? [], ...this.all.map(({ object }) => object), ...this.policies.objects];
  }

  /** Those that say where calls go. */
  public get routes(): ApiObject[] {
    return this.objects.filter(({ kind }) => kind === 'VirtualService' || kind.endsWith('Route'));
  }

  /** Whether the last proxy on the way starts TLS. */
  public get startsTls(): boolean {
    return startsTls(this.service);
  }

  /** Those that tell of connections. */
  public get rules(): ApiObject[] {
    return this.objects.filter(({ kind }) => kind === 'DestinationRule' || kind === 'BackendTLSPolicy');
  }

  /** What nothing that is said later can put right: where nobody else is on the way, nobody else has a say. */
  public problemsAtOnce(): string[] {
    const hasRules = this.all.some(({ object }) => object.kind === 'DestinationRule');
    const certain = [
      ...impossibleTls(this.service, this.plan, this.way),
      ...this.policies.problems(hasRules),
      ...behaviourProblems(this.service, this.wishes),
    ];
    const isStraight = !this.plan.isRouted && this.plan.relays.length === 0;
    return certain.length === 0 && isStraight ? this.unaccepted() : certain;
  }

  /** What is wrong with them as they stand. */
  public problems(): string[] {
    return [
      ...removed(this.objects, 'calls would not be what is said of them'),
      ...this.unaccepted(),
      ...unsafeTls(this.service, this.plan),
      ...unheardInAmbient(this.service, this.plan, this.objects),
      ...this.rules.length > 0 ? unreachedRules(this.service, this.plan, this.way) : [],
    ];
  }

  /** What the path or Istio would refuse. */
  private unaccepted(): string[] {
    return [...this.plan.problems(), ...this.gatewayApiRoutes?.problems() ?? [], ...this.all.flatMap(({ object, toSpec, check }) => {
      const { apiVersion, kind, metadata: { namespace } } = object;
      return check({ apiVersion, kind, metadata: { namespace }, spec: toSpec() })
        .filter(({ severity }) => severity === ProblemSeverity.ERROR)
        .map(({ path, value, message, fix }) => `${kind} ${path}${value === undefined ? '' : ` ${quote(value)}`}: ${message}; ${fix}`);
    })];
  }

  /** Who does not see the service does not get its routes either: one that everybody sees captures the host for the whole mesh. */
  private get routesExportTo(): string[] | undefined {
    return withoutNobody(this.service._callers._and(this.plan.relays, this.service.namespace));
  }

  /** What is said of the connections to the service holds for the last proxy on the way. */
  private get rulesExportTo(): string[] | undefined {
    if (this.plan.relays.length > 0) return this.plan.relays;
    const callers = withoutNobody(this.service._callers);
    // Where the mesh decides it may decide otherwise for rules, and who sees the service alone would call it in clear text.
    return callers ?? (startsTls(this.service) ? ['*'] : undefined);
  }

  /** One for all proxies; or one for those that have the certificates, and one that keeps all others from calling in clear text. */
  private addRules(host: string): void {
    const { service, wishes, holders: workloads } = this;
    const add = (id: string, audience: () => RuleAudience) => this.add('DestinationRule', host, checkDestinationRule,
      () => destinationRuleSpec(service, host, wishes, audience()), id);
    if (!workloads) {
      const rule = add('DestinationRule', () => ({ exportTo: this.rulesExportTo }));
      for (const grant of this.plan.grants ?? []) rule.addDependency(grant);
      return;
    }
    const rule = add('DestinationRule', () => ({ exportTo: ['.'], workloads }));
    // istiod remembers for a while whom it has refused a key.
    for (const grant of this.grants) rule.addDependency(grant);
    // By name: Istio takes a rule that is exported to '.', too, for a part of the other one.
    add('DestinationRule-others', () => ({ exportTo: [service.namespace!], isForOthers: true }));
  }

  private add(kind: string, host: string, check: Companion['check'], toSpec: Companion['toSpec'], name = kind): ApiObject {
    const { service } = this;
    const id = service.hosts.length === 1 ? name : `${name}-${host.replace('*', 'any')}`;
    const object = new ApiObject(service, id, {
      apiVersion: 'networking.istio.io/v1',
      kind,
      metadata: { namespace: service.namespace },
      spec: Lazy.any({ produce: toSpec }),
    });
    ObjectNames.of(service).add(object);
    this.all.push({ object, toSpec, check });
    return object;
  }
}

/** Whoever writes a path in JavaScript has no compiler that knows what a plan is. */
function planOf(path: IEgressPath, service: RoutedService): EgressPlan {
  const plan: EgressPlan | undefined = path._plan(service);
  if (!PLAN.fits(plan)) refuse(service, [`via: what goes ${path.way} answers with ${quote(plan)}, which is no plan; use a path of this library, such as new EgressGateway()`]);
  return plan;
}

/** Only a ServiceEntry can be exported to nobody; what goes with it stays in its namespace. */
function withoutNobody({ values }: ExportTo): string[] | undefined {
  return values?.includes('~') ? ['.'] : values;
}
