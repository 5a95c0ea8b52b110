/**
 * Calls that leave the mesh: HTTP requests, and connections of everything that is not HTTP for the proxy, HTTPS among them.
 *
 * Of a connection that is blocked only the closing can be relied on: Istio documents that it is not counted as opened.
 */
import { BLOCKED, type Kind, KINDS } from './kinds';

/** What is chosen at the top of the dashboard. The proxy of the caller reports; nobody reports at the other end. */
export const CHOSEN = 'reporter="source", source_workload_namespace=~"$namespace", source_workload=~"$workload"';

/** The series that count calls of some kinds, each with the function. */
function counted(kinds: readonly Kind[], by: (series: string) => string): string {
  const passed = kinds.filter((kind) => kind !== BLOCKED);
  return [
    `istio_requests_total{${CHOSEN}, ${goingTo(kinds)}}`,
    ...passed.length > 0 ? [`istio_tcp_connections_opened_total{${CHOSEN}, ${goingTo(passed)}}`] : [],
    ...kinds.includes(BLOCKED) ? [`istio_tcp_connections_closed_total{${CHOSEN}, ${goingTo([BLOCKED])}}`] : [],
  ].map(by).join(' or ');
}

function goingTo(kinds: readonly Kind[]): string {
  return `destination_service_name=~"${kinds.map(({ destinations }) => destinations).join('|')}"`;
}

/** Calls per second, over time. */
export function callRate(kinds: readonly Kind[] = KINDS): string {
  return counted(kinds, (series) => `rate(${series}[$__rate_interval])`);
}

/**
 * Calls in the time that is looked at. A series begins with its first call, and `increase` does not see where it came from: of
 * a series that was not there before everything counts. Blocked calls are often the only one of their series.
 */
export function calls(kinds: readonly Kind[] = KINDS): string {
  return counted(kinds, (series) => `(increase(${series}[$__range]) > 0 or last_over_time(${series}[$__range]) unless ${series} offset $__range)`);
}
