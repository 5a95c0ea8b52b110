import { parseDuration } from '../syntax/durations';
import { checkDuration } from '../fields/duration';
import type { Findings } from '../findings';
import type { LoadBalancer } from '../spec';
import { checkLocalityLb, checkZoneAwareLb } from './locality';

const MAX_MAGLEV_TABLE_SIZE = 5000011;

type ConsistentHash = NonNullable<LoadBalancer['consistentHash']>;

/** istiod's rules for loadBalancer. */
export function checkLoadBalancer(
  findings: Findings, path: string, loadBalancer: LoadBalancer | undefined, hasOutlierDetection: boolean,
): void {
  if (!loadBalancer) return;
  const { consistentHash, localityLbSetting, zoneAwareLbSetting, warmup } = loadBalancer;
  if (consistentHash) checkConsistentHash(findings, `${path}.consistentHash`, consistentHash);
  if (localityLbSetting && zoneAwareLbSetting) {
    findings.webhook('locality-or-zone-aware', path, loadBalancer,
      'only one of localityLbSetting and zoneAwareLbSetting can be set', 'remove one of them');
  }
  if (localityLbSetting) checkLocalityLb(findings, `${path}.localityLbSetting`, localityLbSetting, hasOutlierDetection);
  if (zoneAwareLbSetting) checkZoneAwareLb(findings, `${path}.zoneAwareLbSetting`, zoneAwareLbSetting, hasOutlierDetection);
  if (warmup) checkWarmup(findings, `${path}.warmup`, warmup);
}

function checkConsistentHash(findings: Findings, path: string, hash: ConsistentHash): void {
  const { httpCookie, minimumRingSize, ringHash, maglev } = hash;
  if (httpCookie) checkCookie(findings, `${path}.httpCookie`, httpCookie);
  if (minimumRingSize) {
    findings.webhookWarning('minimum-ring-size-deprecated', `${path}.minimumRingSize`, minimumRingSize,
      'minimumRingSize is deprecated', 'write ringHash.minimumRingSize');
    if (ringHash || maglev) {
      findings.webhook('ring-size-or-algorithm', `${path}.minimumRingSize`, minimumRingSize,
        'only one of minimumRingSize, ringHash and maglev can be set', 'remove minimumRingSize');
    }
  }
  const tableSize = maglev?.tableSize ?? 0;
  if (maglev && !(tableSize < MAX_MAGLEV_TABLE_SIZE && isPrime(tableSize))) {
    findings.webhook('maglev-table-size', `${path}.maglev.tableSize`, maglev.tableSize,
      `tableSize must be a prime number below ${MAX_MAGLEV_TABLE_SIZE}`, 'write 65537');
  }
}

function checkCookie(findings: Findings, path: string, { name, ttl, attributes = [] }: NonNullable<ConsistentHash['httpCookie']>): void {
  if (!name) findings.webhook('cookie-name-required', `${path}.name`, name, 'httpCookie must have a name', 'name the cookie');
  if (ttl !== undefined && parseDuration(ttl) === undefined) {
    findings.webhook('duration-invalid', `${path}.ttl`, ttl, 'ttl must be a duration', 'write a duration such as 30s');
  }
  const names = new Set<string>();
  attributes.forEach((attribute, index) => {
    if (!attribute.name) {
      findings.webhook('cookie-attribute-name', `${path}.attributes[${index}].name`, attribute.name,
        'an attribute of a cookie must have a name', 'name the attribute');
    } else if (names.has(attribute.name)) {
      findings.webhook('cookie-attribute-duplicate', `${path}.attributes[${index}].name`, attribute.name,
        `attribute ${attribute.name} is set twice`, 'remove one of them');
    }
    names.add(attribute.name);
  });
}

function checkWarmup(findings: Findings, path: string, { duration, aggression }: NonNullable<LoadBalancer['warmup']>): void {
  if (duration === undefined) {
    findings.schema('warmup-duration-required', `${path}.duration`, duration, 'warmup must have a duration', 'write a duration such as 30s');
  }
  checkDuration(findings, `${path}.duration`, duration);
  if (aggression !== undefined && aggression <= 0) {
    findings.webhook('warmup-aggression', `${path}.aggression`, aggression, 'aggression must be greater than 0', 'write 1.0');
  }
}

function isPrime(number: number): boolean {
  if (number < 2) return number === 1;
  for (let factor = 2; factor * factor <= number; factor++) {
    if (number % factor === 0) return false;
  }
  return true;
}
