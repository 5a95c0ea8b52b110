import { EgressFirewall, GatewayHop } from '../../../src';
import { GatewayPath } from '../../../src/path/gateway/gateway-path';
import { chartWithGateway, stockGateway } from './gateways';

test('a gateway and what its withOptions() returned are paths through one gateway', () => {
  const { gateway } = chartWithGateway();
  const withOptions = gateway.withOptions({ hop: GatewayHop.PASSTHROUGH, pathPrefixes: ['/get'] });

  expect(GatewayPath.of(withOptions)!.gateway).toBe(GatewayPath.of(gateway)!.gateway);
  expect([GatewayPath.of(gateway)!.options, GatewayPath.of(withOptions)!.options]).toEqual([{}, { hop: GatewayHop.PASSTHROUGH, pathPrefixes: ['/get'] }]);
  expect([gateway.way, withOptions.way]).toEqual(Array(2).fill('through gateway istio-egress/egress-gateway'));
});

test('two gateways are two', () => {
  const { chart, gateway } = chartWithGateway();
  expect(GatewayPath.of(stockGateway(chart))!.gateway).not.toBe(GatewayPath.of(gateway)!.gateway);
});

test.each([['no path', undefined], ['another path', EgressFirewall.inCluster('firewall', 'egress')]])('%s goes through no gateway', (_what, path) => {
  expect(GatewayPath.of(path)).toBeUndefined();
});

test('what a program changes of its options later does not count', () => {
  const pathPrefixes = ['/get'];
  const path = chartWithGateway().gateway.withOptions({ pathPrefixes });
  pathPrefixes.push('/put');
  expect(GatewayPath.of(path)!.options.pathPrefixes).toEqual(['/get']);
});
