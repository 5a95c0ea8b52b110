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
  const relevant = lockdowns.filter(({ namespace }) => namespace === undefined || observed._covers(namespace));
  const ofMesh = relevant.find(({ namespace }) => namespace === undefined);
  const ofNamespaces = relevant.filter(({ namespace, workloads }) => namespace !== undefined && !workloads);
  const ofWorkloads = relevant.filter(({ workloads }) => workloads !== undefined);
  const meshIsLocked = ofMesh !== undefined && isLocked(ofMesh);
  const [locked, open] = [ofNamespaces.filter(isLocked), ofNamespaces.filter((lockdown) => !isLocked(lockdown))].map(namespacesOf);

  const everyNamespace = meshIsLocked ? [open.length > 0 ? [oneOf(NAMESPACE, open, true)] : []] : [];
  const someNamespaces = !meshIsLocked && locked.length > 0 ? [[oneOf(NAMESPACE, locked)]] : [];
  const exceptions = ofWorkloads.filter((lockdown) => !isLocked(lockdown)).flatMap(callersOf);
  const observedIsLocked = observed.observedNamespace === undefined
    ? meshIsLocked && open.length === 0
    : locked.length > 0 || (meshIsLocked && open.length === 0);
  return {
    selections: [...everyNamespace, ...someNamespaces, ...ofWorkloads.filter(isLocked).flatMap(callersOf)],
    exceptions,
    isEverybody: observedIsLocked && exceptions.length === 0,
  };
}

function isLocked({ mode }: DeclaredLockdown): boolean {
  return mode === OutboundTrafficPolicyMode.REGISTRY_ONLY;
}

function namespacesOf(lockdowns: DeclaredLockdown[]): string[] {
  return lockdowns.map(({ namespace }) => namespace!);
}

/** Metrics know a workload by its name and its canonical service; pods that other labels select cannot be found in them. */
function callersOf({ namespace, workloads }: DeclaredLockdown): Matcher[][] {
  const name = workloads!._workloadName;
  if (name !== undefined) return [[oneOf(NAMESPACE, [namespace!]), oneOf('source_workload', [name])]];
  const { labels } = workloads!;
  const label = CANONICAL_NAME.find((candidate) => labels[candidate] !== undefined);
  return label === undefined ? [] : [[oneOf(NAMESPACE, [namespace!]), oneOf('source_canonical_service', [labels[label]])]];
}
