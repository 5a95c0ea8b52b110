import { EgressKind, type KindFacts, matchersOf } from './egress-kind';
import { type Matcher, oneOf, relabelled, series } from './promql';
import type { RecordingRule } from './rule-group';

/** Calls per second, of every kind. */
export const RATE = 'egress:calls:rate5m';
/** Calls of the last five minutes to what nothing declares, from the first one on. */
export const COUNT = 'egress:calls:count5m';

/** What is told apart. The canonical service is that of the label `app`, by which lockdowns may select workloads. */
const BY = ['source_workload', 'source_workload_namespace', 'source_canonical_service', 'destination_host'].join(', ');

const PROTOCOLS = ['http', 'tcp'] as const;
type Protocol = typeof PROTOCOLS[number];

/** The rules that make series with a destination and a kind out of Istio's metrics. */
export function recordingRules(observed: readonly Matcher[], facts: KindFacts): RecordingRule[] {
  const vectorsOf = (kind: EgressKind, protocol: Protocol) => metricsOf(kind, protocol)
    .map((metric) => series(metric, { label: 'reporter', operator: '=', value: 'source' }, ...matchersOf(kind, facts), ...observed));
  const kinds = Object.values(EgressKind).filter((kind) => kind !== EgressKind.GATEWAY || facts.gateways.length > 0);
  const rules = (record: string, some: EgressKind[], of: (vector: string) => string, condition: string) => some
    .flatMap((kind) => PROTOCOLS.map((protocol): RecordingRule => {
      const sums = vectorsOf(kind, protocol).map((vector) => `sum by (${BY}) (${named(of(vector), kind, protocol)})`);
      return { record, expr: `${sums.length > 1 ? `(${sums.join(' or ')})` : sums[0]}${condition}`, labels: { kind, protocol } };
    }));
  return [
    ...rules(RATE, kinds, (vector) => `rate(${vector}[5m])`, ''),
    ...rules(COUNT, [EgressKind.PASSTHROUGH, EgressKind.BLACKHOLE], calls, ' > 0'),
  ];
}

/** A recorded series of a kind. */
export function recorded(metric: string, kind: EgressKind, ...matchers: Matcher[]): string {
  return series(metric, oneOf('kind', [kind]), ...matchers);
}

/**
 * Of a connection that is blocked Istio counts the end alone. Of others the beginning counts, where there is one: a connection that was
 * open before a lockdown ends after it.
 */
function metricsOf(kind: EgressKind, protocol: Protocol): string[] {
  if (protocol === 'http') return ['istio_requests_total'];
  const closed = 'istio_tcp_connections_closed_total';
  return kind === EgressKind.BLACKHOLE ? [closed] : ['istio_tcp_connections_opened_total', closed];
}

/**
 * A counter begins at its first call, which `increase()` does not count: it sees no step. What was not there in the hour before
 * is counted from nothing, or the only call of a workload would never be seen.
 */
function calls(vector: string): string {
  return `((${vector} unless last_over_time(${vector}[1h] offset 5m)) or increase(${vector}[5m]))`;
}

/**
 * With a label for where the call went. HTTP names its host, unless it was blocked while a Sidecar narrowed what is visible, or went
 * to a gateway; the tags say the rest where there are any. Of TCP nothing but the tag says anything.
 */
function named(vector: string, kind: EgressKind, protocol: Protocol): string {
  const isDeclared = kind === EgressKind.DECLARED || kind === EgressKind.GATEWAY;
  const byService = isDeclared || protocol === 'http'
    ? relabelled(unknown(vector), 'destination_host', '$1', 'destination_service', isDeclared ? '(.+)' : '(.*[.:].*)')
    : unknown(vector);
  return protocol === 'http'
    ? relabelled(byService, 'destination_host', '$1', 'request_host', '(.*[.:].*)')
    : relabelled(byService, 'destination_host', '$1', 'destination_address', '(.+:[0-9]+)');
}

function unknown(vector: string): string {
  return relabelled(vector, 'destination_host', 'unknown', '', '');
}
