import { checkDestination } from '../fields/destinations';
import type { Findings } from '../findings';
import type { Destination } from '../spec';

interface Weighted {
  readonly destination?: Destination;
  readonly weight?: number;
}

/** istiod's rules for the destinations a route shares its traffic among. */
export function checkWeightedDestinations(findings: Findings, path: string, destinations: Weighted[]): void {
  let total = 0;
  destinations.forEach(({ destination, weight = 0 }, index) => {
    if (!destination) {
      findings.schema('destination-required', `${path}[${index}].destination`, destination, 'a route must have a destination', 'write the destination');
    }
    checkDestination(findings, `${path}[${index}].destination`, destination);
    if (weight < 0) {
      findings.webhook('weight-negative', `${path}[${index}].weight`, weight, 'a weight must not be negative', 'write a weight from 0');
    }
    total += weight;
  });
  if (destinations.length > 1 && total === 0) {
    findings.webhook('weights-zero', path, undefined,
      'several destinations need weights, of which at least one is not 0', 'write the weight of each destination');
  }
}
