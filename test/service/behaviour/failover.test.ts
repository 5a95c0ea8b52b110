import { EgressPort, Endpoint, Failover as TypedFailover, LoadBalancing, Location, Locality, Resolution } from '../../../src';
import { refusalOf } from '../../helpers';
import { DUBLIN, FRANKFURT, refusedAtOnce, trafficPolicyOf } from '../spoken-of';

const Failover = TypedFailover as any;
const NEAREST = TypedFailover.nearestFirst();
const BOTH = [FRANKFURT, DUBLIN];

test('nearest first, with outlier detection that may leave all of a locality out', () => {
  expect(trafficPolicyOf({ failover: NEAREST, endpoints: BOTH })).toEqual({
    loadBalancer: { localityLbSetting: { enabled: true } },
    outlierDetection: { maxEjectionPercent: 100 },
  });
});

test('between regions', () => {
  const regions: Record<string, string> = { 'eu-central-1': 'eu-west-1', 'us-east-1': 'eu-west-1' };
  const failover = TypedFailover.betweenRegions(regions);
  regions['eu-west-1'] = 'eu-central-1';

  expect(trafficPolicyOf({ failover, endpoints: BOTH }).loadBalancer).toEqual({
    localityLbSetting: { enabled: true, failover: [{ from: 'eu-central-1', to: 'eu-west-1' }, { from: 'us-east-1', to: 'eu-west-1' }] },
  });
});

test('takes the outlier detection that is said', () => {
  expect(trafficPolicyOf({ failover: NEAREST, endpoints: BOTH, outlierDetection: { consecutive5xxErrors: 3 } }).outlierDetection)
    .toEqual({ consecutive5xxErrors: 3, maxEjectionPercent: 100 });
});

test('within a locality, calls are balanced as is said', () => {
  expect(trafficPolicyOf({ failover: NEAREST, endpoints: BOTH, loadBalancing: LoadBalancing.consistentHashBySourceIp() }).loadBalancer)
    .toEqual({ consistentHash: { useSourceIp: true }, localityLbSetting: { enabled: true } });
});

test('endpoints by name and the workloads of others', () => {
  const named = [Endpoint.of('f.example.com', { locality: Locality.of('a') }), Endpoint.of('d.example.com', { locality: Locality.of('b') })];
  expect(trafficPolicyOf({ failover: NEAREST, endpoints: named, ports: [EgressPort.https()] })).toHaveProperty('loadBalancer.localityLbSetting');
  expect(trafficPolicyOf({ failover: NEAREST, workloadSelector: { app: 'vm' }, location: Location.MESH_INTERNAL })).toHaveProperty('loadBalancer.localityLbSetting');
});

test.each([[{ 'eu-central-1': 'eu-west-1' }, '{"eu-central-1":"eu-west-1"}'], ['eu-west-1', "'eu-west-1'"], [null, 'null']])('nearest first is not told %j', (regions, said) => {
  expect(refusalOf(() => Failover.nearestFirst(regions))).toEqual(`Failover.nearestFirst: it takes nothing, and ${said} would be lost; leave it out, or write `
    + "Failover.betweenRegions({ 'eu-central-1': 'eu-west-1' })");
});

test.each<[string, any]>([
  ['failover true is not a Failover; write one, such as Failover.nearestFirst()',
    { failover: true }],
  ["failover has no effect without endpoints, because only they have a locality; write endpoints: [Endpoint.of('192.0.2.1', { locality: Locality.of('us-east-1') }), ...], or leave it out",
    { failover: NEAREST }],
  ["failover needs the locality of each endpoint, and endpoints[1] 192.0.2.1 has none; write Endpoint.of('192.0.2.1', { locality: Locality.of('us-east-1') })",
    { failover: NEAREST, endpoints: [FRANKFURT, Endpoint.of('192.0.2.1'), DUBLIN] }],
  ['failover has no effect, because all endpoints are in eu-central-1/eu-central-1a; declare an endpoint in another locality, or leave it out',
    { failover: NEAREST, endpoints: [FRANKFURT, FRANKFURT] }],
  ["failover names no region; write Failover.betweenRegions({ 'eu-central-1': 'eu-west-1' }), or Failover.nearestFirst()",
    { failover: Failover.betweenRegions({}), endpoints: BOTH }],
  ['failover goes from eu-central-1 to us-east-1, where no endpoint is: they are in eu-central-1, eu-west-1; name one of these',
    { failover: Failover.betweenRegions({ 'eu-central-1': 'us-east-1' }), endpoints: BOTH }],
  ['DestinationRule spec.trafficPolicy.loadBalancer.localityLbSetting.failover[0] {"from":"eu-west-1","to":"eu-west-1"}: '
    + 'failover goes from one region to another, without zones and wildcards; write the names of two regions',
    { failover: Failover.betweenRegions({ 'eu-west-1': 'eu-west-1' }), endpoints: BOTH }],
  ['outlierDetection.maxEjectionPercent 50 keeps endpoints in use that are gone, so that calls go on to them; with failover leave it out, which is 100',
    { failover: NEAREST, endpoints: BOTH, outlierDetection: { maxEjectionPercent: 50 } }],
  ['failover has no effect with resolution DNS_ROUND_ROBIN, because the proxy has no endpoints to choose from; use resolution STATIC or DNS, or leave it out',
    { failover: NEAREST, resolution: Resolution.DNS_ROUND_ROBIN }],
])('refused: %s', (message, props) => {
  expect(refusedAtOnce(props)).toEqual(message);
});

test.each<[string, any]>([
  ["Failover.betweenRegions: regions 'eu-west-1' is not an object; write one, such as { 'eu-central-1': 'eu-west-1' }", 'eu-west-1'],
  ["Failover.betweenRegions: regions['a'] 1 is not a string; write one, such as 'eu-west-1'", { a: 1 }],
])('refused where it is said: %s', (message, regions) => {
  expect(refusalOf(() => Failover.betweenRegions(regions))).toEqual(message);
});
