import { accepts, webhookRefuses } from '../tables';
import { DESTINATION, judgeHttp as judge } from './virtual-service';

const redirect = { uri: '/a' };
const directResponse = { status: 503 };

accepts(judge, {
  'a route': { route: [DESTINATION], timeout: '5s' },
  'a redirect': { redirect },
  'an answer': { directResponse },
  'a delegation': { delegate: { name: 'other' } },
  'a delegation with an empty route': { delegate: { name: 'other' }, route: [] },
  'a delegation with an answer nobody gets': { delegate: { name: 'other' }, directResponse },
  'weights': { route: [{ ...DESTINATION, weight: 0 }, { ...DESTINATION, weight: 1 }] },
  'one destination of weight 0': { route: [{ ...DESTINATION, weight: 0 }] },
});

webhookRefuses(judge, {
  'nothing to do': [{}, 'virtual-service/route-required', 'spec.http[0].route', 'a redirect or a directResponse'],
  'a redirect of what is forwarded': [{ redirect, route: [DESTINATION] }, 'virtual-service/actions-exclusive', 'spec.http[0].route', 'combined with redirect'],
  'a redirect with an answer': [{ redirect, directResponse }, 'virtual-service/actions-exclusive', 'spec.http[0].directResponse'],
  'a fault in an answer': [{ directResponse, fault: { abort: { httpStatus: 500 } } }, 'virtual-service/actions-exclusive', 'spec.http[0].fault', 'directResponse'],
  'a rewrite of a redirect': [{ redirect, rewrite: { uri: '/' } }, 'virtual-service/actions-exclusive', 'spec.http[0].rewrite'],
  'a delegation of what is forwarded': [{ delegate: {}, route: [DESTINATION] }, 'virtual-service/actions-exclusive', 'spec.http[0].route', 'delegate'],
  'two kinds of mirrors': [
    { route: [DESTINATION], mirror: { host: 'a.com' }, mirrors: [DESTINATION] }, 'virtual-service/mirror-or-mirrors', 'spec.http[0].mirror', 'mirror and mirrors',
  ],
  'a negative weight': [{ route: [{ ...DESTINATION, weight: -1 }, { ...DESTINATION, weight: 2 }] }, 'virtual-service/weight-negative', 'spec.http[0].route[0].weight'],
  'destinations without weight': [{ route: [DESTINATION, DESTINATION] }, 'virtual-service/weights-zero', 'spec.http[0].route', 'not 0'],
  'every host as destination': [{ route: [{ destination: { host: '*' } }] }, 'virtual-service/destination-host-invalid', 'spec.http[0].route[0].destination.host'],
  'a destination without host': [{ route: [{ destination: {} }] }, 'virtual-service/destination-host-invalid', 'spec.http[0].route[0].destination.host'],
  'a subset that is none': [{ route: [{ destination: { host: 'a', subset: 'a_b' } }] }, 'virtual-service/subset-name-invalid', 'spec.http[0].route[0].destination.subset'],
  'a port of no number': [{ route: [{ destination: { host: 'a', port: {} } }] }, 'virtual-service/port-range', 'spec.http[0].route[0].destination.port.number'],
  'a header of a destination': [
    { route: [{ ...DESTINATION, headers: { response: { remove: ['host'] } } }] }, 'virtual-service/header-name-invalid', 'spec.http[0].route[0].headers.response.remove[0]',
  ],
});

test('a delegate cannot delegate', () => {
  expect(judge({ delegate: { name: 'x' }, route: [DESTINATION] }, { hosts: [] }).map(({ code }) => code)).toEqual(['virtual-service/delegate-delegates']);
});
