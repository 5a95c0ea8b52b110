import { ProblemOrigin, ProblemSeverity } from '../../../src/istio/problem';
import { isClaim } from '../../../src/istio/routes/http-match';
import { accepts, objects, webhookRefuses } from '../tables';
import { judgeForward } from './virtual-service';

const judge = (match: any) => judgeForward({ match: [match] });
const AT = 'spec.http[0].match[0]';

accepts(judge, {
  'nothing': {},
  'all of it': {
    uri: { prefix: '' }, scheme: { exact: 'https' }, method: { regex: 'GET|HEAD' }, authority: { prefix: 'a' }, port: 80, sourceLabels: { app: 'a' },
    gateways: ['mesh', 'ns/gw'], sourceNamespace: 'shop', queryParams: { 'a b': { exact: '' } },
    headers: { 'x-user': { exact: 'a' }, ':authority': { prefix: 'a' }, 'a,b': {} }, withoutHeaders: { cookie: { regex: '*' } },
  },
  // istiod loses its warnings about matches.
  'a gateway in the old form': { gateways: ['gw.ns.svc.cluster.local'] },
});

webhookRefuses(judge, {
  'an empty prefix': [{ method: { prefix: '' } }, 'virtual-service/prefix-empty', `${AT}.method.prefix`, 'not be empty'],
  'an empty expression': [{ uri: { regex: '' } }, 'virtual-service/regex-invalid', `${AT}.uri.regex`, 'not be empty'],
  'an expression of Perl': [{ queryParams: { a: { regex: '(?=a)' } } }, 'virtual-service/regex-invalid', `${AT}.queryParams["a"].regex`, 'RE2'],
  'presence as an expression': [{ headers: { cookie: { regex: '*' } } }, 'virtual-service/regex-invalid', `${AT}.headers["cookie"].regex`],
  'a header that is none': [{ headers: { 'a b': {} } }, 'virtual-service/header-match-name', `${AT}.headers`, '"a b"'],
  'a pseudo header that is none': [{ withoutHeaders: { ':foo': {} } }, 'virtual-service/header-match-name', `${AT}.withoutHeaders`],
  'a port out of range': [{ port: 70000 }, 'virtual-service/port-range', `${AT}.port`],
  'a label that is none': [{ sourceLabels: { app: 'a b' } }, 'virtual-service/label-value-invalid', `${AT}.sourceLabels["app"]`],
  'a namespace that is none': [{ sourceNamespace: 'a.b' }, 'virtual-service/source-namespace-invalid', `${AT}.sourceNamespace`],
  'a gateway that is none': [{ gateways: ['ns/'] }, 'virtual-service/gateway-invalid', `${AT}.gateways[0]`],
});

objects(judge, ProblemOrigin.ADVICE, ProblemSeverity.ERROR, {
  'a group name that only istiod takes': [{ uri: { regex: '(?P<a>x)(?P<a>y)' } }, 'virtual-service/regex-group-duplicate', `${AT}.uri.regex`, 'duplicate'],
});

test('claims are written with dots or brackets, in any case', () => {
  expect(['@request.auth.claims.group', '@Request.Auth.Claims[a]', '@request.auth.claims[a][b]'].filter(isClaim)).toHaveLength(3);
  expect(['@request.auth.claims', '@request.auth.claims.', '@request.auth.claims[]', '@request.auth.claimsx', 'x-user'].filter(isClaim)).toEqual([]);
});
