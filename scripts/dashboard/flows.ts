/** Who calls what, and what became of it: calls with the labels `kind` and `host`. */
import { calls } from './calls';
import { type Kind, KINDS } from './kinds';
import { labelJoin, labelReplace, sumBy } from './promql';

/** All that is needed of a series; what is left are few. */
const RAW = [
  'source_workload_namespace', 'source_workload', 'destination_service', 'destination_service_name',
  'destination_workload_namespace', 'destination_workload', 'request_host', 'destination_address',
];

/** `more` labels are kept as well. */
export function flows(kinds: readonly Kind[] = KINDS, ...more: readonly string[]): string {
  return withHost(withKind(sumBy([...RAW, ...more], calls(kinds)), kinds));
}

/** The kinds after the first are told by their destinations, which the first has as well. */
export function withKind(vector: string, [first, ...others]: readonly Kind[]): string {
  return others.reduce(
    (labelled, { name, destinations }) => labelReplace(labelled, 'kind', name, 'destination_service_name', destinations),
    labelReplace(vector, 'kind', first.name, '', ''),
  );
}

/**
 * HTTP names the host in `destination_service`. Where it does not, and for TCP, whose host nobody knows, a tag may have been added: see
 * `EgressMetricTag`. A label that no series has is empty.
 */
function withHost(vector: string): string {
  const known = labelJoin(vector, 'host', ';', 'destination_service', 'request_host', 'destination_address');
  const tagged = labelReplace(known, 'host', '$1', 'host', '(?:unknown)?;;?([^;]+).*');
  const nameless = labelReplace(tagged, 'host', 'unknown', 'host', '(?:unknown)?;;');
  return labelReplace(nameless, 'host', '$1', 'host', '([^;]+);.*');
}
