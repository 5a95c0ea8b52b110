import type { DeclaredLockdown } from '../../policy/declared-lockdowns';
import type { ObservationScope } from '../observation-scope';
import { EgressKind } from './egress-kind';
import { type Locked, lockedBy } from './locked';
import type { Matcher } from './promql';
import { COUNT, recorded } from './recording-rules';
import type { AlertingRule } from './rule-group';
import { ALLOWING, CALLER, CALLS, DESTINATION, SYMPTOMS, SYMPTOMS_TO_COME } from './runbook';

/** What the alerts depend on. */
export interface AlertFacts {
  readonly observed: ObservationScope;
  readonly matchers: readonly Matcher[];
  readonly lockdowns: readonly DeclaredLockdown[];
  /** Labels that every alert carries beside its severity. */
  readonly labels: Readonly<Record<string, string>>;
  /** How far back a destination is remembered, as PromQL says it. */
  readonly lookback: string;
}

const BY = 'source_workload, source_workload_namespace, destination_host, protocol';

/** The alerts; those that can never fire are left out. */
export function alertRules(facts: AlertFacts): AlertingRule[] {
  const locked = lockedBy(facts.lockdowns, facts.observed);
  return [
    blocked(facts),
    ...locked.isEverybody ? [] : [unknown(facts, locked), newUnknown(facts, locked)],
    ...locked.selections.length > 0 ? [lockdownLost(facts, locked)] : [],
  ];
}

function blocked({ matchers, labels }: AlertFacts): AlertingRule {
  return {
    alert: 'EgressBlocked',
    expr: `sum by (${BY}) (${recorded(COUNT, EgressKind.BLACKHOLE, ...matchers)})`,
    labels: { severity: 'warning', ...labels },
    annotations: {
      summary: `${CALLER} was kept from calling ${DESTINATION}`,
      description: `The proxy blocked ${CALLS}: no service that the workload sees declares the destination, and its outbound traffic policy is REGISTRY_ONLY.`,
      runbook: `${SYMPTOMS}\n\n${ALLOWING}`,
    },
  };
}

const WILL_BE_BLOCKED = 'It succeeds as long as the outbound traffic policy is ALLOW_ANY. REGISTRY_ONLY will block it.';

function unknown(facts: AlertFacts, locked: Locked): AlertingRule {
  return {
    alert: 'EgressToUnknownDestination',
    expr: `sum by (${BY}) (${openCalls(facts, locked)})`,
    for: '10m',
    labels: { severity: 'info', ...facts.labels },
    annotations: {
      summary: `${CALLER} keeps calling ${DESTINATION}, which nothing declares`,
      description: `The proxy passed ${CALLS} through. ${WILL_BE_BLOCKED}`,
      runbook: `${SYMPTOMS_TO_COME}\n\n${ALLOWING}`,
    },
  };
}

function newUnknown(facts: AlertFacts, locked: Locked): AlertingRule {
  const before = `last_over_time(${recorded(COUNT, EgressKind.PASSTHROUGH, ...facts.matchers)}[${facts.lookback}] offset 10m)`;
  return {
    alert: 'EgressToNewUnknownDestination',
    expr: `sum by (${BY}) (${openCalls(facts, locked)}) unless sum by (${BY}) (${before})`,
    labels: { severity: 'warning', ...facts.labels },
    annotations: {
      summary: `${CALLER} calls ${DESTINATION}, which nothing declares, for the first time in ${facts.lookback}`,
      description: `The proxy passed ${CALLS} through. ${WILL_BE_BLOCKED}`,
      runbook: `A new version, a new customer, or somebody who should not be there: ask the owner of the workload.\n\n${SYMPTOMS_TO_COME}\n\n${ALLOWING}`,
    },
  };
}

function lockdownLost({ matchers, labels }: AlertFacts, { selections, exceptions }: Locked): AlertingRule {
  const calls = either(selections.map((selection) => recorded(COUNT, EgressKind.PASSTHROUGH, ...matchers, ...selection)));
  const excepted = exceptions.map((exception) => recorded(COUNT, EgressKind.PASSTHROUGH, ...matchers, ...exception));
  return {
    alert: 'EgressLockdownLost',
    expr: `sum by (${BY}) (${without(calls, excepted)})`,
    labels: { severity: 'critical', ...labels },
    annotations: {
      summary: `${CALLER} called ${DESTINATION} although its outbound traffic policy should be REGISTRY_ONLY`,
      description: `The proxy passed ${CALLS} through to a destination that nothing declares. The program says REGISTRY_ONLY for this workload, and its proxy does not know.`,
      runbook: `${WAYS_TO_LOSE}\n\n${SYMPTOMS_TO_COME}\n\n${ALLOWING}`,
    },
  };
}

const WAYS_TO_LOSE = `Nothing fails, and nobody else notices. Look for:
- an upgrade or reinstall of Istio, which writes the mesh config anew: kubectl -n istio-system get configmap istio -o jsonpath='{.data.mesh}'
- a Sidecar without an outbound traffic policy, which lifts that of the root namespace: kubectl get sidecars.networking.istio.io -A
- a change that was never applied, or that the proxy has not heard of: istioctl proxy-config routes <pod> --name 80 names block_all or allow_any
Then apply the manifests again. In the first five minutes of a lockdown it may be nothing: calls from before count until then.`;

/** The calls to unknown destinations of those that no lockdown speaks of. */
function openCalls({ matchers }: AlertFacts, { selections, exceptions }: Locked): string {
  const calls = (...more: Matcher[]) => recorded(COUNT, EgressKind.PASSTHROUGH, ...matchers, ...more);
  if (selections.length === 0) return calls();
  const locked = without(either(selections.map((selection) => calls(...selection))), exceptions.map((exception) => calls(...exception)));
  return `${calls()} unless (${locked})`;
}

function either(vectors: string[]): string {
  return vectors.length === 1 ? vectors[0] : `(${vectors.join(' or ')})`;
}

function without(vector: string, exceptions: string[]): string {
  return exceptions.length === 0 ? vector : `${vector} unless ${either(exceptions)}`;
}
