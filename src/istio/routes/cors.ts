import { isMillisecondDuration, parseDuration } from '../syntax/durations';
import { checkDuration } from '../fields/duration';
import type { Findings } from '../findings';
import type { HttpRoute } from '../spec';
import { isHeaderName } from './header-syntax';
import { checkRegex } from './regex';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', '*'];
const SECOND = 1_000_000_000n;

/** istiod's rules for corsPolicy. */
export function checkCors(findings: Findings, path: string, policy: HttpRoute['corsPolicy']): void {
  if (!policy) return;
  policy.allowOrigins?.forEach((origin, index) => {
    if (!(origin.exact ?? origin.prefix ?? origin.regex)) {
      findings.webhook('cors-origin-empty', `${path}.allowOrigins[${index}]`, origin, 'an origin must have a non-empty exact, prefix or regex', 'write the origin');
    } else {
      checkRegex(findings, `${path}.allowOrigins[${index}].regex`, origin.regex);
    }
  });
  policy.allowMethods?.forEach((method, index) => {
    if (METHODS.includes(method)) return;
    findings.webhook('cors-method', `${path}.allowMethods[${index}]`, method, `a method must be one of ${METHODS.join(', ')}`, 'write one of them');
  });
  for (const field of ['allowHeaders', 'exposeHeaders'] as const) {
    policy[field]?.forEach((name, index) => {
      if (isHeaderName(name)) return;
      findings.webhook('cors-header', `${path}.${field}[${index}]`, name, `${JSON.stringify(name)} is not the name of a header`, 'write the name of a header');
    });
  }
  checkDuration(findings, `${path}.maxAge`, policy.maxAge);
  if (policy.maxAge !== undefined && isMillisecondDuration(policy.maxAge) && parseDuration(policy.maxAge)! % SECOND !== 0n) {
    findings.webhook('cors-max-age-precision', `${path}.maxAge`, policy.maxAge, 'maxAge must be whole seconds', 'round it to seconds');
  }
}
