import { checkDestination } from '../fields/destinations';
import type { Findings } from '../findings';
import type { HttpRoute } from '../spec';

/** istiod's rules for requests that are sent a second time elsewhere. */
export function checkMirrors(findings: Findings, path: string, route: HttpRoute): void {
  const field = route.mirrorPercent === undefined ? 'mirror_percent' : 'mirrorPercent';
  if (route[field] !== undefined) {
    checkPercentage(findings, `${path}.${field}`, route[field]);
    findings.webhookWarning('mirror-percent-deprecated', `${path}.${field}`, route[field], `${field} is deprecated`, 'write mirrorPercentage');
  }
  checkPercentage(findings, `${path}.mirrorPercentage.value`, route.mirrorPercentage?.value);
  checkDestination(findings, `${path}.mirror`, route.mirror);
  route.mirrors?.forEach(({ destination, percentage }, index) => {
    if (!destination) {
      findings.schema('destination-required', `${path}.mirrors[${index}].destination`, destination, 'a mirror must have a destination', 'write the destination');
      return;
    }
    checkDestination(findings, `${path}.mirrors[${index}].destination`, destination);
    checkPercentage(findings, `${path}.mirrors[${index}].percentage.value`, percentage?.value);
  });
}

function checkPercentage(findings: Findings, path: string, percentage: number | undefined): void {
  if (percentage === undefined || (percentage >= 0 && percentage <= 100)) return;
  findings.webhook('mirror-percentage-range', path, percentage, 'a percentage must be in the range 0 to 100', 'write a percentage');
}
