import { hashedLabel } from '../../../app/hashed-label';
import { MAX_LABEL_LENGTH } from '../../../app/kubernetes-names';

/**
 * The name that a caller's proxy sends to the gateway for a host of a service. For a wildcard it is a name below it that nobody can
 * declare, because no host has an underscore.
 */
export function sniOf(host: string): string {
  return host.startsWith('*.') ? `_any${host.slice(1)}` : host;
}

/** The name of the subset of the gateway that stands for a host: equal for equal hosts, and for no others. */
export function subsetOf(host: string): string {
  const name = host.replace(/^\*/, 'any').replaceAll('.', '-').toLowerCase();
  // Without dashes, dots are the only thing that became one.
  if (!/[-*]/.test(host) && name.length <= MAX_LABEL_LENGTH) return name;
  return hashedLabel(name, host);
}
