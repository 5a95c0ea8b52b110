import { checkDuration } from '../fields/duration';
import type { Findings } from '../findings';
import type { HttpRoute } from '../spec';
import { checkCors } from './cors';
import { checkFault } from './fault';
import { checkDirectResponse, checkRetries, checkRewrite } from './http-actions';
import { checkAuthority, checkHeaders } from './http-headers';
import { checkHttpMatch } from './http-match';
import { checkMirrors } from './mirrors';
import { checkRedirect } from './redirect';
import { checkWeightedDestinations } from './weighted-destinations';

/**
 * istiod's rules for an HTTP route.
 *
 * @param isDelegate whether the VirtualService has no hosts: another one hands requests to it
 */
export function checkHttpRoute(findings: Findings, path: string, route: HttpRoute, isDelegate: boolean): void {
  checkOneAction(findings, path, route, isDelegate);
  route.match?.forEach((match, index) => checkHttpMatch(findings, `${path}.match[${index}]`, match));
  checkHeaders(findings, `${path}.headers`, route.headers);
  checkCors(findings, `${path}.corsPolicy`, route.corsPolicy);
  checkFault(findings, `${path}.fault`, route.fault);
  checkMirrors(findings, path, route);
  checkRedirect(findings, `${path}.redirect`, route);
  checkDirectResponse(findings, `${path}.directResponse`, route.directResponse);
  checkRetries(findings, `${path}.retries`, route.retries);
  checkRewrite(findings, `${path}.rewrite`, route.rewrite);
  checkAuthority(findings, path, route);
  checkWeightedDestinations(findings, `${path}.route`, route.route ?? []);
  route.route?.forEach(({ headers }, index) => checkHeaders(findings, `${path}.route[${index}].headers`, headers));
  checkDuration(findings, `${path}.timeout`, route.timeout);
}

/** A route forwards, redirects, answers or delegates, and what only makes sense for forwarding excludes the others. */
function checkOneAction(findings: Findings, path: string, route: HttpRoute, isDelegate: boolean): void {
  const forwards = !!route.route?.length;
  if (route.delegate) {
    if (isDelegate) {
      findings.webhook('delegate-delegates', `${path}.delegate`, route.delegate, 'a delegate VirtualService cannot delegate', 'remove delegate');
    } else {
      excludeAll(findings, path, 'delegate', { redirect: route.redirect, route: forwards });
      return;
    }
  }
  if (route.redirect) {
    const { fault, rewrite, directResponse } = route;
    excludeAll(findings, path, 'redirect', { route: forwards, fault, rewrite, directResponse });
  } else if (route.directResponse) {
    const { fault, rewrite } = route;
    excludeAll(findings, path, 'directResponse', { route: forwards, fault, rewrite });
  } else if (!forwards) {
    findings.webhook('route-required', `${path}.route`, route.route,
      'an HTTP route must have a route, a redirect or a directResponse', 'write the destination');
  }
  if (route.mirror && route.mirrors?.length) {
    findings.webhook('mirror-or-mirrors', `${path}.mirror`, route.mirror, 'only one of mirror and mirrors can be set', 'write mirrors only');
  }
}

function excludeAll(findings: Findings, path: string, action: string, others: Record<string, unknown>): void {
  for (const [other, value] of Object.entries(others)) {
    if (!value) continue;
    findings.webhook('actions-exclusive', `${path}.${other}`, undefined, `${other} cannot be combined with ${action}`, `remove ${other} or ${action}`);
  }
}
