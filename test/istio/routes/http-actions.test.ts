import { accepts, schemaRefuses, webhookRefuses, webhookWarns } from '../tables';
import { judgeForward, judgeHttp } from './virtual-service';

const retries = (settings: any) => judgeForward({ retries: settings });
const rewrite = (settings: any) => judgeForward({ rewrite: settings });
const answer = (settings: any) => judgeHttp({ directResponse: { status: 200, ...settings } });
const body = (bytes: number) => ({ body: { string: 'x'.repeat(bytes) } });

describe('retries', () => {
  accepts(retries, {
    'attempts': { attempts: 3, perTryTimeout: '1s', backoff: '25ms', retryOn: '5xx,reset,503,+504,0505' },
    'no attempts': { attempts: 0, backoff: '1s', retryOn: '' },
  });
  webhookRefuses(retries, {
    'a negative number of attempts': [{ attempts: -1 }, 'virtual-service/retry-attempts', 'spec.http[0].retries.attempts'],
    'settings for no attempts': [{ retryOn: '5xx' }, 'virtual-service/retry-disabled', 'spec.http[0].retries.attempts', 'nothing is retried'],
    'localities for no attempts': [{ attempts: 0, retryRemoteLocalities: false }, 'virtual-service/retry-disabled', 'spec.http[0].retries.attempts'],
    'an unknown policy': [{ attempts: 1, retryOn: '5xx,foo' }, 'virtual-service/retry-on', 'spec.http[0].retries.retryOn', '"foo"'],
    'a space': [{ attempts: 1, retryOn: '5xx, reset' }, 'virtual-service/retry-on', 'spec.http[0].retries.retryOn', '" reset"'],
    'a status nobody has': [{ attempts: 1, retryOn: '419' }, 'virtual-service/retry-on', 'spec.http[0].retries.retryOn'],
  });
  schemaRefuses(retries, { 'no time to try': [{ attempts: 1, perTryTimeout: '0s' }, 'virtual-service/duration-invalid', 'spec.http[0].retries.perTryTimeout'] });
});

describe('rewrite', () => {
  accepts(rewrite, { 'a path': { uri: '/a' }, 'a host': { authority: 'a.com' }, 'an expression': { uriRegexRewrite: { match: '^/(.*)$', rewrite: '/\\1' } } });
  webhookRefuses(rewrite, {
    'nothing': [{}, 'virtual-service/rewrite-empty', 'spec.http[0].rewrite', 'uri, uriRegexRewrite or authority'],
    'two paths': [{ uri: '/', uriRegexRewrite: { match: 'a', rewrite: 'b' } }, 'virtual-service/rewrite-uri-or-regex', 'spec.http[0].rewrite'],
    'half an expression': [{ uriRegexRewrite: { match: 'a' } }, 'virtual-service/rewrite-regex-incomplete', 'spec.http[0].rewrite.uriRegexRewrite'],
    'an expression of Perl': [{ uriRegexRewrite: { match: '(?!a)', rewrite: 'b' } }, 'virtual-service/regex-invalid', 'spec.http[0].rewrite.uriRegexRewrite.match'],
  });
});

describe('directResponse', () => {
  accepts(answer, { 'an answer': { body: { string: 'no' } }, 'bytes': { body: { bytes: 'bm8=' } }, 'a body of 100 kB': body(102400), 'status 600': { status: 600 } });
  webhookRefuses(answer, {
    'a status below 200': [{ status: 199 }, 'virtual-service/http-status', 'spec.http[0].directResponse.status', '200 to 600'],
    'a body beyond 1 MB': [body(1048577), 'virtual-service/body-too-large', 'spec.http[0].directResponse.body', '1048577 bytes'],
  });
  webhookWarns(answer, { 'a large body': [body(102401), 'virtual-service/body-large', 'spec.http[0].directResponse.body', '102401 bytes'] });
});
