import { Findings } from '../../src/istio/findings';

test('an object is accepted as long as Istio does not refuse it', () => {
  const findings = new Findings('x');
  findings.webhookWarning('a', 'p', 1, 'm', 'f');
  findings.advice('b', 'p', 1, 'm', 'f');
  findings.adviceWarning('c', 'p', 1, 'm', 'f');
  expect(findings.accepted).toBe(true);
  findings.schema('d', 'p', 1, 'm', 'f');
  expect(findings.accepted).toBe(false);
});

test('warnings of istiod can be lost, nothing else', () => {
  const findings = new Findings('x');
  findings.webhookWarning('before', '', undefined, '', '');
  findings.losingWarnings(() => {
    findings.webhookWarning('lost', '', undefined, '', '');
    findings.webhook('kept', '', undefined, '', '');
    findings.adviceWarning('own', '', undefined, '', '');
  });
  expect(findings.problems.map(({ code }) => code)).toEqual(['x/before', 'x/kept', 'x/own']);
});
