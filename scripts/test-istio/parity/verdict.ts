import { checkManifest } from '../../../src/istio/check-manifest';
import { type IstioFacts } from '../../../src/istio/facts';
import { checkMeshConfig } from '../../../src/istio/kinds/mesh-config';
import { type IstioProblem, ProblemOrigin, ProblemSeverity } from '../../../src/istio/problem';
import { type Acceptance, type MeshVerdict } from '../oracle';

/** The Istio that judges, as it is installed. */
const FACTS: IstioFacts = { version: '1.31', ipAutoAllocate: true, dnsCapture: false };

/** What the rules of src/istio and Istio itself say differently about a manifest; undefined where they agree. */
export function disagreement(manifest: any, theirs: Acceptance): string | undefined {
  return compare(checkManifest(manifest, FACTS), [...theirs.schema ? [`schema: ${theirs.schema}`] : [], ...theirs.errors ?? []], theirs.warnings);
}

/** The same for a mesh config. No webhook sees one: what istiod cannot read it does not take. */
export function meshConfigDisagreement(meshConfig: unknown, theirs: MeshVerdict): string | undefined {
  return compare(checkMeshConfig(meshConfig, FACTS), [...theirs.unreadable ? [theirs.unreadable] : [], ...theirs.errors ?? []]);
}

/** Our own advice is no part of the comparison, whatever it says: it is told apart by its origin. */
function compare(problems: readonly IstioProblem[], errors: readonly string[], warnings?: readonly string[]): string | undefined {
  const istios = problems.filter(({ origin }) => origin !== ProblemOrigin.ADVICE);
  const ours = istios.filter(({ severity }) => severity === ProblemSeverity.ERROR);
  if ((ours.length > 0) !== (errors.length > 0)) {
    return `Istio ${errors.length > 0 ? `refuses: ${errors.join('; ')}` : 'accepts'}\nwe ${ours.length > 0 ? `refuse: ${inWords(ours)}` : 'accept'}`;
  }
  const warned = istios.filter(({ severity }) => severity === ProblemSeverity.WARNING);
  if (!warnings && warned.length === 0) return undefined;
  if (errors.length > 0 || (warned.length > 0) === ((warnings ?? []).length > 0)) return undefined;
  return `both accept; Istio warns: ${(warnings ?? []).join('; ') || 'no'}\nwe warn: ${inWords(warned) || 'no'}`;
}

function inWords(problems: readonly IstioProblem[]): string {
  return problems.map(({ code, path, message }) => `${code} at ${path}: ${message}`).join('; ');
}
