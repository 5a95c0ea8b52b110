import { EgressMetricTag } from '../../../src';
import { refusalOf } from '../../helpers';

test('a tag with every value', () => {
  expect(EgressMetricTag.requestHost()).toMatchObject({ name: 'request_host', expression: 'request.host' });
  expect(EgressMetricTag.destinationIp()).toMatchObject({
    name: 'destination_ip',
    expression: "(xds.cluster_name == 'BlackHoleCluster' || xds.route_name == 'block_all' || xds.cluster_name == 'PassthroughCluster' "
      + "|| xds.cluster_name == 'AllowAnyDynamicDNSCluster') ? destination.address : 'declared'",
  });
});

test('a bound: every other value is one', () => {
  expect(EgressMetricTag.requestHost({ only: ['b.example.com', 'a.example.com', 'a.example.com'] }).expression)
    .toEqual("((request.host == 'a.example.com' || request.host == 'b.example.com') ? request.host : 'other')");
  expect(EgressMetricTag.destinationIp({ only: ['198.51.100.20:5432'] }).expression)
    .toContain("? ((destination.address == '198.51.100.20:5432') ? destination.address : 'other') : 'declared'");
});

test.each<[string, () => unknown]>([
  ["EgressMetricTag.requestHost: only \"it's\" is not a host or address", () => EgressMetricTag.requestHost({ only: ["it's"] })],
  ['EgressMetricTag.requestHost: only [] is not a list of values', () => EgressMetricTag.requestHost({ only: [] })],
  ["EgressMetricTag.destinationIp: only 'a' is not a list of values", () => EgressMetricTag.destinationIp({ only: 'a' as any })],
])('refused: %s', (message, said) => {
  expect(refusalOf(said)).toEqual(`${message.replace(/"(.*)"/, "'$1'")}; write them as they are called, such as ['api.example.com', '198.51.100.20:5432']`);
});

test.each<[string, () => unknown]>([
  ["EgressMetricTag.requestHost: options has no 'olny'; it has only", () => EgressMetricTag.requestHost({ olny: ['a'] } as any)],
  ["EgressMetricTag.requestHost: options 'x' is not an object; write one, such as { only: ['api.example.com'] }", () => EgressMetricTag.requestHost('x' as any)],
  ["EgressMetricTag.destinationIp: options null is not an object; write one, such as { only: ['api.example.com'] }", () => EgressMetricTag.destinationIp(null as any)],
])('options that are none are refused: %s', (message, said) => {
  expect(refusalOf(said)).toEqual(message);
});
