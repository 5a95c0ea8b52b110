import { isWildcardDomain } from '../syntax/hosts';

const GENERATED_PREFIX = 'outbound_';
const MAX_DOMAIN_LENGTH = 255;

/** Whether a host may stand in a VirtualService of a gateway: also one that AUTO_PASSTHROUGH makes up, `outbound_.80_._.example.com`. */
export function isGatewayHost(host: string): boolean {
  return host.startsWith(GENERATED_PREFIX) ? isGeneratedHost(host) : isWildcardDomain(host);
}

function isGeneratedHost(host: string): boolean {
  const [, port, , name] = host.split('_');
  return host.length <= MAX_DOMAIN_LENGTH && name !== undefined && /[0-9]/.test(port) && /[a-zA-Z]/.test(name);
}
