import { isWildcardDns1123Label } from './labels';

const MAX_DOMAIN_LENGTH = 255;
/** DNS labels, each with a dot behind it; the last one may lack the dot. */
const DNS1123_LABELS = /^(?:[a-zA-Z0-9](?:[-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?(?:\.|$))*$/;
const LARGEST_INT64 = 2n ** 63n - 1n;

/**
 * Whether a host is a fully qualified domain name to Istio: letters, digits and `-` between dots, a last label that is not a
 * number, and perhaps a dot at the end. A single label is enough (`localhost`), and upper case is allowed.
 */
export function isFqdn(host: string): boolean {
  return hasDomainLength(host) && hasDns1123Labels(host);
}

/**
 * Whether a host is a domain name that may have a wildcard in its first label: `*`, `*.example.com`, and also `*foo.example.com`.
 *
 * The part before the first dot is not judged as a last label, so that a bare number passes (`1234`).
 */
export function isWildcardDomain(host: string): boolean {
  if (!hasDomainLength(host)) return false;
  const dot = host.indexOf('.');
  return dot < 0 ? isWildcardDns1123Label(host) : isWildcardDns1123Label(host.slice(0, dot)) && hasDns1123Labels(host.slice(dot + 1));
}

/** Whether a host stands for many: it starts with `*`. */
export function isWildcardHost(host: string): boolean {
  return host.startsWith('*');
}

/** Whether the wildcard of a host covers only a part of its first label (`*foo.example.com`). */
export function isPartialWildcard(host: string): boolean {
  return host.length > 1 && host.includes('*') && !host.startsWith('*.');
}

/** A host as DNS and Istio compare it: without regard to case and to the dot of the root. */
export function canonicalHost(host: string): string {
  const lower = host.toLowerCase();
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

/**
 * Whether two hosts have a name in common.
 *
 * Compares as Istio does, by the text after the `*`: `*.example.com` and `example.com` have nothing in common,
 * `*foo.com` and `barfoo.com` do.
 */
export function hostsOverlap(a: string, b: string): boolean {
  if (!isWildcardHost(a)) return isWildcardHost(b) ? a.endsWith(b.slice(1)) : a === b;
  if (!isWildcardHost(b)) return b.endsWith(a.slice(1));
  return a.length < b.length ? b.slice(1).endsWith(a.slice(1)) : a.slice(1).endsWith(b.slice(1));
}

/** Whether every name a host stands for is a name the other host stands for. */
export function isHostSubsetOf(host: string, other: string): boolean {
  if (!isWildcardHost(other)) return host === other;
  if (!isWildcardHost(host)) return host.endsWith(other.slice(1));
  return host.length >= other.length && host.slice(1).endsWith(other.slice(1));
}

function hasDomainLength(host: string): boolean {
  return host.length > 0 && host.length <= MAX_DOMAIN_LENGTH;
}

function hasDns1123Labels(domain: string): boolean {
  return DNS1123_LABELS.test(domain) && !isInteger(domain.slice(domain.lastIndexOf('.') + 1));
}

/** Go's Atoi, which a number beyond 64 bits escapes. */
function isInteger(label: string): boolean {
  return /^\d+$/.test(label) && BigInt(label) <= LARGEST_INT64;
}
