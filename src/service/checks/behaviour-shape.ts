import { Duration } from 'cdk8s';
import { FLAG, instanceOf, listOf, objectOf, objectWith, optional, plain, recordOf, type Shape, text, wholeNumber } from '../../app/shape';
import { Failover } from '../behaviour/failover';
import { FaultInjection } from '../behaviour/fault-injection';
import { LoadBalancing } from '../behaviour/load-balancing';
import { Retries } from '../behaviour/retries';
import { RetryOn } from '../behaviour/retry-on';

const MOST = 2147483647;
const DURATION = instanceOf(Duration, 'Duration.seconds(3)');
/** Istio reads 0 as nothing said. */
const LIMIT = wholeNumber(1, MOST, '100');
const FAILURES = wholeNumber(0, MOST, '5');
const NAME = plain('a name', "'x-user'", (value) => typeof value === 'string' && value !== '');
const PERCENTAGE = plain('a percentage from 0.0001 to 100', '50', (value) => typeof value === 'number' && value >= 0.0001 && value <= 100);

const RETRIES = instanceOf(Retries, 'Retries.of(2)', {
  attempts: wholeNumber(0, MOST, '2'),
  perTryTimeout: optional(DURATION),
  retryOn: optional(listOf(instanceOf(RetryOn, 'RetryOn.CONNECT_FAILURE'), 'RetryOn.CONNECT_FAILURE')),
  retryRemoteLocalities: optional(FLAG),
});

const FAULT = instanceOf(FaultInjection, 'FaultInjection.abort(503)', {
  abort: optional(objectWith({ httpStatus: wholeNumber(200, 599, '503') }, '503')),
  delay: optional(objectWith({ fixedDelay: DURATION }, 'Duration.seconds(3)')),
  percentage: PERCENTAGE,
}, ({ _abort: abort, _delay: delay, percentage }: FaultInjection) => ({ abort, delay, percentage }));

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

const LOAD_BALANCING = instanceOf(LoadBalancing, 'LoadBalancing.roundRobin()', {
  name: NAME,
}, ({ _key = { name: 'nothing' } }: LoadBalancing) => _key);

const FAILOVER = instanceOf(Failover, 'Failover.nearestFirst()', {
  regions: optional(recordOf(text("'eu-west-1'"), "{ 'eu-central-1': 'eu-west-1' }")),
});

/** The props of an ExternalService that say how its calls behave. */
export const BEHAVIOUR_PROPS: Record<string, Shape> = {
  timeout: optional(DURATION),
  retries: optional(RETRIES),
  stripMeshHeaders: optional(FLAG),
  removeRequestHeaders: optional(listOf(NAME, "'x-team'")),
  connectionPool: optional(CONNECTION_POOL),
  outlierDetection: optional(OUTLIER_DETECTION),
  loadBalancing: optional(LOAD_BALANCING),
  failover: optional(FAILOVER),
  fault: optional(FAULT),
};
