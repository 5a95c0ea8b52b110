import { type Decision, describeCall, from, outcomeOf } from './calls';

const shop = from('shop', { labels: { app: 'web' } });

describe('what a call ends in is said as its scenario says it', () => {
  test.each<[string, Decision, { outcome: string; namesEndpoints: boolean }]>([
    ['a cluster', to({ name: 'outbound|80||a.com', exists: true, type: 'STRICT_DNS', endpoints: ['a.com:80'] }),
      shop.http('a.com').reaches('outbound|80||a.com')],
    ['a cluster and its endpoints', to({ name: 'outbound|80||a.com', exists: true, type: 'EDS', endpoints: ['10.0.0.2:80', '10.0.0.1:80'] }),
      shop.http('a.com').reaches('outbound|80||a.com', '10.0.0.1:80', '10.0.0.2:80')],
    ['a split', to({ name: 'v1', exists: true, weight: 90 }, { name: 'v2', exists: true, weight: 10 }), shop.http('a.com').isSplitOver({ v1: 90, v2: 10 })],
    ['passing through', to({ name: 'PassthroughCluster', exists: true }), shop.http('a.com').passesThrough()],
    ['closed', to({ name: 'BlackHoleCluster', exists: true }), shop.tls('a.com').isClosed()],
    ['refused', { dialled: '1.2.3.4', virtualHost: 'block_all', status: 502 }, shop.http('a.com').isRefused()],
  ])('%s', (_what, decision, expected) => {
    expect(outcomeOf(decision, expected.namesEndpoints)).toBe(expected.outcome);
  });
});

test('a cluster that the sidecar does not have is no outcome', () => {
  expect(outcomeOf(to({ name: 'outbound|80||a.com', exists: false }), false)).toBe('is sent to outbound|80||a.com, which the sidecar does not have');
});

test('a cluster without endpoints shows', () => {
  expect(outcomeOf(to({ name: 'outbound|80||a.com', exists: true, type: 'EDS' }), true)).toBe('reaches outbound|80||a.com at no endpoint');
});

test('an error is no outcome', () => {
  expect(outcomeOf({ dialled: '1.2.3.4', error: 'no route matched' }, false)).toBe('ends in an error: no route matched');
});

test('only calls that end in 502 or are closed count as blocked', () => {
  const call = shop.http('a.com');
  expect([call.isRefused(), call.isClosed(), call.passesThrough(), call.reaches('x')].map(({ isBlocked }) => isBlocked)).toEqual([true, true, false, false]);
});

test('a call for a person', () => {
  expect(describeCall(shop.http('a.com', { port: 8080 }).isRefused())).toBe('shop[app=web] -> http a.com:8080');
  expect(describeCall(from('shop', { dnsCapture: true }).dial('10.0.0.1', 22).isClosed())).toBe('shop with DNS capture -> tcp 10.0.0.1:22');
});

function to(...clusters: NonNullable<Decision['clusters']>[number][]): Decision {
  return { dialled: '1.2.3.4', clusters };
}
