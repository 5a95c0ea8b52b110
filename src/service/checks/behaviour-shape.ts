import { Duration } from 'cdk8s';
import { FLAG, instanceOf, listOf, objectOf, optional, plain, type Shape, whenNeeded, wholeNumber } from '../../app/shape';
import type * as failover from '../behaviour/failover';
import type * as faultInjection from '../behaviour/fault-injection';
import type * as loadBalancing from '../behaviour/load-balancing';
import type * as retries from '../behaviour/retries';

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

// Whoever has an instance has loaded its class, and nobody else needs to wait for it.
/* eslint-disable @typescript-eslint/no-require-imports */
const RETRIES = whenNeeded(() => instanceOf((require('../behaviour/retries') as typeof retries).Retries, 'Retries.of(2)'));
const FAILOVER = whenNeeded(() =>
  instanceOf((require('../behaviour/failover') as typeof failover).Failover, 'Failover.nearestFirst()'));
const LOAD_BALANCING = whenNeeded(() =>
  instanceOf((require('../behaviour/load-balancing') as typeof loadBalancing).LoadBalancing, 'LoadBalancing.roundRobin()'));
const FAULT = whenNeeded(() =>
  instanceOf((require('../behaviour/fault-injection') as typeof faultInjection).FaultInjection, 'FaultInjection.abort(503)'));
/* eslint-enable @typescript-eslint/no-require-imports */

/** The props of an ExternalService that say how its calls behave. What a factory made the factory has judged. */
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
