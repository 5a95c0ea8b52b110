import { acceptanceAnnotation, isAcceptedIn } from '../../src/istio/accepted-risks';
import { ProblemOrigin } from '../../src/istio/problem';
import type { Manifest } from '../../src/istio/spec';

const ADVICE = { code: 'service-entry/tcp-any-address', origin: ProblemOrigin.ADVICE };

function entry(annotations?: Record<string, string>): Manifest {
  return { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'a', annotations } };
}

test('the annotation is named after the rule', () => {
  expect(acceptanceAnnotation('service-entry/tcp-any-address')).toEqual('accepted-risk.cdk8s-istio-egress/tcp-any-address');
});

test.each<[string, Manifest, Parameters<typeof isAcceptedIn>[1], boolean]>([
  ['with a reason', entry({ [acceptanceAnnotation(ADVICE.code)]: 'why' }), ADVICE, true],
  ['without annotations', entry(), ADVICE, false],
  ['with an empty reason', entry({ [acceptanceAnnotation(ADVICE.code)]: ' ' }), ADVICE, false],
  ['with a reason for something else', entry({ [acceptanceAnnotation('service-entry/spoofable-host')]: 'why' }), ADVICE, false],
  ['what Istio refuses', entry({ [acceptanceAnnotation(ADVICE.code)]: 'why' }), { ...ADVICE, origin: ProblemOrigin.WEBHOOK }, false],
  ['what never does what it says', entry({ 'accepted-risk.cdk8s-istio-egress/wildcard-tcp': 'why' }),
    { code: 'service-entry/wildcard-tcp', origin: ProblemOrigin.ADVICE }, false],
])('%s', (_, manifest, problem, accepted) => {
  expect(isAcceptedIn(manifest, problem)).toEqual(accepted);
});
