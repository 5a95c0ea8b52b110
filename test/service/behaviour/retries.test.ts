import { Duration } from 'cdk8s';
import { EgressPort, Failover, Retries as TypedRetries, RetryOn } from '../../../src';
import { refusalOf } from '../../helpers';
import { DUBLIN, FRANKFURT, refusedAtOnce, routesOf, TWO_SECONDS } from '../spoken-of';

const Retries = TypedRetries as any;

const IDEMPOTENT = { regex: 'GET|HEAD|OPTIONS|TRACE|PUT|DELETE' };

test('calls that may be made twice are made again, others are not', () => {
  expect(routesOf({ retries: TypedRetries.of(2) })).toMatchObject([
    { match: [{ method: IDEMPOTENT, port: 80 }], retries: { attempts: 2 } },
    { match: [{ port: 80 }], retries: { attempts: 0 } },
  ]);
});

test('what is said of all calls holds for both', () => {
  expect(routesOf({ retries: TypedRetries.of(2), timeout: Duration.seconds(3), removeRequestHeaders: ['x-team'] })).toMatchObject([
    { timeout: '3000ms', headers: { request: { remove: ['x-team'] } } },
    { timeout: '3000ms', headers: { request: { remove: ['x-team'] } } },
  ]);
});

test('every option reaches the route', () => {
  const retries = TypedRetries.ofEveryMethod(3, {
    perTryTimeout: TWO_SECONDS, retryOn: [RetryOn.RESET, RetryOn.status(429)], retryRemoteLocalities: true,
  });

  expect(routesOf({ retries, endpoints: [FRANKFURT, DUBLIN], failover: Failover.nearestFirst() })).toEqual([{
    match: [{ port: 80 }],
    route: [{ destination: { host: 'api.example.com', port: { number: 80 } } }],
    retries: { attempts: 3, perTryTimeout: '2000ms', retryOn: 'reset,429', retryRemoteLocalities: true },
  }]);
});

test("none() switches Istio's own off", () => {
  expect(routesOf({ retries: TypedRetries.none() })).toMatchObject([{ match: [{ port: 80 }], retries: { attempts: 0 } }]);
});

test('a list that is changed afterwards changes nothing', () => {
  const retryOn = [RetryOn.RESET];
  const retries = TypedRetries.ofEveryMethod(1, { retryOn });
  retryOn.push(RetryOn.INTERNAL);
  expect(routesOf({ retries })[0].retries.retryOn).toEqual('reset');
});

test.each<[string, any]>([
  ['retries 2 is not a Retries; write one, such as Retries.of(2)',
    { retries: 2 }],
  ['VirtualService spec.http[0].retries.retryOn \'599\': "599" is not a retryOn policy: 5xx, gateway-error, reset, reset-before-request, connect-failure, '
    + 'retriable-4xx, refused-stream, retriable-status-codes, retriable-headers, envoy-ratelimited, http3-post-connect-failure, cancelled, deadline-exceeded, '
    + 'internal, resource-exhausted, unavailable, or an HTTP status code; write policies separated by commas, without spaces',
    { retries: Retries.of(1, { retryOn: [RetryOn.status(599)] }) }],
  ["VirtualService spec.http[0].retries.perTryTimeout '0ms': a duration must be at least 1ms; write a duration such as 5s or 250ms",
    { retries: Retries.ofEveryMethod(1, { perTryTimeout: Duration.millis(0), retryOn: [RetryOn.RESET] }) }],
  ['retries has no effect on GRPC 50051, because every call of gRPC is a POST, which may do something each time it is made; '
    + 'write Retries.ofEveryMethod(2) if none of them minds, or leave it out',
    { retries: Retries.of(2), ports: [EgressPort.grpc({ number: 50051 })] }],
  ['retries has no effect on GRPC-Web 80, because every call of gRPC is a POST, which may do something each time it is made; '
    + 'write Retries.ofEveryMethod(1) if none of them minds, or leave it out',
    { retries: Retries.of(1), ports: [EgressPort.http({ number: 8080 }), EgressPort.grpcWeb()] }],
  ['retries.retryOn [] leaves the failures to Istio, as if it was not there; name one, such as RetryOn.CONNECT_FAILURE, or leave it out',
    { retries: Retries.of(1, { retryOn: [] }) }],
  ["retries.perTryTimeout '2000ms' ends a try that is then not made again, because retryOn is Istio's default, which has no failure without an answer; "
    + 'add RetryOn.RESET to retryOn, or write a timeout instead',
    { retries: Retries.of(1, { perTryTimeout: TWO_SECONDS }) }],
  ["retries.perTryTimeout '2000ms' ends a try that is then not made again, because retryOn [connect-failure, 504] has no failure without an answer; "
    + 'add RetryOn.RESET to retryOn, or write a timeout instead',
    { retries: Retries.of(1, { perTryTimeout: TWO_SECONDS, retryOn: [RetryOn.CONNECT_FAILURE, RetryOn.status(504)] }) }],
  ["retries.perTryTimeout '2000ms' has no effect beside timeout '2000ms', which ends the call with all its tries; write a shorter one, or leave it out",
    { retries: Retries.of(1, { perTryTimeout: TWO_SECONDS, retryOn: [RetryOn.ANY_5XX] }), timeout: TWO_SECONDS }],
  ['retries.retryRemoteLocalities has no effect without failover, because no locality comes before another; '
    + 'write failover: Failover.nearestFirst(), or leave it out',
    { retries: Retries.of(1, { retryRemoteLocalities: true }) }],
])('refused: %s', (message, props) => {
  expect(refusedAtOnce(props)).toEqual(message);
});

test.each([RetryOn.RESET, RetryOn.GATEWAY_ERROR, RetryOn.ANY_5XX])('a try that takes too long is made again on %s', (failure) => {
  const retries = TypedRetries.ofEveryMethod(1, { perTryTimeout: TWO_SECONDS, retryOn: [failure] });
  expect(routesOf({ retries, timeout: Duration.millis(2001) })[0].retries.retryOn).toEqual(failure.policy);
});

test('gRPC is made again where that is said of every method', () => {
  expect(routesOf({ retries: TypedRetries.ofEveryMethod(1), ports: [EgressPort.grpc()] })).toMatchObject([{ retries: { attempts: 1 } }]);
});

const OPTIONS = 'perTryTimeout, retryOn, retryRemoteLocalities';

test.each<[string, () => unknown]>([
  ...([[undefined, 'undefined'], [0, '0'], [-1, '-1'], [0.5, '0.5']] as const).flatMap(([attempts, written]) => (['of', 'ofEveryMethod'] as const)
    .map((factory): [string, () => unknown] => [
      `Retries.${factory}: attempts ${written} is not a whole number from 1 to 2147483647; write one, such as 2, or Retries.none()`,
      () => Retries[factory](attempts),
    ])),
  [`Retries.of: options has no 'retryon'; it has ${OPTIONS}`,
    () => Retries.of(2, { retryon: [RetryOn.RESET] })],
  [`Retries.ofEveryMethod: options has no 'retries'; it has ${OPTIONS}`,
    () => Retries.ofEveryMethod(2, { retries: 1 })],
  ["Retries.of: options 'x' is not an object; write one, such as { perTryTimeout: Duration.seconds(3), retryOn: [RetryOn.RESET] }",
    () => Retries.of(1, 'x')],
  ['Retries.of: options null is not an object; write one, such as { perTryTimeout: Duration.seconds(3), retryOn: [RetryOn.RESET] }',
    () => Retries.of(1, null)],
  ['Retries.of: options.perTryTimeout 2 is not a Duration; write one, such as Duration.seconds(3)',
    () => Retries.of(1, { perTryTimeout: 2 })],
  ["Retries.of: options.retryOn 'reset' is not a list; write one, such as [RetryOn.CONNECT_FAILURE]",
    () => Retries.of(1, { retryOn: 'reset' })],
  ["Retries.of: options.retryOn[0] 'reset' is not a RetryOn; write one, such as RetryOn.CONNECT_FAILURE",
    () => Retries.of(1, { retryOn: ['reset'] })],
  ["Retries.of: options.retryRemoteLocalities 'yes' is not true or false; write one, such as true",
    () => Retries.of(1, { retryRemoteLocalities: 'yes' })],
])('refused where it is said: %s', (message, said) => {
  expect(refusalOf(said)).toEqual(message);
});
