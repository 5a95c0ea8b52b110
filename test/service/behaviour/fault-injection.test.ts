import { Duration } from 'cdk8s';
import { FaultInjection as TypedFaultInjection } from '../../../src';
import { refusalOf } from '../../helpers';
import { refusedAtOnce, routesOf, TWO_SECONDS } from '../spoken-of';

const FaultInjection = TypedFaultInjection as any;

test('an abort', () => {
  expect(routesOf({ fault: TypedFaultInjection.abort(503, { percentage: 0.5 }) })[0].fault)
    .toEqual({ abort: { httpStatus: 503, percentage: { value: 0.5 } } });
});

test('a delay, of every call unless a share is named', () => {
  expect(routesOf({ fault: TypedFaultInjection.delay(TWO_SECONDS) })[0].fault).toEqual({ delay: { fixedDelay: '2000ms', percentage: { value: 100 } } });
});

test.each<[string, any]>([
  ['fault 503 is not a FaultInjection; write one, such as FaultInjection.abort(503)',
    503],
  ["VirtualService spec.http[0].fault.delay.fixedDelay '0ms': a duration must be at least 1ms; write a duration such as 5s or 250ms",
    FaultInjection.delay(Duration.millis(0))],
])('refused: %s', (message, fault) => {
  expect(refusedAtOnce({ fault })).toEqual(message);
});

test.each<[string, () => unknown]>([
  ['FaultInjection.abort: httpStatus 199 is not a whole number from 200 to 599; write one, such as 503', () => FaultInjection.abort(199)],
  ['FaultInjection.abort: httpStatus 600 is not a whole number from 200 to 599; write one, such as 503', () => FaultInjection.abort(600)],
  ['FaultInjection.abort: httpStatus undefined is not a whole number from 200 to 599; write one, such as 503', () => FaultInjection.abort()],
  ['FaultInjection.delay: fixedDelay 5 is not a Duration; write one, such as Duration.seconds(3)', () => FaultInjection.delay(5)],
  ["FaultInjection.abort: options has no 'percent'; it has percentage", () => FaultInjection.abort(503, { percent: 1 })],
  ["FaultInjection.abort: options '50' is not an object; write one, such as { percentage: 50 }", () => FaultInjection.abort(503, '50')],
  ['FaultInjection.delay: options null is not an object; write one, such as { percentage: 50 }', () => FaultInjection.delay(TWO_SECONDS, null)],
  ...([[0, '0'], [100.1, '100.1'], ['50', "'50'"]] as const).map(([percentage, written]): [string, () => unknown] => [
    `FaultInjection.abort: options.percentage ${written} is not a percentage from 0.0001 to 100; write one, such as 50`,
    () => FaultInjection.abort(503, { percentage }),
  ]),
])('refused where it is said: %s', (message, said) => {
  expect(refusalOf(said)).toEqual(message);
});
