import { impossibleName, isNamespaceName } from '../../app/kubernetes-names';
import type { IstioProblem } from '../../istio/problem';
import { quote } from '../../app/refusal';
import { RISKS } from '../values/risk';

/** Why a namespace cannot be one, if so. */
export function impossibleNamespace(namespace: string | undefined): string[] {
  if (namespace === undefined || isNamespaceName(namespace)) return [];
  return [impossibleName('namespace', namespace)];
}

/** How to put right in the words of this library what Istio's objects would need several of. */
const FIXES: Record<string, string> = {
  'service-entry/plain-http-on-443': 'write EgressPort.https(), or EgressPort.http({ tls: TlsOrigination.simple() }) where the proxy is to start TLS',
};

/** A problem in the words of the props: they are called as the fields of the ServiceEntry are. */
export function toMessage(problem: IstioProblem): string {
  const value = problem.value === undefined ? '' : ` ${quote(problem.value)}`;
  const field = problem.path.replace(/^spec\./, '');
  const risk = RISKS[problem.code];
  const acceptance = risk ? `, or accept it with acceptRisks: [${risk}({ reason })]` : '';
  return `${field}${value}: ${problem.message}; ${FIXES[problem.code] ?? problem.fix}${acceptance}`;
}
