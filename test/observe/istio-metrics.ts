/**
 * The metrics and labels that Istio has: https://istio.io/latest/docs/reference/config/metrics/, and the tags that `EgressMetricTag` adds.
 */
const OF_BOTH = [
  'reporter', 'request_protocol', 'response_flags', 'connection_security_policy',
  ...['source', 'destination'].flatMap((end) => [
    'workload', 'workload_namespace', 'principal', 'app', 'version', 'cluster', 'canonical_service', 'canonical_revision',
  ].map((label) => `${end}_${label}`)),
  'destination_service', 'destination_service_name', 'destination_service_namespace',
];
const OF_HTTP = [...OF_BOTH, 'response_code', 'grpc_response_status'];
const HISTOGRAMS = ['istio_request_duration_milliseconds', 'istio_request_bytes', 'istio_response_bytes'];

export const ISTIO_METRICS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['istio_requests_total', [...OF_HTTP, 'request_host']],
  ...HISTOGRAMS.flatMap((metric): [string, string[]][] => [
    [`${metric}_bucket`, [...OF_HTTP, 'le']], [`${metric}_sum`, OF_HTTP], [`${metric}_count`, OF_HTTP],
  ]),
  ['istio_request_messages_total', OF_HTTP],
  ['istio_response_messages_total', OF_HTTP],
  ['istio_tcp_sent_bytes_total', OF_BOTH],
  ['istio_tcp_received_bytes_total', OF_BOTH],
  ['istio_tcp_connections_opened_total', [...OF_BOTH, 'destination_address']],
  ['istio_tcp_connections_closed_total', [...OF_BOTH, 'destination_address']],
].map(([metric, labels]) => [metric as string, new Set(labels as string[])]));
