import type { Duration } from 'cdk8s';
import type { HttpMatch, HttpRoute } from '../../istio/spec';
import type { ConnectionPool } from '../behaviour/connection-pool';
import type { Failover } from '../behaviour/failover';
import type { FaultInjection } from '../behaviour/fault-injection';
import { inMilliseconds } from '../behaviour/in-milliseconds';
import type { LoadBalancing } from '../behaviour/load-balancing';
import type { OutlierDetection } from '../behaviour/outlier-detection';
import type { Retries } from '../behaviour/retries';
import type { RouteApi } from '../paths/route-api';

/** What is said of the calls to a service, beside where they go. */
export interface Behaviour {
  readonly routeApi?: RouteApi;
  readonly timeout?: Duration;
  readonly retries?: Retries;
  readonly fault?: FaultInjection;
  readonly stripMeshHeaders?: boolean;
  readonly removeRequestHeaders?: string[];
  readonly connectionPool?: ConnectionPool;
  readonly outlierDetection?: OutlierDetection;
  readonly loadBalancing?: LoadBalancing;
  readonly failover?: Failover;
}

/** Fields of an HTTP route that hold for the calls to the service itself. */
export type HttpBehaviour = Pick<HttpRoute, 'timeout' | 'retries' | 'fault' | 'headers'>;

/** Calls that are treated alike: those with a certain method, or all that are left. */
export interface KindOfCall {
  readonly match?: Pick<HttpMatch, 'method'>;
  readonly behaviour: HttpBehaviour;
}

/** What the routes to a service say of HTTP calls. */
export interface CallRules {
  /** On each step of the way but the last. */
  readonly onTheWay: HttpBehaviour;
  /** On the last step, in the order in which routes are tried. */
  readonly toTheService: KindOfCall[];
}

/** What proxies add to a request, as far as a route can take it away. */
const MESH_HEADERS = [
  'x-envoy-attempt-count', 'x-envoy-decorator-operation', 'x-envoy-expected-rq-timeout-ms', 'x-envoy-peer-metadata', 'x-envoy-peer-metadata-id',
  'x-forwarded-client-cert', 'x-request-id',
];

/** Methods of which a call that is made twice does what it does once. */
const IDEMPOTENT = { regex: 'GET|HEAD|OPTIONS|TRACE|PUT|DELETE' };
const ONCE: HttpBehaviour = { retries: { attempts: 0 } };

/** What of a behaviour HTTP routes say; undefined where nothing is left to say. */
export function callRulesOf({ timeout, retries, fault, stripMeshHeaders, removeRequestHeaders = [] }: Behaviour): CallRules | undefined {
  const removed = [...new Set([...stripMeshHeaders ? MESH_HEADERS : [], ...removeRequestHeaders])];
  if (!timeout && !retries && !fault && removed.length === 0) return undefined;
  const common: HttpBehaviour = {
    timeout: timeout && inMilliseconds(timeout),
    fault: fault?._toSpec(),
    headers: removed.length > 0 ? { request: { remove: removed } } : undefined,
  };
  if (!retries) return { onTheWay: {}, toTheService: [{ behaviour: common }] };
  const repeated = { ...common, retries: retries._toSpec() };
  return {
    // Each step that repeats multiplies the tries of the next one.
    onTheWay: ONCE,
    toTheService: retries._repeatsEveryMethod || retries.attempts === 0
      ? [{ behaviour: repeated }]
      : [{ match: { method: IDEMPOTENT }, behaviour: repeated }, { behaviour: { ...common, ...ONCE } }],
  };
}
