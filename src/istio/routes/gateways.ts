import type { Findings } from '../findings';
import { isFqdn } from '../syntax/hosts';
import { isDns1123Label } from '../syntax/labels';

/** The name that stands for all sidecars. */
export const MESH_GATEWAY = 'mesh';

/** istiod's rules for the gateways of a VirtualService or of one of its matches: `mesh`, `name` or `namespace/name`. */
export function checkGateways(findings: Findings, path: string, gateways: string[] = []): void {
  for (let index = 0; index < gateways.length; index++) {
    const gateway = gateways[index];
    const slash = gateway.indexOf('/');
    if (slash < 0) {
      checkBareName(findings, `${path}[${index}]`, gateway);
      // istiod looks no further.
      return;
    }
    if (!isDns1123Label(gateway.slice(0, slash)) || !isDns1123Label(gateway.slice(slash + 1))) {
      findings.webhook('gateway-invalid', `${path}[${index}]`, gateway,
        'a gateway must be mesh, name or namespace/name, each a DNS label', 'write namespace/name');
    }
  }
}

function checkBareName(findings: Findings, path: string, gateway: string): void {
  if (!isFqdn(gateway)) {
    findings.webhook('gateway-invalid', path, gateway, 'a gateway must be mesh, name or namespace/name, each a DNS label', 'write namespace/name');
  } else if (gateway.includes('.')) {
    const [name, namespace] = gateway.split('.');
    findings.webhookWarning('gateway-legacy', path, gateway, 'the name of a gateway as a domain name is deprecated', `write ${namespace}/${name}`);
  }
}
