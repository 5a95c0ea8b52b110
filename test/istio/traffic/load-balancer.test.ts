import { Findings } from '../../../src/istio/findings';
import { checkLoadBalancer } from '../../../src/istio/traffic/load-balancer';
import { accepts, schemaRefuses, webhookRefuses, webhookWarns } from '../tables';

const judge = (loadBalancer: any) => {
  const findings = new Findings('x');
  checkLoadBalancer(findings, 'lb', loadBalancer, true);
  return findings.problems;
};
const maglev = (tableSize?: number) => ({ consistentHash: { maglev: { tableSize } } });
const cookie = (httpCookie: object) => ({ consistentHash: { httpCookie: { name: 'user', ...httpCookie } } });

accepts(judge, {
  'nothing': undefined,
  'a simple one': { simple: 'LEAST_REQUEST', warmup: { duration: '30s', aggression: 1.5 } },
  'a cookie': cookie({ ttl: '0s', attributes: [{ name: 'SameSite' }, { name: 'Secure' }] }),
  'a maglev table': maglev(65537),
  // Envoy's own arithmetic.
  'a maglev table of one': maglev(1),
});

webhookRefuses(judge, {
  'a maglev table without size': [maglev(), 'x/maglev-table-size', 'lb.consistentHash.maglev.tableSize', 'prime number below 5000011'],
  'a maglev table of no prime': [maglev(65536), 'x/maglev-table-size', 'lb.consistentHash.maglev.tableSize'],
  'a maglev table too large': [maglev(5000011), 'x/maglev-table-size', 'lb.consistentHash.maglev.tableSize'],
  'a cookie without name': [cookie({ name: '' }), 'x/cookie-name-required', 'lb.consistentHash.httpCookie.name'],
  'a cookie that lives for no time': [cookie({ ttl: 'x' }), 'x/duration-invalid', 'lb.consistentHash.httpCookie.ttl'],
  'an attribute without name': [cookie({ attributes: [{ name: '' }] }), 'x/cookie-attribute-name', 'lb.consistentHash.httpCookie.attributes[0].name'],
  'an attribute twice': [cookie({ attributes: [{ name: 'a' }, { name: 'a' }] }), 'x/cookie-attribute-duplicate', 'lb.consistentHash.httpCookie.attributes[1].name', 'twice'],
  'no aggression': [{ warmup: { duration: '1s', aggression: 0 } }, 'x/warmup-aggression', 'lb.warmup.aggression', 'greater than 0'],
  'two kinds of locality': [{ localityLbSetting: {}, zoneAwareLbSetting: {} }, 'x/locality-or-zone-aware', 'lb', 'only one of'],
});

schemaRefuses(judge, {
  'a warm-up without duration': [{ warmup: {} }, 'x/warmup-duration-required', 'lb.warmup.duration'],
});

webhookWarns(judge, {
  'the old ring size': [{ consistentHash: { useSourceIp: true, minimumRingSize: 1024 } }, 'x/minimum-ring-size-deprecated', 'lb.consistentHash.minimumRingSize', 'deprecated'],
});

test('the old ring size excludes an algorithm', () => {
  expect(judge({ consistentHash: { minimumRingSize: 1, ringHash: {} } }).map(({ code }) => code)).toEqual(['x/minimum-ring-size-deprecated', 'x/ring-size-or-algorithm']);
});
