import { Findings } from '../../../src/istio/findings';
import { checkLocalityLb, checkZoneAwareLb } from '../../../src/istio/traffic/locality';
import { accepts, webhookRefuses, webhookWarns } from '../tables';

const judge = (locality: any, hasOutlierDetection = true) => {
  const findings = new Findings('x');
  checkLocalityLb(findings, 'lb', locality, hasOutlierDetection);
  return findings.problems;
};
const from = (...localities: string[]) => ({ distribute: localities.map((locality) => ({ from: locality, to: { us: 100 } })) });
const to = (weights: Record<string, number>) => ({ distribute: [{ from: 'eu', to: weights }] });

accepts((locality: any) => judge(locality), {
  'distribution': from('us-west/z1/*', 'us-west/z2/*', 'us-east'),
  'a region after its part': from('us/a', 'us/*'),
  'shares': to({ 'us/z1': 70, 'us/z2': 30 }),
  'failover': { failover: [{ from: 'us', to: 'eu' }], failoverPriority: ['topology.istio.io/network'] },
});

webhookRefuses((locality: any) => judge(locality), {
  'distribution and failover': [{ ...from('us'), failover: [{ from: 'a', to: 'b' }] }, 'x/distribute-or-failover', 'lb', 'distribute and failover'],
  'failover and topology': [
    { failover: [{ from: 'a', to: 'b' }], failoverPriority: ['topology.kubernetes.io/zone'] }, 'x/failover-or-topology', 'lb.failoverPriority', 'topology.kubernetes.io/zone',
  ],
  'shares that are not the whole': [to({ us: 99 }), 'x/locality-weights', 'lb.distribute[0].to', 'add up to 100'],
  'a share of nothing': [to({ us: 100, eu: 0 }), 'x/locality-weights', 'lb.distribute[0].to'],
  'an empty part': [from('us//a'), 'x/locality-invalid', 'lb.distribute', 'region/zone/subzone'],
  'a wildcard in the middle': [from('us/*/a'), 'x/locality-invalid', 'lb.distribute'],
  'a part after its region': [from('us/*', 'us/a'), 'x/locality-overlap', 'lb.distribute', 'us/a'],
  'a region after its zone': [from('us/a', 'us'), 'x/locality-overlap', 'lb.distribute'],
  'a zone after its subzone': [from('us/a/1', 'us/a'), 'x/locality-overlap', 'lb.distribute'],
  'anything after everything': [from('*', 'us'), 'x/locality-overlap', 'lb.distribute'],
  // istiod reads a map in no certain order, and refuses this one only now and then.
  'overlapping shares': [to({ 'us/a/1': 50, 'us/a/*': 50 }), 'x/locality-overlap', 'lb.distribute[0].to'],
  'failover to itself': [{ failover: [{ from: 'us', to: 'us' }] }, 'x/failover-regions', 'lb.failover[0]', 'one region to another'],
  'failover to a zone': [{ failover: [{ from: 'us', to: 'eu/z1' }] }, 'x/failover-regions', 'lb.failover[0]'],
});

webhookWarns((locality: any) => judge(locality, false), {
  'failover that never happens': [{ failover: [{ from: 'us', to: 'eu' }] }, 'x/failover-needs-outlier-detection', 'lb', 'outlierDetection'],
});

describe('zone aware', () => {
  const zoneAware = (setting: any) => {
    const findings = new Findings('x');
    checkZoneAwareLb(findings, 'lb', setting, true);
    return findings.problems;
  };
  accepts(zoneAware, { settings: { enabled: true, failover: [{ from: 'us', to: 'eu' }], failoverPriority: ['version'] } });
  webhookRefuses(zoneAware, {
    'topology': [{ failoverPriority: ['version', 'topology.istio.io/subzone'] }, 'x/zone-aware-topology', 'lb.failoverPriority[1]', 'region and zone'],
    'failover to anything': [{ failover: [{ from: 'us', to: '*' }] }, 'x/failover-regions', 'lb.failover[0]'],
  });
});
