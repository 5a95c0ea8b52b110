import { checkMetadata } from '../fields/metadata';
import { Findings } from '../findings';
import { checkServers } from '../listeners/server';
import type { IstioProblem } from '../problem';
import type { GatewaySpec, Manifest } from '../spec';
import { isDns1123Label } from '../syntax/labels';

/**
 * What Istio says to a Gateway.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/
 */
export function checkGateway(manifest: Manifest<GatewaySpec>): IstioProblem[] {
  const findings = new Findings('gateway');
  const { servers = [] }: Partial<GatewaySpec> = manifest.spec ?? {};
  const name = manifest.metadata?.name;
  checkMetadata(findings, manifest);
  // Without a name, one is still to be made.
  if (name !== undefined && !isDns1123Label(name)) {
    findings.webhook('name-invalid', 'metadata.name', name,
      'the name of a Gateway must be a DNS label: up to 63 letters, digits and "-"', 'write a name without dots');
  }
  if (servers.length === 0) {
    findings.webhook('servers-required', 'spec.servers', servers, 'a Gateway must have at least one server', 'say where the proxies listen');
  }
  checkServers(findings, servers);
  return findings.problems;
}
