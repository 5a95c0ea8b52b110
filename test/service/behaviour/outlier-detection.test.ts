import { Duration } from 'cdk8s';
import { Resolution } from '../../../src';
import { DUBLIN, FRANKFURT, refusedAtOnce, trafficPolicyOf } from '../spoken-of';

test('every field reaches the rule', () => {
  expect(trafficPolicyOf({
    outlierDetection: {
      consecutive5xxErrors: 1,
      consecutiveGatewayErrors: 2,
      consecutiveLocalOriginFailures: 3,
      interval: Duration.seconds(4),
      baseEjectionTime: Duration.seconds(5),
      maxEjectionPercent: 60,
    },
  }).outlierDetection).toEqual({
    consecutive5xxErrors: 1,
    consecutiveGatewayErrors: 2,
    consecutiveLocalOriginFailures: 3,
    splitExternalLocalOriginErrors: true,
    interval: '4000ms',
    baseEjectionTime: '5000ms',
    maxEjectionPercent: 60,
  });
});

test("all endpoints may be left out unless it is said otherwise, because Istio's 10 % are none of a few", () => {
  expect(trafficPolicyOf({ outlierDetection: {} })).toEqual({ outlierDetection: { maxEjectionPercent: 100 } });
});

test('a service whose first address alone is used can be left out', () => {
  expect(trafficPolicyOf({ outlierDetection: {}, resolution: Resolution.DNS_ROUND_ROBIN }))
    .toEqual({ outlierDetection: { maxEjectionPercent: 100 } });
});

test('a share of the endpoints that is one of them', () => {
  expect(trafficPolicyOf({ outlierDetection: { maxEjectionPercent: 50 }, endpoints: [FRANKFURT, DUBLIN] }).outlierDetection)
    .toEqual({ maxEjectionPercent: 50 });
});

test.each<[string, any]>([
  ['outlierDetection true is not an object; write one, such as { consecutive5xxErrors: 5 }',
    { outlierDetection: true }],
  ["outlierDetection has no 'consecutiveErrors'; it has consecutive5xxErrors, consecutiveGatewayErrors, consecutiveLocalOriginFailures, interval, "
    + 'baseEjectionTime, maxEjectionPercent',
    { outlierDetection: { consecutiveErrors: 3 } }],
  ['outlierDetection.maxEjectionPercent 0 is not a whole number from 1 to 100; write one, such as 100',
    { outlierDetection: { maxEjectionPercent: 0 } }],
  ['outlierDetection.maxEjectionPercent 101 is not a whole number from 1 to 100; write one, such as 100',
    { outlierDetection: { maxEjectionPercent: 101 } }],
  ['outlierDetection.consecutive5xxErrors -1 is not a whole number from 0 to 2147483647; write one, such as 5',
    { outlierDetection: { consecutive5xxErrors: -1 } }],
  ["DestinationRule spec.trafficPolicy.outlierDetection.interval '0ms': a duration must be at least 1ms; write a duration such as 5s or 250ms",
    { outlierDetection: { interval: Duration.millis(0) } }],
  ['outlierDetection.maxEjectionPercent 49 has no effect on 2 endpoints, of which one is more than that; write 50 or more, or leave it out, which is 100',
    { outlierDetection: { maxEjectionPercent: 49 }, endpoints: [FRANKFURT, DUBLIN] }],
  ['outlierDetection.maxEjectionPercent 99 has no effect on 1 endpoint, of which one is more than that; write 100 or more, or leave it out, which is 100',
    { outlierDetection: { maxEjectionPercent: 99 }, endpoints: [FRANKFURT] }],
])('refused: %s', (message, props) => {
  expect(refusedAtOnce(props)).toEqual(message);
});
