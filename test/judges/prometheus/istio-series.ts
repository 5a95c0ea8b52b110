/**
 * Series as the proxies of Istio report them: names and labels of https://istio.io/latest/docs/reference/config/metrics/, values of
 * `destination_service_name` of Istio's own integration tests (tests/integration/telemetry/policy).
 */
export interface Caller {
  readonly workload: string;
  readonly namespace: string;
  /** Canonical service; the workload without its version where it is left out. */
  readonly service?: string;
}

/** What was called, as the calling proxy sees it. */
export interface Called {
  /** `destination_service`. */
  readonly service: string;
  /** `destination_service_name`. */
  readonly name: string;
  readonly namespace: string;
}

export const NOTIFICATIONS: Caller = { workload: 'notifications-v1', namespace: 'backyards-demo' };
export const MOVIES: Caller = { workload: 'movies-v3', namespace: 'backyards-demo' };
export const BATCH: Caller = { workload: 'batch', namespace: 'warehouse', service: 'batch' };
export const EGRESS_GATEWAY: Caller = { workload: 'istio-egressgateway', namespace: 'istio-system', service: 'istio-egressgateway' };

const NOWHERE = { namespace: 'unknown' };

/** A destination of a plain HTTP call that nothing declares; TCP has no host. */
export const passed = (host = 'unknown'): Called => ({ ...NOWHERE, service: host, name: 'PassthroughCluster' });
export const passedByName = (host: string): Called => ({ ...NOWHERE, service: host, name: 'AllowAnyDynamicDNSCluster' });
export const blocked = (host = 'unknown'): Called => ({ ...NOWHERE, service: host, name: 'BlackHoleCluster' });
/** A host of a ServiceEntry. */
export const declared = (host: string): Called => ({ service: host, name: host, namespace: 'backyards-demo' });
/** A Service of the cluster. */
export const inMesh = (name: string, namespace: string): Called => ({ service: `${name}.${namespace}.svc.cluster.local`, name, namespace });

export type Tags = Readonly<Record<string, string>>;

/** A series of `istio_requests_total`. */
export function requests(caller: Caller, called: Called, code: number, tags: Tags = {}): string {
  return text('istio_requests_total', {
    ...common('source', caller, called), request_protocol: 'http', response_code: `${code}`, grpc_response_status: '', response_flags: '-', ...tags,
  });
}

/** A series of `istio_tcp_connections_opened_total` or `istio_tcp_connections_closed_total`. */
export function connections(what: 'opened' | 'closed', caller: Caller, called: Called, tags: Tags = {}): string {
  return text(`istio_tcp_connections_${what}_total`, { ...common('source', caller, called), request_protocol: 'tcp', response_flags: '-', ...tags });
}

/** A call as the proxy of the called pod reports it. */
export function received(called: Called, code: number): string {
  return text('istio_requests_total', { ...common('destination', NOTIFICATIONS, called), request_protocol: 'http', response_code: `${code}` });
}

function common(reporter: string, { workload, namespace, service = workload.replace(/-v\d+$/, '') }: Caller, called: Called): Tags {
  const unknown = 'unknown';
  return {
    reporter,
    source_workload: workload,
    source_workload_namespace: namespace,
    source_principal: `spiffe://cluster.local/ns/${namespace}/sa/default`,
    source_app: service,
    source_version: 'v1',
    source_canonical_service: service,
    source_canonical_revision: 'v1',
    source_cluster: 'Kubernetes',
    destination_workload: unknown,
    destination_workload_namespace: unknown,
    destination_principal: unknown,
    destination_app: unknown,
    destination_version: unknown,
    destination_service: called.service,
    destination_service_name: called.name,
    destination_service_namespace: called.namespace,
    destination_canonical_service: unknown,
    destination_canonical_revision: unknown,
    destination_cluster: unknown,
    connection_security_policy: unknown,
    instance: '10.0.0.1:15020',
    job: 'kubernetes-pods',
  };
}

function text(metric: string, labels: Tags): string {
  return `${metric}{${Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}}`;
}
