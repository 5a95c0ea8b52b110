import { OutboundTrafficPolicyMode } from '../../policy/outbound-traffic-policy-mode';
import type { DeclaredLockdown } from '../../policy/declared-lockdowns';
import type { ObservationScope } from '../observation-scope';
import { type Matcher, oneOf } from './promql';

/** The callers that the program says nothing undeclared of: those that are in one of the selections, and in none of the exceptions. */
export interface Locked {
  readonly selections: Matcher[][];
  readonly exceptions: Matcher[][];
  /** Whether every caller that is looked at is among them. */
  readonly isEverybody: boolean;
}

/** The labels of a pod that Istio makes a canonical service of, the first that is there. */
const CANONICAL_NAME = ['service.istio.io/canonical-name', 'app.kubernetes.io/name', 'app'];

const NAMESPACE = 'source_workload_namespace';

/** What the lockdowns of an app say of the callers that are looked at: the narrowest counts, as it does for Istio. */
export function lockedBy(lockdowns: readonly DeclaredLockdown[], observed: ObservationScope): Locked {
  const isOneNamespace = observed.observedNamespace !== undefined;
  const relevant = lockdowns.filter(({ namespace }) => namespace === undefined || observed._covers(namespace));
  const ofMesh = relevant.find(({ namespace }) => namespace === undefined);
  const ofNamespaces = relevant.filter(({ namespace, workloads }) => namespace !== undefined && !workloads);
  const ofWorkloads = relevant.filter(({ workloads }) => workloads !== undefined);
  const meshIsLocked = ofMesh !== undefined && isLocked(ofMesh);
  const [locked, open] = [ofNamespaces.filter(isLocked), ofNamespaces.filter((lockdown) => !isLocked(lockdown))].map(namespacesOf);

  const isWholeLocked = (isOneNamespace && locked.length > 0) || (meshIsLocked && open.length === 0);
  const callers = (some: DeclaredLockdown[]) => distinct(some.flatMap((lockdown) => callersOf(lockdown, isOneNamespace)));
  const exceptions = callers(ofWorkloads.filter((lockdown) => !isLocked(lockdown)));
  return {
    selections: isWholeLocked ? [[]] : [
      ...isOneNamespace ? [] : namespacesIn(meshIsLocked, locked, open),
      ...callers(ofWorkloads.filter(isLocked)),
    ],
    exceptions,
    isEverybody: isWholeLocked && exceptions.length === 0,
  };
}

/** The locked ones of a mesh in which some namespaces are locked and some are not. */
function namespacesIn(meshIsLocked: boolean, locked: string[], open: string[]): Matcher[][] {
  if (meshIsLocked) return [[oneOf(NAMESPACE, open, true)]];
  return locked.length > 0 ? [[oneOf(NAMESPACE, locked)]] : [];
}

function isLocked({ mode }: DeclaredLockdown): boolean {
  return mode === OutboundTrafficPolicyMode.REGISTRY_ONLY;
}

function namespacesOf(lockdowns: DeclaredLockdown[]): string[] {
  return lockdowns.map(({ namespace }) => namespace!);
}

/** Metrics know a workload by its name and its canonical service; pods that other labels select cannot be found in them. */
function callersOf({ namespace, workloads }: DeclaredLockdown, isOneNamespace: boolean): Matcher[][] {
  // Where one namespace is looked at, every query says so already.
  const there = isOneNamespace ? [] : [oneOf(NAMESPACE, [namespace!])];
  const name = workloads!._workloadName;
  if (name !== undefined) return [[...there, oneOf('source_workload', [name])]];
  const { labels } = workloads!;
  const label = CANONICAL_NAME.find((candidate) => labels[candidate] !== undefined);
  return label === undefined ? [] : [[...there, oneOf('source_canonical_service', [labels[label]])]];
}

/** Two lockdowns may speak of the same pods. */
function distinct(selections: Matcher[][]): Matcher[][] {
  return [...new Map(selections.map((selection) => [JSON.stringify(selection), selection])).values()];
}
