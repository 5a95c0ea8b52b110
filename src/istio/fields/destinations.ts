import type { Findings } from '../findings';
import { isWildcardDomain } from '../syntax/hosts';
import { isDns1123Label } from '../syntax/labels';
import type { Destination } from '../spec';
import { checkPortNumber } from './ports';

/** istiod's rules for a destination. */
export function checkDestination(findings: Findings, path: string, destination: Destination | undefined): void {
  if (!destination) return;
  const { host, subset, port } = destination;
  if (host === '*' || !isWildcardDomain(host ?? '')) {
    findings.webhook('destination-host-invalid', `${path}.host`, host,
      'the host of a destination must be the host of a service', 'write the host of a ServiceEntry or the name of a Service');
  }
  if (subset) checkSubsetName(findings, `${path}.subset`, subset);
  if (port) checkPortNumber(findings, `${path}.port.number`, port.number);
}

/** istiod's rule for the name of a subset. */
export function checkSubsetName(findings: Findings, path: string, name: string | undefined): void {
  if (name && isDns1123Label(name)) return;
  findings.webhook('subset-name-invalid', path, name, 'the name of a subset must be a DNS label', 'write letters, digits and "-"');
}
