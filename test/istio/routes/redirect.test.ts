import { accepts, webhookRefuses } from '../tables';
import { judgeHttp } from './virtual-service';

const judge = (redirect: any) => judgeHttp({ redirect });

accepts(judge, {
  'a path': { uri: '/a', redirectCode: 302 },
  'a scheme': { scheme: 'https' },
  'a port': { port: 443 },
  'a derived port': { derivePort: 'FROM_PROTOCOL_DEFAULT' },
  'port 0': { port: 0 },
  'code 0, which is 301': { authority: 'a.com', redirectCode: 0 },
  'a prefix': { prefixRewrite: '/a' },
});

webhookRefuses(judge, {
  'nothing': [{}, 'virtual-service/redirect-empty', 'spec.http[0].redirect', 'uri, authority, scheme or port'],
  'two paths': [{ uri: '/a', prefixRewrite: '/b' }, 'virtual-service/redirect-uri-or-prefix', 'spec.http[0].redirect'],
  'a code of success': [{ uri: '/a', redirectCode: 200 }, 'virtual-service/redirect-code', 'spec.http[0].redirect.redirectCode', '300 to 399'],
  'another scheme': [{ scheme: 'ftp' }, 'virtual-service/redirect-scheme', 'spec.http[0].redirect.scheme', 'http or https'],
  'a port out of range': [{ port: 65536 }, 'virtual-service/port-range', 'spec.http[0].redirect.port'],
});

test('a prefix can only be replaced where one was matched', () => {
  const codes = (uri: object) => judgeHttp({ redirect: { prefixRewrite: '/b' }, match: [{ uri: { prefix: '/a' } }, { uri }] }).map(({ code }) => code);
  expect(codes({ prefix: '/c' })).toEqual([]);
  expect(codes({ exact: '/c' })).toEqual(['virtual-service/redirect-needs-prefix-match']);
});
