import { checkDestinationRule } from './kinds/destination-rule';
import { checkGateway } from './kinds/gateway';
import { type IstioFacts, STOCK_FACTS } from './facts';
import { type IstioProblem, ProblemOrigin, ProblemSeverity } from './problem';
import { checkServiceEntry } from './kinds/service-entry';
import { checkSidecar } from './kinds/sidecar';
import type { Manifest } from './spec';
import { checkTelemetry } from './kinds/telemetry';
import { checkStructure, withoutNullFields } from './schema/structural-schema';
import { checkVirtualService } from './kinds/virtual-service';
import { checkWorkloadEntry } from './kinds/workload-entry';

const NETWORKING = ['networking.istio.io/v1', 'networking.istio.io/v1beta1', 'networking.istio.io/v1alpha3'];
const TELEMETRY = ['telemetry.istio.io/v1', 'telemetry.istio.io/v1alpha1'];

interface KindCheck {
  /** First part of the codes of the kind. */
  readonly code: string;
  readonly versions: string[];
  readonly check: (manifest: Manifest, facts: IstioFacts) => IstioProblem[];
}

const CHECKS: Record<string, KindCheck> = {
  DestinationRule: { code: 'destination-rule', versions: NETWORKING, check: checkDestinationRule },
  Gateway: { code: 'gateway', versions: NETWORKING, check: checkGateway },
  ServiceEntry: { code: 'service-entry', versions: NETWORKING, check: checkServiceEntry },
  Sidecar: { code: 'sidecar', versions: NETWORKING, check: checkSidecar },
  Telemetry: { code: 'telemetry', versions: TELEMETRY, check: checkTelemetry },
  VirtualService: { code: 'virtual-service', versions: NETWORKING, check: checkVirtualService },
  WorkloadEntry: { code: 'workload-entry', versions: NETWORKING, check: checkWorkloadEntry },
};

/**
 * Everything that Istio, and this library, say to a manifest: the schema of its CRD, then istiod's
 * webhook, then advice. All served versions have the same schema. Other kinds have no problems here.
 */
export function checkManifest(manifest: Manifest, facts: IstioFacts = STOCK_FACTS): IstioProblem[] {
  if (!isJudged(manifest)) return [];
  const kind = CHECKS[manifest.kind];
  const { problems, wellTyped } = checkStructure(manifest, kind.code);
  return wellTyped ? merge(problems, kind.check(withoutNullFields(manifest), facts)) : problems;
}

/** Whether a manifest is of a kind that is judged here. */
export function isJudged({ apiVersion, kind }: Manifest): boolean {
  return Object.hasOwn(CHECKS, kind) && CHECKS[kind].versions.includes(apiVersion);
}

/**
 * Schema and meaning often object to the same thing. Then the meaning speaks, which knows more, in the name of the API server,
 * which refuses first.
 */
function merge(structural: IstioProblem[], semantic: IstioProblem[]): IstioProblem[] {
  const said = new Set<IstioProblem>();
  const merged = semantic.map((problem) => {
    const same = structural.filter((other) => isSame(problem, other));
    same.forEach((other) => said.add(other));
    return same.length > 0 ? { ...problem, origin: ProblemOrigin.SCHEMA } : problem;
  });
  return [...structural.filter((problem) => !said.has(problem)), ...merged];
}

function isSame(semantic: IstioProblem, structural: IstioProblem): boolean {
  if (semantic.origin === ProblemOrigin.ADVICE || semantic.severity === ProblemSeverity.WARNING) return false;
  return semantic.path === structural.path || (semantic.code === structural.code && isWithin(semantic.path, structural.path));
}

function isWithin(path: string, outer: string): boolean {
  return path.startsWith(outer) && (path[outer.length] === '.' || path[outer.length] === '[');
}
