import { Retries, RetryOn } from '../../../src';
import { routesOf } from '../spoken-of';

const ALL = Object.values(RetryOn).filter((value) => value instanceof RetryOn);

test('is written as Istio writes it', () => {
  expect(ALL.map(String)).toEqual([
    'connect-failure', 'refused-stream', 'reset-before-request', 'reset', 'gateway-error', '5xx', 'retriable-4xx',
    'cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable',
  ]);
  expect(`${RetryOn.status(429)}`).toEqual('429');
});

test.each(ALL.map((failure) => [failure]))('%s is one that Istio knows', (failure) => {
  expect(routesOf({ retries: Retries.of(1, { retryOn: [failure] }) })[0].retries).toEqual({ attempts: 1, retryOn: `${failure}` });
});
