import type { ApiObject } from 'cdk8s';
import type { AppView, Complaint } from '../../../app/final-checks';
import { quote } from '../../../app/refusal';
import type { DestinationRuleSpec } from '../../../istio/spec';
import { isHostSubsetOf, isWildcardHost } from '../../../istio/syntax/hosts';
import { type IIstioMesh, IstioMesh } from '../../../mesh/istio-mesh';
import { HostRegistry, type RegisteredService } from '../../../service/registry/host-registry';
import { areSeenTogether } from '../../../service/registry/seen-by';
import { ExportTo } from '../../../service/values/export-to';
import type { Hop, RoutingGateway } from '../shared/routing-gateway';
import { listOf, lossAmong, merged, NO_RULE, type RuleParts } from './hop-speech';

/** A DestinationRule of the app that is not of this library. */
interface ForeignRule {
  readonly object: ApiObject;
  readonly namespace: string;
  /** The host as Istio completes it. */
  readonly host: string;
  readonly exportTo: string[];
  /** Istio merges rules for one host and namespace that have this in common. */
  readonly mergesBy: string;
  readonly isForSome: boolean;
  readonly spec: RuleParts;
}

/** How callers go to a gateway, found once for all rules. */
interface Approach {
  readonly gateway: RoutingGateway;
  readonly hops: Hop[];
  readonly own: DestinationRuleSpec;
}

/**
 * DestinationRules that Istio would take for the hop to a gateway instead of the gateway's own, and that speak to it otherwise.
 *
 * Istio looks in the namespace of the caller first, where a rule for a wildcard is enough, then in that of the gateway, where rules that
 * are exported alike are added up. The rules of the root namespace come last, and so after the gateway's own.
 *
 * @see https://istio.io/latest/docs/ops/best-practices/traffic-management/#cross-namespace-configuration
 */
export function rivalRules(gateways: RoutingGateway[], mesh: IIstioMesh, app: AppView): Complaint[] {
  const services = HostRegistry.of(gateways[0].construct).inMesh(mesh);
  const ours = new Set([...gateways.flatMap(({ written }) => written), ...services.flatMap(({ _rules }) => _rules ?? [])]);
  const foreign = app.objects('DestinationRule')
    .filter((object) => !ours.has(object) && IstioMesh.of(object) === mesh)
    .flatMap((object) => readRule(object, mesh));
  return foreign.length === 0 ? [] : gateways.flatMap((gateway) => rivalsOf(gateway, foreign, mesh));
}

/** Nobody has judged it. What has no namespace lies where it is applied, and that nobody knows. */
function readRule(object: ApiObject, { clusterDomain }: IIstioMesh): ForeignRule[] {
  const { namespace } = object.metadata;
  const { host, exportTo, workloadSelector, trafficPolicy, subsets }: Partial<DestinationRuleSpec> = object.toJson().spec ?? {};
  if (typeof host !== 'string' || namespace === undefined) return [];
  const isForSome = workloadSelector !== undefined;
  const namespaces = isForSome ? ['.'] : [...listOf(exportTo)].sort();
  return [{
    object,
    namespace,
    // Only a name without a dot is completed.
    host: host.includes('.') || host === '*' ? host : `${host}.${namespace}.svc.${clusterDomain}`,
    exportTo: namespaces,
    mergesBy: JSON.stringify([namespaces, workloadSelector]),
    isForSome,
    spec: { trafficPolicy, subsets: listOf(subsets) },
  }];
}

function rivalsOf(gateway: RoutingGateway, foreign: ForeignRule[], mesh: IIstioMesh): Complaint[] {
  const { place: { namespace }, rule: own } = gateway;
  const first = new Map<string, ForeignRule[]>();
  const beside: ForeignRule[] = [];
  for (const rule of foreign) {
    if (!isHostSubsetOf(own.host, rule.host)) continue;
    if (isFoundBeforeOthers(rule, namespace, mesh)) first.set(rule.namespace, [...first.get(rule.namespace) ?? [], rule]);
    else if (rule.namespace === namespace && rule.host === own.host) beside.push(rule);
  }
  if (first.size + beside.length === 0) return [];
  const approach = { gateway, hops: gateway.hops, own };
  return [
    ...[...first.values()].flatMap((found) => found.flatMap((rule) => insteadOfOurs(approach, rule, found))),
    ...beside.flatMap((rule) => besideOurs(approach, rule)),
  ];
}

/** Whether callers in the namespace of the rule look no further. In the root namespace only what is for nobody else is found first. */
function isFoundBeforeOthers({ namespace, exportTo }: ForeignRule, own: string, { rootNamespace }: IIstioMesh): boolean {
  const isForItself = (value: string) => value === '.' || value === namespace;
  if (namespace === rootNamespace) return exportTo.length === 1 && isForItself(exportTo[0]);
  return namespace !== own && (exportTo.length === 0 || exportTo.some((value) => value === '*' || isForItself(value)));
}

/** @param found what callers of the namespace of the rule find there, the rule among it */
function insteadOfOurs({ gateway, hops, own }: Approach, rule: ForeignRule, found: ForeignRule[]): Complaint[] {
  const { namespace, host, object } = rule;
  if (found.some((other) => isMoreSpecific(other.host, host))) return [];
  const alike = found.filter((other) => other.host === host);
  const others = alike.filter((other) => other !== rule && other.mergesBy === rule.mergesBy);
  const outcomes = [merged([rule, ...others].map(({ spec }) => spec)), ...alike.every(({ isForSome }) => isForSome) ? [NO_RULE] : []];
  const calls = hops.filter(({ service }) => callersOf(service)._reaches(namespace, service.namespace));
  const loss = lossAmong(own, calls, outcomes);
  if (loss === undefined) return [];
  const written = object.toJson().spec.host;
  return [{
    about: object,
    message: `callers in namespace ${namespace} go to ${gateway} by this rule for ${quote(written)} instead of ${ruleOf(gateway)}: ${loss}; `
      + `remove it, or ${isWildcardHost(host) ? 'give it a host that leaves the gateway out' : 'let it speak to the gateway as that rule does'}`,
  }];
}

function besideOurs({ gateway, hops, own }: Approach, { object, namespace, exportTo, spec }: ForeignRule): Complaint[] {
  const isAddedUp = exportTo.join() === listOf(own.exportTo).join();
  const addedUp = merged([spec, own]);
  const seen = { namespace, exportTo: ExportTo.namespaces(...exportTo.length > 0 ? exportTo : ['*']) };
  const calls = hops.filter(({ service }) => areSeenTogether({ namespace: service.namespace, _callers: callersOf(service) }, seen));
  const loss = lossAmong(own, calls, [isAddedUp ? addedUp : spec]);
  if (loss === undefined) return [];
  const canBeAddedUp = lossAmong(own, calls, [addedUp]) === undefined;
  return [{
    about: object,
    message: `Istio goes to ${gateway} by one of this rule and ${ruleOf(gateway)}, and by this one ${loss}; `
      + `remove it, or ${canBeAddedUp ? "write exportTo: ['*'] as there, so that Istio adds the two up" : 'let it speak to the gateway as that rule does'}`,
  }];
}

function callersOf({ _callers }: RegisteredService): ExportTo {
  return _callers ?? ExportTo.MESH_DEFAULT;
}

function ruleOf({ construct, written }: RoutingGateway): string {
  return written.length > 0 ? `that of ${construct.node.path}` : `the one that ${construct.node.path} says its owner has`;
}

function isMoreSpecific(host: string, other: string): boolean {
  return host !== other && isHostSubsetOf(host, other);
}
