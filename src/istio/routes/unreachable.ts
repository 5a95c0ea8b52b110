import type { Findings } from '../findings';
import type { HttpMatch, HttpRoute, StringMatch, TcpRoute, TlsRoute } from '../spec';

/** Fields of a match that hold entries of the user's own names. */
const MAPS = ['headers', 'withoutHeaders', 'queryParams', 'sourceLabels'];

/** istiod warns about routes that never get a request because an earlier one takes it. */
export function warnAboutUnreachable(findings: Findings, path: string, routes: (HttpRoute | TlsRoute | TcpRoute)[]): void {
  // Most have one route with one match, which is in nobody's way; a comparison costs more than all other rules of a VirtualService.
  if (routes.length === 1 && (routes[0].match?.length ?? 0) <= 1) return;
  const seen = new Map<string, number>();
  let catchAll: number | undefined;
  routes.forEach(({ match = [] }, index) => {
    if (catchAll !== undefined) {
      findings.webhookWarning('route-unreachable', `${path}[${index}]`, undefined,
        `route ${catchAll} has no match and takes everything, only the last route should`, 'move it to the end');
    }
    if (match.length === 0) {
      catchAll = index;
    } else if (catchAll === undefined) {
      warnAboutDuplicates(findings, `${path}[${index}]`, index, match, seen);
    }
  });
}

/** istiod also warns about a prefix that comes after a shorter one with the same other conditions. */
export function warnAboutCoveredPrefixes(findings: Findings, routes: HttpRoute[]): void {
  const prefixes = routes.flatMap(({ match = [] }, route) => match.map((condition, index) => ({ condition, path: `spec.http[${route}].match[${index}]` })))
    .filter(({ condition }) => condition.uri?.prefix);
  prefixes.forEach((earlier, index) => {
    for (const later of prefixes.slice(index + 1)) {
      if (later.condition.uri!.prefix === earlier.condition.uri!.prefix || !covers(earlier.condition, later.condition)) continue;
      findings.webhookWarning('match-covered', later.path, later.condition.uri!.prefix,
        `prefix ${earlier.condition.uri!.prefix} of ${earlier.path} already takes these requests`, 'move the longer prefix before it');
    }
  });
}

function warnAboutDuplicates(findings: Findings, path: string, route: number, matches: object[], seen: Map<string, number>): void {
  let duplicates = 0;
  matches.forEach((match, index) => {
    const key = canonical(Object.fromEntries(Object.entries(match).filter(([field, value]) => field !== 'name' && !isDefault(field, value))));
    if (seen.has(key)) {
      duplicates++;
      findings.webhookWarning('match-duplicate', `${path}.match[${index}]`, match, `route ${seen.get(key)} has the same match and takes its requests`, 'remove the match');
    } else {
      seen.set(key, route);
    }
  });
  if (duplicates === matches.length) {
    findings.webhookWarning('route-unreachable', path, undefined, 'earlier routes have all matches of this one', 'remove the route');
  }
}

function covers(earlier: HttpMatch, later: HttpMatch): boolean {
  return later.uri!.prefix!.startsWith(earlier.uri!.prefix!)
    && (earlier.port ?? 0) === (later.port ?? 0)
    && (asText(earlier.method) || 'exact:GET').startsWith(asText(later.method) || 'exact:GET')
    && asText(earlier.authority).startsWith(asText(later.authority))
    && mapCovers(earlier.headers, later.headers)
    && mapCovers(earlier.queryParams, later.queryParams)
    && mapCovers(earlier.withoutHeaders, later.withoutHeaders);
}

function mapCovers(earlier: Record<string, StringMatch> = {}, later: Record<string, StringMatch> = {}): boolean {
  return Object.keys(earlier).length === Object.keys(later).length
    && Object.keys(earlier).every((key) => key in later && asText(earlier[key]).startsWith(asText(later[key])));
}

function asText(match: StringMatch | undefined): string {
  if (match?.exact) return `exact:${match.exact}`;
  return match?.prefix ? `prefix:${match.prefix}` : '';
}

/** Whether a field has what it would have if it were not written. */
function isDefault(field: string, value: unknown): boolean {
  return !value || ((Array.isArray(value) || MAPS.includes(field)) && Object.keys(value).length === 0);
}

/** JSON in which the order of fields does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part
  ));
}
