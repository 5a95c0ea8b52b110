import { checkDuration } from '../fields/duration';
import type { Findings } from '../findings';
import type { HttpRoute } from '../spec';
import { checkRegex } from './regex';

const LARGE_BODY = 100 * 1024;
const LARGEST_BODY = 1024 * 1024;
const RETRY_ON = [
  '5xx', 'gateway-error', 'reset', 'reset-before-request', 'connect-failure', 'retriable-4xx', 'refused-stream', 'retriable-status-codes',
  'retriable-headers', 'envoy-ratelimited', 'http3-post-connect-failure',
  'cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable',
];
/** First and last of each run of status codes that have a name. */
const NAMED_STATUS = [
  [100, 103], [200, 208], [226, 226], [300, 305], [307, 308], [400, 418],
  [421, 426], [428, 429], [431, 431], [451, 451], [500, 508], [510, 511],
];

/** istiod's rules for retries. */
export function checkRetries(findings: Findings, path: string, retries: HttpRoute['retries']): void {
  if (!retries) return;
  const { attempts = 0, perTryTimeout, retryOn, retryRemoteLocalities, backoff } = retries;
  if (attempts < 0) {
    findings.webhook('retry-attempts', `${path}.attempts`, attempts, 'attempts must not be negative', 'write a number from 0');
  }
  if (attempts === 0 && (perTryTimeout !== undefined || retryOn || retryRemoteLocalities !== undefined)) {
    findings.webhook('retry-disabled', `${path}.attempts`, retries.attempts,
      'without attempts nothing is retried, so the other settings have no meaning', 'write attempts, or remove the others');
  }
  checkDuration(findings, `${path}.perTryTimeout`, perTryTimeout);
  checkDuration(findings, `${path}.backoff`, backoff);
  for (const policy of retryOn ? retryOn.split(',') : []) {
    if (RETRY_ON.includes(policy) || isNamedStatus(policy)) continue;
    findings.webhook('retry-on', `${path}.retryOn`, retryOn,
      `${JSON.stringify(policy)} is not a retryOn policy: ${RETRY_ON.join(', ')}, or an HTTP status code`, 'write policies separated by commas, without spaces');
  }
}

/** istiod's rules for directResponse. */
export function checkDirectResponse(findings: Findings, path: string, response: HttpRoute['directResponse']): void {
  if (!response) return;
  const { status = 0, body } = response;
  const size = body?.string !== undefined ? Buffer.byteLength(body.string) : Buffer.from(body?.bytes ?? '', 'base64').length;
  if (size > LARGEST_BODY) {
    findings.webhook('body-too-large', `${path}.body`, undefined, `the body of a response must be less than 1 MB, not ${size} bytes`, 'shorten the body');
  } else if (size > LARGE_BODY) {
    findings.webhookWarning('body-large', `${path}.body`, undefined, `a body of ${size} bytes burdens the control plane`, 'shorten the body');
  }
  checkHttpStatus(findings, `${path}.status`, status);
}

/** istiod's rules for rewrite. */
export function checkRewrite(findings: Findings, path: string, rewrite: HttpRoute['rewrite']): void {
  if (!rewrite) return;
  const { uri, authority, uriRegexRewrite } = rewrite;
  if (uri && uriRegexRewrite) {
    findings.webhook('rewrite-uri-or-regex', path, rewrite, 'only one of uri and uriRegexRewrite can be set', 'remove one of them');
  }
  if (!uri && !authority && !uriRegexRewrite) {
    findings.webhook('rewrite-empty', path, rewrite, 'rewrite must have uri, uriRegexRewrite or authority', 'say what to rewrite');
  }
  if (!uriRegexRewrite) return;
  const { match, rewrite: replacement } = uriRegexRewrite;
  if (!match || !replacement) {
    findings.webhook('rewrite-regex-incomplete', `${path}.uriRegexRewrite`, uriRegexRewrite,
      'uriRegexRewrite must have match and rewrite', 'write a regular expression of RE2 and its replacement');
  } else {
    checkRegex(findings, `${path}.uriRegexRewrite.match`, match);
  }
}

/** istiod's rule for the status of a response. */
export function checkHttpStatus(findings: Findings, path: string, status: number): void {
  if (status >= 200 && status <= 600) return;
  findings.webhook('http-status', path, status, 'an HTTP status must be in the range 200 to 600', 'write the status of the response');
}

function isNamedStatus(text: string): boolean {
  return /^\+?\d{1,18}$/.test(text) && NAMED_STATUS.some(([first, last]) => Number(text) >= first && Number(text) <= last);
}
