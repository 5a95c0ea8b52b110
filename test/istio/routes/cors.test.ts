import { accepts, schemaRefuses, webhookRefuses } from '../tables';
import { judgeForward } from './virtual-service';

const judge = (corsPolicy: any) => judgeForward({ corsPolicy });

accepts(judge, {
  'nothing': {},
  'a policy': { allowOrigins: [{ exact: 'https://a.com' }, { regex: '.*' }], allowMethods: ['GET', '*'], allowHeaders: ['*', 'x-a'], maxAge: '24h' },
});

webhookRefuses(judge, {
  'no origin': [{ allowOrigins: [{}] }, 'virtual-service/cors-origin-empty', 'spec.http[0].corsPolicy.allowOrigins[0]', 'non-empty'],
  'an empty origin': [{ allowOrigins: [{ prefix: '' }] }, 'virtual-service/cors-origin-empty', 'spec.http[0].corsPolicy.allowOrigins[0]'],
  'an expression of Perl': [{ allowOrigins: [{ regex: '(?=a)' }] }, 'virtual-service/regex-invalid', 'spec.http[0].corsPolicy.allowOrigins[0].regex'],
  'a method in lower case': [{ allowMethods: ['get'] }, 'virtual-service/cors-method', 'spec.http[0].corsPolicy.allowMethods[0]', 'GET'],
  'a header that is none': [{ exposeHeaders: ['a b'] }, 'virtual-service/cors-header', 'spec.http[0].corsPolicy.exposeHeaders[0]', '"a b"'],
  'an age in milliseconds': [{ maxAge: '1.5s' }, 'virtual-service/cors-max-age-precision', 'spec.http[0].corsPolicy.maxAge', 'whole seconds'],
});

schemaRefuses(judge, { 'no age': [{ maxAge: '0s' }, 'virtual-service/duration-invalid', 'spec.http[0].corsPolicy.maxAge'] });
