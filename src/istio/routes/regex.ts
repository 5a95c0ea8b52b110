import type { Findings } from '../findings';
import { regexFault } from '../syntax/regexes';

/** Istio's rules for a regular expression that may be left out. */
export function checkRegex(findings: Findings, path: string, regex: string | undefined): void {
  const fault = regex === undefined ? undefined : regexFault(regex);
  if (fault?.onlyEnvoyObjects) {
    findings.advice('regex-group-duplicate', path, regex, fault.message, 'give every group a name of its own');
  } else if (fault) {
    findings.webhook('regex-invalid', path, regex, fault.message, 'write a regular expression of RE2');
  }
}
