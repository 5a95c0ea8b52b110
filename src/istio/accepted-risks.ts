import { NEVER_ACCEPTABLE_ADVICE } from './advice';
import { type IstioProblem, ProblemOrigin } from './problem';
import type { Manifest } from './spec';

const PREFIX = 'accepted-risk.cdk8s-istio-egress';

/**
 * The annotation that says in a manifest that a risk is accepted; its value is the reason.
 *
 * @param code of the advice, `service-entry/tcp-any-address`
 */
export function acceptanceAnnotation(code: string): string {
  return `${PREFIX}/${code.slice(code.indexOf('/') + 1)}`;
}

/** Whether a manifest says, with a reason, that a problem is meant. Only advice can be, for Istio reads no reasons. */
export function isAcceptedIn({ metadata }: Manifest, { code, origin }: Pick<IstioProblem, 'code' | 'origin'>): boolean {
  if (origin !== ProblemOrigin.ADVICE || NEVER_ACCEPTABLE_ADVICE.includes(code)) return false;
  const reason: unknown = metadata?.annotations?.[acceptanceAnnotation(code)];
  return typeof reason === 'string' && reason.trim() !== '';
}
