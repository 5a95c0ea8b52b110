import { type Decision, describeCall, type ExpectedCall, from, type Hop, outcomeOf, TurnedAway } from './calls';

const shop = from('shop', { labels: { app: 'web' } });
const ANY = { namesEndpoints: false, namesTls: false };

describe('what a call ends in is said as its scenario says it', () => {
  test.each<[string, Decision, ExpectedCall]>([
    ['a cluster', to({ name: 'outbound|80||a.com', exists: true, type: 'STRICT_DNS', endpoints: ['a.com:80'] }),
      shop.http('a.com').reaches('outbound|80||a.com')],
    ['a cluster and its endpoints', to({ name: 'outbound|80||a.com', exists: true, type: 'EDS', endpoints: ['10.0.0.2:80', '10.0.0.1:80'] }),
      shop.http('a.com').reaches('outbound|80||a.com', '10.0.0.1:80', '10.0.0.2:80')],
    ['a split', to({ name: 'v1', exists: true, weight: 90 }, { name: 'v2', exists: true, weight: 10 }), shop.http('a.com').isSplitOver({ v1: 90, v2: 10 })],
    ['TLS', to({ name: 'x', exists: true, tls: { sni: 'a.com', names: ['a.com'], cas: 'file-root:system' } }),
      shop.http('a.com').reachesOverTls({ sni: 'a.com', names: ['a.com'], cas: 'file-root:system' }, 'x')],
    ['no TLS', to({ name: 'x', exists: true, endpoints: ['a.com:80'] }), shop.http('a.com').reachesAsItIs('x', 'a.com:80')],
    ['passing through', to({ name: 'PassthroughCluster', exists: true }), shop.http('a.com').passesThrough()],
    ['sent to what the proxy does not have', to({ name: 'outbound|80|x|a.com', exists: false }), shop.tls('a.com').isSentToMissing('outbound|80|x|a.com')],
    ['closed', to({ name: 'BlackHoleCluster', exists: true }), shop.tls('a.com').isClosed()],
    ['refused', { dialled: '1.2.3.4', virtualHost: 'block_all', status: 502 }, shop.http('a.com').isRefused()],
  ])('%s', (_what, decision, expected) => {
    expect(outcomeOf(decision, expected)).toBe(expected.outcome);
  });
});

describe('what a gateway does with a call is said as its scenario says it', () => {
  const GATEWAY = 'egress/gateway';
  const hop = (end: Partial<Hop>): Decision => ({
    ...to({ name: 'outbound|80|a|gateway.egress.svc.cluster.local', exists: true, endpoints: ['10.244.1.1:10080'] }),
    hop: { gateway: GATEWAY, tls: 'mtls', dialled: '10.244.1.1:10080', ...end },
  });
  const there = to({ name: 'outbound|80||a.com', exists: true, type: 'STRICT_DNS', endpoints: ['a.com:80'] });

  test.each<[string, Decision, ExpectedCall]>([
    ['it leaves', hop(there), shop.http('a.com').leavesBy(GATEWAY).reaches('outbound|80||a.com')],
    ['it leaves for an endpoint', hop(there), shop.http('a.com').leavesBy(GATEWAY).reaches('outbound|80||a.com', 'a.com:80')],
    ['it leaves, and nobody knows who called', hop({ ...there, tls: 'none' }), shop.http('a.com').leavesUnknownBy(GATEWAY).reaches('outbound|80||a.com')],
    ['it leaves as it is', hop(there), shop.http('a.com').leavesBy(GATEWAY).reachesAsItIs('outbound|80||a.com')],
    ['it is turned away', hop({ error: 'invalid mTLS' }), shop.http('a.com').isTurnedAwayBy(GATEWAY, TurnedAway.NO_IDENTITY)],
    ['it is turned away with 404', hop({ error: 'no route matched' }), shop.http('a.com').isTurnedAwayBy(GATEWAY, TurnedAway.NO_ROUTE)],
  ])('%s', (_what, decision, expected) => {
    expect(outcomeOf(decision, expected)).toBe(expected.outcome);
  });

  test('a cluster that the gateway does not have is no outcome', () => {
    expect(outcomeOf(hop(to({ name: 'outbound|80||a.com', exists: false })), ANY))
      .toBe('leaves by egress/gateway and is sent to outbound|80||a.com, which the proxy does not have');
  });
});

test('TLS that verifies less than expected shows', () => {
  const tls = { namesEndpoints: false, namesTls: true };
  expect(outcomeOf(to({ name: 'x', exists: true, tls: { sni: 'a.com' } }), tls))
    .toBe('reaches x over TLS (SNI a.com, certificate for anybody, CAs none, client certificate none)');
  expect(outcomeOf(to({ name: 'x', exists: true, tls: { namesOfCalls: true, cas: 'file-root:system', clientCertificate: 'kubernetes://a' } }), tls))
    .toBe('reaches x over TLS (the name in the call, CAs file-root:system, client certificate kubernetes://a)');
});

test('a cluster that the sidecar does not have is no outcome', () => {
  expect(outcomeOf(to({ name: 'outbound|80||a.com', exists: false }), ANY)).toBe('is sent to outbound|80||a.com, which the proxy does not have');
});

test('a cluster without endpoints shows', () => {
  expect(outcomeOf(to({ name: 'outbound|80||a.com', exists: true, type: 'EDS' }), { namesEndpoints: true, namesTls: false })).toBe('reaches outbound|80||a.com at no endpoint');
});

test('an error is no outcome', () => {
  expect(outcomeOf({ dialled: '1.2.3.4', error: 'no route matched' }, ANY)).toBe('ends in an error: no route matched');
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
