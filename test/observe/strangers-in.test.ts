import { strangersIn } from './strangers-in';

test.each([
  'sum by (source_workload) (rate(istio_requests_total{reporter="source", response_code=~"5.."}[5m]))',
  'label_replace(label_join(istio_tcp_connections_closed_total, "a", "/", "source_workload", "destination_address"), "b", "$1", "a", "(.+)")',
  'sum by (kind) (label_replace(istio_requests_total, "kind", "declared", "", ""))',
  'count_values by (source_app) ("n", istio_requests_total)',
  'histogram_quantile(0.9, sum by (le) (istio_request_duration_milliseconds_bucket)) or on (reporter) vector(0)',
  '{__name__=~"istio_requests_total|istio_tcp_sent_bytes_total", reporter="source"}',
])('Istio has all of %s', (query) => {
  expect(strangersIn(query)).toEqual([]);
});

test.each([
  ['istio_request_total', ['metric istio_request_total']],
  ['{reporter="source"}', ['{reporter="source"} has no metric']],
  ['{__name__=~"istio_requests_total|up"}', ['metric up']],
  ['istio_requests_total{source_namespace="shop"}', ['label source_namespace of istio_requests_total']],
  ['istio_tcp_connections_closed_total{response_code="502"}', ['label response_code of istio_tcp_connections_closed_total']],
  ['istio_requests_total{destination_address="198.51.100.20"}', ['label destination_address of istio_requests_total']],
  ['sum by (host) (istio_requests_total)', ['label host']],
  ['istio_requests_total * on (pod) istio_requests_total', ['label pod']],
  ['label_replace(istio_requests_total, "host", "$1", "destination_host", "(.+)")', ['label destination_host']],
  ['label_join(istio_requests_total, "host", "/", "source_workload", "pod")', ['label pod']],
  ['sum by (host (istio_requests_total)', expect.arrayContaining([expect.stringContaining('no PromQL')])],
])('%s asks for what Istio does not have', (query, strangers) => {
  expect(strangersIn(query)).toEqual(strangers);
});
