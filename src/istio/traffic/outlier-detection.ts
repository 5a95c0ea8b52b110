import { checkDuration } from '../fields/duration';
import type { Findings } from '../findings';
import type { OutlierDetection } from '../spec';

/** istiod's rules for outlierDetection. */
export function checkOutlierDetection(findings: Findings, path: string, outlier: OutlierDetection | undefined): void {
  if (!outlier) return;
  checkDuration(findings, `${path}.baseEjectionTime`, outlier.baseEjectionTime);
  checkDuration(findings, `${path}.interval`, outlier.interval);
  checkPercent(findings, `${path}.maxEjectionPercent`, outlier.maxEjectionPercent);
  checkPercent(findings, `${path}.minHealthPercent`, outlier.minHealthPercent);
  if (outlier.consecutiveErrors) {
    findings.webhookWarning('consecutive-errors-deprecated', `${path}.consecutiveErrors`, outlier.consecutiveErrors,
      'consecutiveErrors is deprecated', 'write consecutiveGatewayErrors or consecutive5xxErrors');
  }
  if (outlier.consecutiveLocalOriginFailures && !outlier.splitExternalLocalOriginErrors) {
    findings.webhook('local-origin-failures', `${path}.consecutiveLocalOriginFailures`, outlier.consecutiveLocalOriginFailures,
      'consecutiveLocalOriginFailures needs splitExternalLocalOriginErrors', 'write splitExternalLocalOriginErrors: true');
  }
}

function checkPercent(findings: Findings, path: string, percent: number | undefined): void {
  if (percent === undefined || (percent >= 0 && percent <= 100)) return;
  findings.webhook('percent-range', path, percent, 'a percentage must be in the range 0 to 100', 'write a percentage');
}
