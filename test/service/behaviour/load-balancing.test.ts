import { Duration } from 'cdk8s';
import { EgressPort, LoadBalancing as TypedLoadBalancing } from '../../../src';
import { refusalOf } from '../../helpers';
import { refusedAtOnce, trafficPolicyOf } from '../spoken-of';

const LoadBalancing = TypedLoadBalancing as any;

test.each([
  [TypedLoadBalancing.roundRobin(), { simple: 'ROUND_ROBIN' }],
  [TypedLoadBalancing.leastRequest(), { simple: 'LEAST_REQUEST' }],
  [TypedLoadBalancing.random(), { simple: 'RANDOM' }],
  [TypedLoadBalancing.consistentHashByHeader('x-user'), { consistentHash: { httpHeaderName: 'x-user' } }],
  [TypedLoadBalancing.consistentHashByQueryParameter('user'), { consistentHash: { httpQueryParameterName: 'user' } }],
  [TypedLoadBalancing.consistentHashBySourceIp(), { consistentHash: { useSourceIp: true } }],
  [TypedLoadBalancing.consistentHashByCookie('user'), { consistentHash: { httpCookie: { name: 'user' } } }],
  [TypedLoadBalancing.consistentHashByCookie('user', { ttl: Duration.seconds(0), path: '/' }),
    { consistentHash: { httpCookie: { name: 'user', ttl: '0ms', path: '/' } } }],
])('%s', (loadBalancing, expected) => {
  expect(trafficPolicyOf({ loadBalancing })).toEqual({ loadBalancer: expected });
});

test('bytes have a source, too', () => {
  const loadBalancing = TypedLoadBalancing.consistentHashBySourceIp();
  expect(trafficPolicyOf({ loadBalancing, ports: [EgressPort.tls()] }))
    .toEqual({ loadBalancer: { consistentHash: { useSourceIp: true } } });
});

test.each<[string, any]>([
  ["loadBalancing 'ROUND_ROBIN' is not a LoadBalancing; write one, such as LoadBalancing.roundRobin()",
    { loadBalancing: 'ROUND_ROBIN' }],
  ['loadBalancing LoadBalancing.consistentHashByHeader has no effect on HTTPS 443, where the proxy sees no HTTP requests; '
    + 'declare a port such as EgressPort.http(), or leave it out',
    { loadBalancing: LoadBalancing.consistentHashByHeader('x-user'), ports: [EgressPort.https()] }],
])('refused: %s', (message, props) => {
  expect(refusedAtOnce(props)).toEqual(message);
});

test.each<[string, () => unknown]>([
  ["LoadBalancing.consistentHashByHeader: httpHeaderName undefined is not a name; write one, such as 'x-user'",
    () => LoadBalancing.consistentHashByHeader()],
  ["LoadBalancing.consistentHashByHeader: httpHeaderName 'x\n' is not a name; write one, such as 'x-user'",
    () => LoadBalancing.consistentHashByHeader('x\n')],
  ["LoadBalancing.consistentHashByCookie: cookieName '' is not a name; write one, such as 'x-user'",
    () => LoadBalancing.consistentHashByCookie('')],
  ["LoadBalancing.consistentHashByCookie: cookieName 'a b' is not a name; write one, such as 'x-user'",
    () => LoadBalancing.consistentHashByCookie('a b')],
  ["LoadBalancing.consistentHashByQueryParameter: httpQueryParameterName 'a b' is not a name; write one, such as 'x-user'",
    () => LoadBalancing.consistentHashByQueryParameter('a b')],
  ["LoadBalancing.consistentHashByCookie: options null is not an object; write one, such as { ttl: Duration.seconds(3), path: '/' }",
    () => LoadBalancing.consistentHashByCookie('x', null)],
  ["LoadBalancing.consistentHashByCookie: options.ttl 'nope' is not a Duration; write one, such as Duration.seconds(3)",
    () => LoadBalancing.consistentHashByCookie('x', { ttl: 'nope' })],
  ["LoadBalancing.consistentHashByCookie: options.path -1 is not a path without spaces; write one, such as '/'",
    () => LoadBalancing.consistentHashByCookie('x', { path: -1 })],
  ["LoadBalancing.consistentHashByCookie: options has no 'TTL'; it has ttl, path",
    () => LoadBalancing.consistentHashByCookie('x', { TTL: Duration.seconds(1) })],
])('refused where it is said: %s', (message, said) => {
  expect(refusalOf(said)).toEqual(message);
});
