import type { Findings } from '../findings';
import type { LoadBalancer } from '../spec';

const TOPOLOGY_LABELS = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone'];

type LocalityLb = NonNullable<LoadBalancer['localityLbSetting']>;
type ZoneAwareLb = NonNullable<LoadBalancer['zoneAwareLbSetting']>;
type Failover = NonNullable<LocalityLb['failover']>;

/** istiod's rules for localityLbSetting. */
export function checkLocalityLb(findings: Findings, path: string, locality: LocalityLb, hasOutlierDetection: boolean): void {
  const { distribute = [], failover = [], failoverPriority = [] } = locality;
  if (distribute.length > 0 && failover.length > 0) {
    findings.webhook('distribute-or-failover', path, locality, 'only one of distribute and failover can be set', 'remove one of them');
    return;
  }
  const topology = failover.length > 0 ? failoverPriority.find((label) => TOPOLOGY_LABELS.includes(label)) : undefined;
  if (topology) {
    findings.webhook('failover-or-topology', `${path}.failoverPriority`, topology,
      `failover cannot be combined with the topology label ${topology} in failoverPriority`, 'remove one of them');
    return;
  }
  distribute.forEach(({ to = {} }, index) => checkWeights(findings, `${path}.distribute[${index}].to`, to));
  checkLocalities(findings, `${path}.distribute`, distribute.map(({ from = '' }) => from));
  warnWithoutOutlierDetection(findings, path, failover.length + failoverPriority.length > 0, hasOutlierDetection);
  checkFailover(findings, `${path}.failover`, failover);
}

/** istiod's rules for zoneAwareLbSetting. */
export function checkZoneAwareLb(findings: Findings, path: string, zoneAware: ZoneAwareLb, hasOutlierDetection: boolean): void {
  const { failover = [], failoverPriority = [] } = zoneAware;
  failoverPriority.forEach((label, index) => {
    if (!TOPOLOGY_LABELS.includes(label)) return;
    findings.webhook('zone-aware-topology', `${path}.failoverPriority[${index}]`, label,
      `zoneAwareLbSetting goes by region and zone anyway, so ${label} cannot be in failoverPriority`, 'remove the label');
  });
  warnWithoutOutlierDetection(findings, path, failover.length + failoverPriority.length > 0, hasOutlierDetection);
  checkFailover(findings, `${path}.failover`, failover);
}

function checkWeights(findings: Findings, path: string, to: Record<string, number>): void {
  const weights = Object.values(to);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum !== 100 || weights.some((weight) => weight < 1)) {
    findings.webhook('locality-weights', path, to, 'the weights of the localities must each be at least 1 and add up to 100', 'correct the weights');
  }
  // istiod reads them in no certain order: the wildcards first is how it can find the most overlaps.
  checkLocalities(findings, path, Object.keys(to).sort((a, b) => Number(b.endsWith('*')) - Number(a.endsWith('*'))));
}

/** Localities must not overlap. `region/zone/*` and the like are what a shorter locality covers. */
function checkLocalities(findings: Findings, path: string, localities: string[]): void {
  const taken = new Set<string>();
  for (const locality of localities) {
    const [region, zone, ...rest] = locality.split('/');
    const subzone = rest.length > 0 ? rest.join('/') : undefined;
    if ([region, zone, subzone].includes('') || !isWildcardAtEnd(locality)) {
      findings.webhook('locality-invalid', path, locality,
        'a locality must be region, region/zone or region/zone/subzone, with at most one "*" at the end', 'write for example us-west/zone1/*');
      return;
    }
    const covering = zone === undefined ? [region]
      : subzone === undefined ? [`${region}/*`, `${region}/${zone}`]
        : [`${region}/*`, `${region}/${zone}/*`, `${region}/${zone}/${subzone}`];
    if (['*', ...covering].some((place) => taken.has(place))) {
      findings.webhook('locality-overlap', path, locality, `locality ${locality} overlaps with another one`, 'write localities that have nothing in common');
      return;
    }
    for (const place of [region, `${region}/${zone ?? '*'}`, `${region}/${zone ?? '*'}/${subzone ?? '*'}`]) taken.add(place);
  }
}

function isWildcardAtEnd(locality: string): boolean {
  const wildcard = locality.indexOf('*');
  return wildcard < 0 || wildcard === locality.length - 1;
}

function checkFailover(findings: Findings, path: string, failover: Failover): void {
  failover.forEach(({ from = '', to = '' }, index) => {
    if (from === to || /[/*]/.test(from + to)) {
      findings.webhook('failover-regions', `${path}[${index}]`, { from, to },
        'failover goes from one region to another, without zones and wildcards', 'write the names of two regions');
    }
  });
}

function warnWithoutOutlierDetection(findings: Findings, path: string, failsOver: boolean, hasOutlierDetection: boolean): void {
  if (!failsOver || hasOutlierDetection) return;
  findings.webhookWarning('failover-needs-outlier-detection', path, undefined,
    'without outlierDetection nothing ever fails over', 'write outlierDetection beside loadBalancer');
}
