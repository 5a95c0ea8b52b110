/**
 * An hour of a mesh, as Istio's metrics tell it: the story of the post in three states of twenty minutes, and others who call out.
 *
 * The labels are those of Istio's own filter, in full: https://istio.io/latest/docs/reference/config/metrics/
 */
import { type Calls, type Counter, openMetrics } from './open-metrics';

/** 2026-01-05, 10:00 UTC, in seconds. */
const START = 1767607200;
const STATE_MINUTES = 20;

/** The states of the post, and the moment at the end of each. */
export const STATES = ['allowed', 'restricted', 'declared'].map((name, at) => ({ name, end: START + (at + 1) * STATE_MINUTES * 60 }));
export const STATE_SECONDS = STATE_MINUTES * 60;

const ALLOWED = { from: 0, to: 20 };
const RESTRICTED = { from: 20, to: 40 };
const DECLARED = { from: 40, to: 60 };
const ALWAYS = { from: 0, to: 60 };

type Labels = Record<string, string>;

/** As the proxy of the caller reports a destination that is no workload of the mesh. */
function caller(namespace: string, workload: string): Labels {
  const app = workload.replace(/-v\d+$/, '');
  return {
    reporter: 'source', source_workload: workload, source_workload_namespace: namespace, source_canonical_service: app, source_canonical_revision: 'latest',
    source_principal: 'unknown', source_app: app, source_version: 'v1', source_cluster: 'Kubernetes',
    destination_workload: 'unknown', destination_workload_namespace: 'unknown', destination_principal: 'unknown', destination_app: 'unknown',
    destination_version: 'unknown', destination_canonical_service: 'unknown', destination_canonical_revision: 'latest',
    destination_service_namespace: 'unknown', destination_cluster: 'unknown', connection_security_policy: 'unknown', response_flags: '-',
  };
}

const NOTIFICATIONS = caller('backyards-demo', 'notifications-v1');
const MOVIES = caller('backyards-demo', 'movies-v3');
const PAYMENTS = caller('shop', 'payments');
const GATEWAY = caller('istio-system', 'istio-egressgateway');

function destination(service: string, name = service): Labels {
  return { destination_service: service, destination_service_name: name };
}

const HTTP = { request_protocol: 'http', response_code: '200', grpc_response_status: '' };

function requests(source: Labels, labels: Labels, ...calls: Calls[]): Counter[] {
  return [{ metric: 'istio_requests_total', labels: { ...source, ...HTTP, ...labels }, calls }];
}

/** All of them take up to 50 ms, and the buckets do not tell more. */
function timedRequests(source: Labels, labels: Labels, ...calls: Calls[]): Counter[] {
  const bucket = (le: string): Counter => (
    { metric: 'istio_request_duration_milliseconds_bucket', labels: { ...source, ...HTTP, ...labels, le }, calls }
  );
  return [...requests(source, labels, ...calls), bucket('50'), bucket('100'), bucket('+Inf')];
}

function connections(source: Labels, labels: Labels, ...calls: Calls[]): Counter[] {
  const counter = (metric: string, factor = 1): Counter => ({
    metric, labels: { ...source, request_protocol: 'tcp', ...labels }, calls: calls.map((some) => ({ ...some, perMinute: some.perMinute * factor })),
  });
  const bytes = [counter('istio_tcp_received_bytes_total', 1000), counter('istio_tcp_sent_bytes_total', 5000)];
  return [counter('istio_tcp_connections_opened_total'), counter('istio_tcp_connections_closed_total'), ...bytes];
}

/** Such a connection is counted when it is closed. */
function blockedConnections(source: Labels, labels: Labels, ...calls: Calls[]): Counter[] {
  return [{
    metric: 'istio_tcp_connections_closed_total', calls,
    labels: { ...source, request_protocol: 'tcp', ...destination('unknown', 'BlackHoleCluster'), response_flags: 'UH', ...labels },
  }];
}

const COUNTERS: readonly Counter[] = [
  // The post: httpbin.org is passed through, then blocked, then declared; a tenth of the answers is an error.
  ...requests(NOTIFICATIONS, destination('httpbin.org', 'PassthroughCluster'), { ...ALLOWED, perMinute: 6 }),
  ...requests(NOTIFICATIONS, { ...destination('httpbin.org', 'BlackHoleCluster'), response_code: '502' }, { ...RESTRICTED, perMinute: 6 }),
  ...timedRequests(NOTIFICATIONS, destination('httpbin.org'), { ...DECLARED, perMinute: 54 }),
  ...timedRequests(NOTIFICATIONS, { ...destination('httpbin.org'), response_code: '503', response_flags: 'UF' }, { ...DECLARED, perMinute: 6 }),

  // Beside it: a database that nobody declares, with the tag destination_address, and one attempt without it.
  ...connections(MOVIES, { ...destination('unknown', 'PassthroughCluster'), destination_address: '198.51.100.20:5432' }, { ...ALLOWED, perMinute: 2 }),
  ...blockedConnections(MOVIES, { destination_address: '198.51.100.20:5432' }, { ...RESTRICTED, perMinute: 2 }),
  ...blockedConnections(MOVIES, {}, { from: 30, to: 31, perMinute: 1 }),

  // HTTPS of the application is connections; some are refused. The host of another program's ServiceEntry.
  ...connections(PAYMENTS, destination('api.stripe.com'), { ...ALWAYS, perMinute: 4 }),
  ...connections(PAYMENTS, { ...destination('api.stripe.com'), response_flags: 'UF' }, { ...DECLARED, perMinute: 1 }),
  ...requests(PAYMENTS, destination('status.example.net'), { ...ALWAYS, perMinute: 1 }),

  // Through the egress gateway, in two hops.
  ...requests(PAYMENTS, {
    ...destination('istio-egressgateway.istio-system.svc.cluster.local', 'istio-egressgateway'), request_host: 'eu.partner.example.com',
    destination_workload: 'istio-egressgateway', destination_workload_namespace: 'istio-system',
  }, { ...ALWAYS, perMinute: 3 }),
  ...requests(GATEWAY, destination('*.partner.example.com'), { ...ALWAYS, perMinute: 3 }),

  // Inside the mesh, reported by both ends: never in the dashboard.
  ...requests(NOTIFICATIONS, { ...destination('movies.backyards-demo.svc.cluster.local', 'movies'), destination_workload: 'movies-v1' }, { ...ALWAYS, perMinute: 60 }),
  ...requests({ ...NOTIFICATIONS, reporter: 'destination' }, destination('movies.backyards-demo.svc.cluster.local', 'movies'), { ...ALWAYS, perMinute: 60 }),
  ...connections(MOVIES, destination('database.backyards-demo.svc.cluster.local', 'database'), { ...ALWAYS, perMinute: 30 }),
];

export const SAMPLES = openMetrics(COUNTERS, START, 60);
