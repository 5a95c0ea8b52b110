import { ProblemOrigin, ProblemSeverity } from '../../../src/istio/problem';
import { impossibleNamespace, toMessage } from '../../../src/service/checks/service-refusals';

const PROBLEM = {
  code: 'service-entry/some-rule', origin: ProblemOrigin.WEBHOOK, severity: ProblemSeverity.ERROR,
  path: 'spec.hosts[0]', value: 'a_b', message: 'a host is a domain name', fix: 'write one',
};

test('a problem is told in the words of the props', () => {
  expect(toMessage(PROBLEM)).toBe("hosts[0] 'a_b': a host is a domain name; write one");
  expect(toMessage({ ...PROBLEM, value: undefined })).toBe('hosts[0]: a host is a domain name; write one');
});

test('a risk can be accepted, and the message says by what', () => {
  expect(toMessage({ ...PROBLEM, code: 'service-entry/tcp-any-address' }))
    .toBe("hosts[0] 'a_b': a host is a domain name; write one, or accept it with acceptRisks: [Risk.tcpAnyAddress({ reason })]");
});

test('where Istio would need several objects, one word of this library does', () => {
  expect(toMessage({ ...PROBLEM, code: 'service-entry/plain-http-on-443' })).toContain('; write EgressPort.https(), or EgressPort.http({ tls: ');
});

test('no namespace is possible, a wrong one is not', () => {
  expect(impossibleNamespace(undefined)).toEqual([]);
  expect(impossibleNamespace('shop')).toEqual([]);
  expect(impossibleNamespace('Shop')).toEqual(["namespace 'Shop' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"]);
});
