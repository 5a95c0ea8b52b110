import { checkPortNumber } from '../fields/ports';
import { checkLabels } from '../fields/workload-labels';
import type { Findings } from '../findings';
import { isDns1123Label } from '../syntax/labels';
import type { HttpMatch, StringMatch } from '../spec';
import { checkGateways } from './gateways';
import { isHeaderName } from './header-syntax';
import { checkRegex } from './regex';

const CLAIM = /^@request\.auth\.claims(?:\.[^]+|\[[^]+\])$/i;
const PSEUDO_HEADERS = [':method', ':scheme', ':authority', ':path', ':status'];

/** Whether a header to match stands for a claim of a JSON web token: `@request.auth.claims.group`. */
export function isClaim(header: string): boolean {
  return CLAIM.test(header);
}

/** istiod's rules for a condition of an HTTP route. */
export function checkHttpMatch(findings: Findings, path: string, match: HttpMatch): void {
  for (const [name, header] of Object.entries(match.headers ?? {})) {
    checkHeaderName(findings, `${path}.headers`, name);
    checkStringMatch(findings, `${path}.headers["${name}"]`, header);
  }
  for (const [name, header] of Object.entries(match.withoutHeaders ?? {})) {
    checkHeaderName(findings, `${path}.withoutHeaders`, name);
    // Not a regular expression here, but "is present".
    if (header.regex !== '*') checkStringMatch(findings, `${path}.withoutHeaders["${name}"]`, header);
  }
  checkRegex(findings, `${path}.uri.regex`, match.uri?.regex);
  checkStringMatch(findings, `${path}.scheme`, match.scheme);
  checkStringMatch(findings, `${path}.method`, match.method);
  checkStringMatch(findings, `${path}.authority`, match.authority);
  for (const [name, parameter] of Object.entries(match.queryParams ?? {})) {
    checkStringMatch(findings, `${path}.queryParams["${name}"]`, parameter);
  }
  if (match.port) checkPortNumber(findings, `${path}.port`, match.port);
  checkLabels(findings, `${path}.sourceLabels`, match.sourceLabels);
  findings.losingWarnings(() => checkGateways(findings, `${path}.gateways`, match.gateways));
  if (match.sourceNamespace && !isDns1123Label(match.sourceNamespace)) {
    findings.webhook('source-namespace-invalid', `${path}.sourceNamespace`, match.sourceNamespace,
      'sourceNamespace must be the name of a namespace', 'write the name of a namespace');
  }
}


function checkStringMatch(findings: Findings, path: string, match: StringMatch | undefined): void {
  if (match?.prefix === '') {
    findings.webhook('prefix-empty', `${path}.prefix`, '', 'a prefix must not be empty', 'write the prefix, or regex ".*" for any value');
  }
  checkRegex(findings, `${path}.regex`, match?.regex);
}

function checkHeaderName(findings: Findings, path: string, name: string): void {
  if (isClaim(name) || PSEUDO_HEADERS.includes(name) || isHeaderName(name)) return;
  findings.webhook('header-match-name', path, name, `${JSON.stringify(name)} is not the name of a header`, 'write the name of a header');
}
