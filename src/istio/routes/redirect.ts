import { isPort } from '../fields/ports';
import type { Findings } from '../findings';
import type { HttpRoute } from '../spec';

/** istiod's rules for redirect. */
export function checkRedirect(findings: Findings, path: string, { redirect, match = [] }: HttpRoute): void {
  if (!redirect) return;
  const { uri, prefixRewrite, authority, scheme, port, derivePort, redirectCode } = redirect;
  if (uri && prefixRewrite) {
    findings.webhook('redirect-uri-or-prefix', path, redirect, 'only one of uri and prefixRewrite can be set', 'remove one of them');
  }
  if (prefixRewrite && match.some((condition) => condition.uri && condition.uri.prefix === undefined)) {
    findings.webhook('redirect-needs-prefix-match', `${path}.prefixRewrite`, prefixRewrite,
      'prefixRewrite needs a prefix match in every uri', 'match uri.prefix');
  }
  if (!uri && !prefixRewrite && !authority && !scheme && port === undefined && derivePort === undefined) {
    findings.webhook('redirect-empty', path, redirect, 'redirect must have uri, authority, scheme or port', 'say where to redirect to');
  }
  if (redirectCode && (redirectCode < 300 || redirectCode > 399)) {
    findings.webhook('redirect-code', `${path}.redirectCode`, redirectCode, 'redirectCode must be in the range 300 to 399', 'write 301 or 302');
  }
  if (scheme && scheme !== 'http' && scheme !== 'https') {
    findings.webhook('redirect-scheme', `${path}.scheme`, scheme, 'scheme must be http or https', 'write https');
  }
  if (port && !isPort(port)) {
    findings.webhook('port-range', `${path}.port`, port, 'a port number must be in the range 1 to 65535', 'write the number of the port');
  }
}
