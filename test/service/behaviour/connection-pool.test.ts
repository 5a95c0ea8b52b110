import { Duration } from 'cdk8s';
import { EgressPort } from '../../../src';
import { companionsOf, refusedAtOnce, trafficPolicyOf } from '../spoken-of';

test('every limit reaches the rule', () => {
  expect(trafficPolicyOf({
    connectionPool: {
      connectTimeout: Duration.seconds(1),
      maxConnections: 2,
      idleTimeout: Duration.minutes(3),
      maxConnectionDuration: Duration.hours(4),
      http1MaxPendingRequests: 5,
      http2MaxRequests: 6,
      maxRequestsPerConnection: 7,
      maxRetries: 8,
    },
  })).toEqual({
    connectionPool: {
      tcp: { connectTimeout: '1000ms', maxConnections: 2, idleTimeout: '180000ms', maxConnectionDuration: '14400000ms' },
      http: { http1MaxPendingRequests: 5, http2MaxRequests: 6, maxRequestsPerConnection: 7, maxRetries: 8 },
    },
  });
});

test.each([
  [{ maxConnections: 1 }, { tcp: { maxConnections: 1 } }],
  [{ maxRetries: 1 }, { http: { maxRetries: 1 } }],
])('%j leaves the other half out, which Istio minds empty', (connectionPool, expected) => {
  expect(trafficPolicyOf({ connectionPool })).toEqual({ connectionPool: expected });
});

test('without a limit there is no rule', () => {
  expect(companionsOf({ connectionPool: {} })).toEqual({});
});

test('connections of TCP have limits, too', () => {
  expect(trafficPolicyOf({ connectionPool: { maxConnections: 10 }, ports: [EgressPort.tcp(5432)], addresses: ['192.0.2.1'] })).toEqual({
    connectionPool: { tcp: { maxConnections: 10 } },
  });
});

test.each<[string, any]>([
  ['connectionPool 100 is not an object; write one, such as { maxConnections: 100 }',
    100],
  ["connectionPool has no 'maxConnection'; it has connectTimeout, maxConnections, idleTimeout, maxConnectionDuration, http1MaxPendingRequests, "
    + 'http2MaxRequests, maxRequestsPerConnection, maxRetries',
    { maxConnection: 1 }],
  ['connectionPool.maxConnections 0 is not a whole number from 1 to 2147483647; write one, such as 100',
    { maxConnections: 0 }],
  ['connectionPool.connectTimeout 1 is not a Duration; write one, such as Duration.seconds(3)',
    { connectTimeout: 1 }],
  ["DestinationRule spec.trafficPolicy.connectionPool.tcp.connectTimeout '0ms': a duration must be at least 1ms; write a duration such as 5s or 250ms",
    { connectTimeout: Duration.millis(0) }],
])('refused: %s', (message, connectionPool) => {
  expect(refusedAtOnce({ connectionPool })).toEqual(message);
});
