import { EgressKind, matchersOf } from '../../../src/observe/rules/egress-kind';
import { series } from '../../../src/observe/rules/promql';

const FACTS = { gateways: ['istio-egressgateway'], clusterDomain: 'cluster.local' };

test.each<[EgressKind, string]>([
  [EgressKind.PASSTHROUGH, '{destination_service_name=~"AllowAnyDynamicDNSCluster|PassthroughCluster"}'],
  [EgressKind.BLACKHOLE, '{destination_service_name="BlackHoleCluster"}'],
  [EgressKind.GATEWAY, '{destination_service_name="istio-egressgateway"}'],
  [EgressKind.DECLARED, '{destination_service_name!~"AllowAnyDynamicDNSCluster|BlackHoleCluster|InboundPassthroughCluster|PassthroughCluster|unknown",'
    + 'destination_service!~"unknown|.*[.]svc[.]cluster[.]local"}'],
])('%s', (kind, selector) => {
  expect(series('', ...matchersOf(kind, FACTS))).toEqual(selector);
});
