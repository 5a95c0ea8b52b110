import { EgressMetricTag } from '../../../src';
import { refusalOf } from '../../helpers';

test('a tag with every value', () => {
  expect(EgressMetricTag.requestHost()).toMatchObject({ name: 'request_host', expression: 'request.host' });
  expect(EgressMetricTag.destinationAddress()).toMatchObject({
    name: 'destination_address',
    expression: "(xds.cluster_name == 'BlackHoleCluster' || xds.route_name == 'block_all' || xds.cluster_name == 'PassthroughCluster' "
      + "|| xds.cluster_name == 'AllowAnyDynamicDNSCluster') ? destination.address : 'declared'",
  });
});

test('a bound: every other value is one', () => {
  expect(EgressMetricTag.requestHost({ only: ['b.example.com', 'a.example.com', 'a.example.com'] }).expression)
    .toEqual("((request.host == 'a.example.com' || request.host == 'b.example.com') ? request.host : 'other')");
  expect(EgressMetricTag.destinationAddress({ only: ['198.51.100.20:5432'] }).expression)
    .toContain("? ((destination.address == '198.51.100.20:5432') ? destination.address : 'other') : 'declared'");
});

const { requestHost, destinationAddress } = EgressMetricTag;

test.each<[string, (options: any) => unknown, unknown]>([
  ["EgressMetricTag.requestHost: only 'it's' is not a host", requestHost, ["it's"]],
  ['EgressMetricTag.requestHost: only undefined is not a host', requestHost, [undefined]],
  ['EgressMetricTag.requestHost: only [] is not a list of values', requestHost, []],
  ['EgressMetricTag.requestHost: only null is not a list of values', requestHost, null],
])('refused: %s', (message, tag, only) => {
  expect(refusalOf(() => tag({ only }))).toEqual(`${message}; write them as they are called, such as ['api.example.com']`);
});

test.each<[string, unknown]>([
  ["'a' is not a list of values", 'a'],
  ["'198.51.100.20' is not an address with its port", ['198.51.100.10:443', '198.51.100.20']],
  ["'db.example.com:5432' is not an address with its port", ['db.example.com:5432']],
  ["'2001:db8::1:5432' is not an address with its port", ['[2001:db8::1]:5432', '2001:db8::1:5432']],
])('refused of addresses: %s', (message, only) => {
  expect(refusalOf(() => destinationAddress({ only } as any)))
    .toEqual(`EgressMetricTag.destinationAddress: only ${message}; write them as they are called, such as ['198.51.100.20:5432']`);
});

test.each<[string, () => unknown]>([
  ["EgressMetricTag.requestHost: options has no 'olny'; it has only", () => EgressMetricTag.requestHost({ olny: ['a'] } as any)],
  ["EgressMetricTag.requestHost: options 'x' is not an object; write one, such as { only: ['api.example.com'] }", () => EgressMetricTag.requestHost('x' as any)],
  ["EgressMetricTag.destinationAddress: options null is not an object; write one, such as { only: ['api.example.com'] }", () => EgressMetricTag.destinationAddress(null as any)],
])('options that are none are refused: %s', (message, said) => {
  expect(refusalOf(said)).toEqual(message);
});
