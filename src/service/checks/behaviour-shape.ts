import { Duration } from 'cdk8s';
import { FLAG, instanceOf, listOf, objectOf, optional, plain, type Shape, wholeNumber } from '../../app/shape';

const MOST = 2147483647;
const DURATION = instanceOf(Duration, 'Duration.seconds(3)');
/** Istio reads 0 as nothing said. */
const LIMIT = wholeNumber(1, MOST, '100');
const FAILURES = wholeNumber(0, MOST, '5');
const NAME = plain('a name', "'x-user'", (value) => typeof value === 'string' && value !== '');

const CONNECTION_POOL = objectOf({
  connectTimeout: optional(DURATION),
  maxConnections: optional(LIMIT),
  idleTimeout: optional(DURATION),
  maxConnectionDuration: optional(DURATION),
  http1MaxPendingRequests: optional(LIMIT),
  http2MaxRequests: optional(LIMIT),
  maxRequestsPerConnection: optional(LIMIT),
  maxRetries: optional(LIMIT),
}, '{ maxConnections: 100 }');

const OUTLIER_DETECTION = objectOf({
  consecutive5xxErrors: optional(FAILURES),
  consecutiveGatewayErrors: optional(FAILURES),
  consecutiveLocalOriginFailures: optional(LIMIT),
  interval: optional(DURATION),
  baseEjectionTime: optional(DURATION),
  maxEjectionPercent: optional(wholeNumber(1, 100, '100')),
}, '{ consecutive5xxErrors: 5 }');

/**
 * The props of an ExternalService that say how its calls behave. What a factory made the factory has judged. Classes stand here by their
 * names: whoever has an instance has loaded the class, and nobody else needs to wait for it.
 */
export const BEHAVIOUR_PROPS: Record<string, Shape> = {
  timeout: optional(DURATION),
  retries: optional(instanceOf({ name: 'Retries' }, 'Retries.of(2)')),
  stripMeshHeaders: optional(FLAG),
  removeRequestHeaders: optional(listOf(NAME, "'x-team'")),
  connectionPool: optional(CONNECTION_POOL),
  outlierDetection: optional(OUTLIER_DETECTION),
  loadBalancing: optional(instanceOf({ name: 'LoadBalancing' }, 'LoadBalancing.roundRobin()')),
  failover: optional(instanceOf({ name: 'Failover' }, 'Failover.nearestFirst()')),
  fault: optional(instanceOf({ name: 'FaultInjection' }, 'FaultInjection.abort(503)')),
};
