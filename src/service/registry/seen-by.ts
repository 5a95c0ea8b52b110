import type { ExportTo } from '../values/export-to';

/** A service, as far as it tells who sees it. */
export interface Seen {
  readonly namespace?: string;
  /** Undefined for a service that somebody else declares. */
  readonly exportTo?: ExportTo;
  /** The namespaces whose workloads may call it, whatever the way. */
  readonly _callers?: ExportTo;
}

/** The namespaces that see a service or its routes; `*` for all of them. */
export function seenBy({ exportTo, _callers, namespace = '' }: Seen): Set<string> {
  const values = [exportTo, _callers].flatMap((seen) => (seen ? seen.values ?? ['*'] : []));
  return new Set(values.filter((value) => value !== '~').map((value) => (value === '.' ? namespace : value)));
}

/** Whether some namespace, beside those that are left out, sees both. */
export function areSeenTogether(one: Seen, other: Seen, leftOut: (string | undefined)[] = []): boolean {
  const [ones, others] = [seenBy(one), seenBy(other)];
  if (ones.has('*') && others.has('*')) return true;
  const [named, all] = ones.has('*') ? [others, true] : [ones, others.has('*')];
  return [...named].some((namespace) => !leftOut.includes(namespace) && (all || others.has(namespace)));
}
