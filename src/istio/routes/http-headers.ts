import type { Findings } from '../findings';
import type { HttpRoute } from '../spec';
import { isHeaderValue } from './header-syntax';

type Headers = NonNullable<HttpRoute['headers']>;

/** istiod's rules for what is done to the headers of requests and responses. */
export function checkHeaders(findings: Findings, path: string, headers: Headers | undefined): void {
  if (!headers) return;
  const { request = {}, response = {} } = headers;
  for (const operation of ['add', 'set'] as const) {
    for (const [name, value] of Object.entries(request[operation] ?? {})) {
      checkRequestName(findings, `${path}.request.${operation}`, name);
      checkValue(findings, `${path}.request.${operation}["${name}"]`, value);
    }
    for (const [name, value] of Object.entries(response[operation] ?? {})) {
      checkName(findings, `${path}.response.${operation}`, name);
      checkValue(findings, `${path}.response.${operation}["${name}"]`, value);
    }
  }
  request.remove?.forEach((name, index) => checkName(findings, `${path}.request.remove[${index}]`, name));
  response.remove?.forEach((name, index) => checkName(findings, `${path}.response.remove[${index}]`, name));
}

/** The host of a request can be said in one place only. */
export function checkAuthority(findings: Findings, path: string, { rewrite, headers }: HttpRoute): void {
  let current = rewrite?.authority ?? '';
  for (const operation of ['set', 'add'] as const) {
    for (const [name, value] of Object.entries(headers?.request?.[operation] ?? {})) {
      if (!isAuthority(name)) continue;
      if (current !== '') {
        findings.webhook('authority-twice', `${path}.headers.request.${operation}["${name}"]`, value,
          `the authority is already set to ${current}`, 'set it in one place: rewrite.authority or a header');
        return;
      }
      current = value;
    }
  }
}

/** The host of a request may be changed, though only one way or the other. */
function checkRequestName(findings: Findings, path: string, name: string): void {
  if (!isAuthority(name)) checkName(findings, path, name);
}

function checkName(findings: Findings, path: string, name: string): void {
  if (name !== '' && !name.startsWith(':') && name.toLowerCase() !== 'host') return;
  findings.webhook('header-name-invalid', path, name,
    'the name of a header must not be empty, Host, or start with ":"', 'write the name of a header; the host is changed by rewrite.authority');
}

function checkValue(findings: Findings, path: string, value: string): void {
  if (isHeaderValue(value)) return;
  findings.webhook('header-value-invalid', path, value,
    'the value of a header may have no control characters, and a "%" only in %VARIABLE% or doubled', 'write %% for a percent sign');
}

function isAuthority(name: string): boolean {
  return name.toLowerCase() === ':authority' || name.toLowerCase() === 'host';
}
