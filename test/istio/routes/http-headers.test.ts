import { accepts, webhookRefuses } from '../tables';
import { judgeForward as judge } from './virtual-service';

const request = (operations: object) => ({ headers: { request: operations } });
const response = (operations: object) => ({ headers: { response: operations } });

accepts(judge, {
  'headers': { headers: { request: { add: { a: 'b' }, set: { 'x y': '%HOSTNAME%' }, remove: ['c'] }, response: { add: { a: '' }, remove: ['d'] } } },
  'the host of a request': request({ set: { Host: 'a.com' } }),
  'the host of a request, as Envoy says it': request({ add: { ':authority': 'a.com' } }),
});

webhookRefuses(judge, {
  'no name': [request({ add: { '': 'a' } }), 'virtual-service/header-name-invalid', 'spec.http[0].headers.request.add', 'must not be empty'],
  'another pseudo header': [request({ set: { ':path': '/' } }), 'virtual-service/header-name-invalid', 'spec.http[0].headers.request.set'],
  'removal of the host': [request({ remove: ['Host'] }), 'virtual-service/header-name-invalid', 'spec.http[0].headers.request.remove[0]'],
  'the host of a response': [response({ set: { host: 'a' } }), 'virtual-service/header-name-invalid', 'spec.http[0].headers.response.set'],
  'removal of a pseudo header': [response({ remove: ['a', ':status'] }), 'virtual-service/header-name-invalid', 'spec.http[0].headers.response.remove[1]'],
  'a lone percent sign': [response({ add: { a: '5%' } }), 'virtual-service/header-value-invalid', 'spec.http[0].headers.response.add["a"]', 'doubled'],
  'the host in two ways': [
    { rewrite: { authority: 'a.com' }, ...request({ set: { host: 'b.com' } }) }, 'virtual-service/authority-twice', 'spec.http[0].headers.request.set["host"]', 'set to a.com',
  ],
  'the host in two headers': [request({ set: { host: 'a.com' }, add: { ':authority': 'b.com' } }), 'virtual-service/authority-twice', 'spec.http[0].headers.request.add[":authority"]'],
});
