import { type Binding, inWords, type Passage } from './ambient';

const HOST: Binding = { namespace: 'shop', host: 'a.com' };
const CHAIN: Omit<Passage, 'clusters'> = { waypoint: 'egress/waypoint', chain: 'inbound-vip|80|http|a.com' };

describe('what ztunnel is told of a host is said as its scenario says it', () => {
  test.each<[string, Partial<Binding>, string]>([
    ['no waypoint', {}, 'none'],
    ['a waypoint', { bound: 'True', waypoint: 'egress/waypoint', addresses: ['240.240.0.1'] }, 'egress/waypoint'],
    ['a waypoint, and no address', { bound: 'True', waypoint: 'egress/waypoint' }, 'egress/waypoint, but no address leads to it'],
    ['a waypoint that does not want it', { bound: 'False', reason: 'AttachmentDenied' }, 'none: AttachmentDenied'],
  ])('%s', (_what, binding, expected) => {
    expect(inWords({ services: [{ ...HOST, ...binding }], passages: [] }).bindings).toEqual({ 'shop/a.com': expected });
  });
});

describe('what a waypoint does is said as its scenario says it', () => {
  const there = { name: 'x', exists: true, endpoints: ['b:2', 'a:1'] };

  test.each<[string, Partial<Passage>, string]>([
    ['it goes on', { clusters: [there] }, 'x at a:1, b:2'],
    ['in time', { clusters: [there], timeout: 3 }, 'x at a:1, b:2 within 3 s'],
    ['over TLS', { clusters: [{ ...there, tls: { sni: 'a.com', names: ['a.com'], cas: 'file-root:system' } }] },
      'x at a:1, b:2 over TLS (SNI a.com, certificate for a.com, CAs file-root:system, client certificate none)'],
    ['by the name in the call', { clusters: [{ name: 'x', exists: true, type: 'envoy.clusters.dynamic_forward_proxy' }] }, 'x at the name in the call'],
    ['to the address that was dialled', { clusters: [{ name: 'x', exists: true, type: 'ORIGINAL_DST' }] }, 'x at the address that was dialled'],
    ['to a cluster that is not there', { clusters: [{ name: 'x', exists: false }] }, 'x which it does not have'],
    ['nowhere', { clusters: null }, 'nowhere'],
  ])('%s', (_what, passage, expected) => {
    expect(inWords({ services: [], passages: [{ ...CHAIN, clusters: null, ...passage }] }).passages).toEqual({
      'egress/waypoint inbound-vip|80|http|a.com': expected,
    });
  });
});
