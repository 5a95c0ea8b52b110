import { createHash } from 'crypto';

const LONGEST_LABEL = 63;

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
  if (!/[-*]/.test(host) && name.length <= LONGEST_LABEL) return name;
  return `${name.slice(0, LONGEST_LABEL - 9).replace(/-+$/, '')}-${createHash('sha256').update(host).digest('hex').slice(0, 8)}`;
}
