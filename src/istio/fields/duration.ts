import { isMillisecondDuration, isPositiveDuration } from '../syntax/durations';
import type { Findings } from '../findings';

/** Istio's rules for a duration that may be left out. */
export function checkDuration(findings: Findings, path: string, duration: string | undefined): void {
  if (duration === undefined || isMillisecondDuration(duration)) return;
  if (!isPositiveDuration(duration)) {
    findings.schema('duration-invalid', path, duration, 'a duration must be at least 1ms', 'write a duration such as 5s or 250ms');
  } else {
    findings.webhook('duration-precision', path, duration, 'a duration must be whole milliseconds', 'round the duration to milliseconds');
  }
}
