import { LoggedEgress } from '../../../src';
import { celProblem } from '../../../src/istio/syntax/cel';
import { egressFilter, UNDECLARED } from '../../../src/observe/telemetry/egress-filter';

const { BLOCKED, UNKNOWN, FAILED } = LoggedEgress;

test.each([[[BLOCKED]], [[UNKNOWN]], [[FAILED]], [[BLOCKED, FAILED]], [[BLOCKED, UNKNOWN, FAILED]]])('%j is CEL', (logged) => {
  expect(celProblem(egressFilter(logged, 'cluster.local'))).toBeUndefined();
});

test('is one text, in whatever order it is said', () => {
  expect(egressFilter([FAILED, BLOCKED], 'cluster.local')).toEqual(egressFilter([BLOCKED, FAILED], 'cluster.local'));
});

test('what is blocked or unknown is what nothing declares', () => {
  expect(egressFilter([BLOCKED, UNKNOWN], 'cluster.local')).toEqual(UNDECLARED);
});
