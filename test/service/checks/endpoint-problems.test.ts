import { Failover, IstioMesh, IstioVersion, LoadBalancing, Resolution, Risk } from '../../../src';
import { EgressPort, ExternalService } from '../../../src';
import { newChart, refusalOf } from '../../helpers';
import { DUBLIN, FRANKFURT, refusedAtOnce, trafficPolicyOf } from '../spoken-of';

const NONE = { resolution: Resolution.NONE, acceptRisks: [Risk.spoofableHost({ reason: 'why' })] };
const ALL_OF_IT = { outlierDetection: {}, loadBalancing: LoadBalancing.random(), failover: Failover.nearestFirst() };

function effectless(prop: string, resolution: string): string {
  return `${prop} has no effect with resolution ${resolution}, because the proxy has no endpoints to choose from; use resolution STATIC or DNS, or leave it out`;
}

test.each<[string, any]>([
  ['NONE', NONE],
  ['NONE or DYNAMIC_DNS', { hosts: ['*.example.com'] }],
  ['DYNAMIC_DNS', { hosts: ['*.example.com'], resolution: Resolution.DYNAMIC_DNS }],
])('nothing to choose from with resolution %s', (resolution, props) => {
  expect(refusedAtOnce({ ...props, ...ALL_OF_IT })).toEqual(
    ['outlierDetection', 'loadBalancing', 'failover'].map((prop) => effectless(prop, resolution)).join('\n'),
  );
});

test('the first address alone cannot be balanced', () => {
  expect(refusedAtOnce({ resolution: Resolution.DNS_ROUND_ROBIN, outlierDetection: {}, loadBalancing: LoadBalancing.random() }))
    .toEqual(effectless('loadBalancing', 'DNS_ROUND_ROBIN'));
});

test('a declared mesh makes no difference: neither of its two resolutions has endpoints', () => {
  const chart = newChart({ namespace: 'shop' });
  new IstioMesh(chart, 'mesh', { version: IstioVersion.V1_31 });
  expect(refusalOf(() => new ExternalService(chart, 'api', { hosts: ['*.example.com'], ports: [EgressPort.http()], outlierDetection: {} })))
    .toEqual(`chart/api: ${effectless('outlierDetection', 'NONE or DYNAMIC_DNS')}`);
});

test('limits of connections need no endpoints', () => {
  expect(trafficPolicyOf({ ...NONE, connectionPool: { maxConnections: 1 } })).toEqual({ connectionPool: { tcp: { maxConnections: 1 } } });
});

test('several names share the endpoints', () => {
  expect(trafficPolicyOf({ hosts: ['a.com', 'b.com'], endpoints: [FRANKFURT, DUBLIN], ...ALL_OF_IT })).toEqual({
    loadBalancer: { simple: 'RANDOM', localityLbSetting: { enabled: true } },
    outlierDetection: { maxEjectionPercent: 100 },
  });
});
