import type { Chart } from 'cdk8s';
import { EgressLockdown, EgressPort, Endpoint, ExternalService, IstioVersion, LockdownScope } from '../../../src';
import { chartInMesh, complaintsOf, manifestsOf } from '../lockdowns';

function wildcardBesideDatabase(): { chart: Chart; wildcard: ExternalService; database: ExternalService } {
  const chart = chartInMesh({ version: IstioVersion.V1_31 });
  return {
    chart,
    wildcard: new ExternalService(chart, 'wildcard', { metadata: { namespace: 'shop' }, hosts: ['*.example.com'], ports: [EgressPort.tls()] }),
    database: new ExternalService(chart, 'database', {
      metadata: { namespace: 'shop' }, hosts: ['db.example.com'], ports: [EgressPort.tcp(5432)], addresses: ['192.0.2.1'],
    }),
  };
}

test('a wildcard that is allowed imports the hosts below it', () => {
  const { chart, wildcard } = wildcardBesideDatabase();
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { allow: [wildcard] }) });
  expect(complaintsOf(chart)).toEqual(['[chart/lockdown] chart/database is not allowed, and namespace shop could call it all the same: '
    + 'a Sidecar imports by host, and imports *.example.com of namespace shop; allow it, too, or declare it in another namespace']);
});

test('which is fine where they are allowed, too', () => {
  const { chart, wildcard, database } = wildcardBesideDatabase();
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { allow: [wildcard, database] }) });
  expect(manifestsOf(chart, 'Sidecar')).toHaveLength(1);
});

test('another service of the same host and namespace is imported with it', () => {
  const { chart } = wildcardBesideDatabase();
  const service = (id: string, number: number) => new ExternalService(chart, id, {
    metadata: { namespace: 'egress' }, hosts: ['a.example.com'], ports: [EgressPort.https({ number })],
  });
  const [one] = [service('one', 443), service('other', 8443)];
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { allow: [one] }) });
  expect(complaintsOf(chart).some((complaint) => complaint.includes('chart/other is not allowed'))).toBe(true);
});

test('a service outside under a name of the cluster would be imported by every lockdown of the namespace', () => {
  const { chart } = wildcardBesideDatabase();
  new ExternalService(chart, 'disguised', {
    metadata: { namespace: 'shop' },
    hosts: ['evil.shop.svc.cluster.local'],
    ports: [EgressPort.https()],
    endpoints: [Endpoint.of('evil.example.com')],
  });
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') });
  expect(complaintsOf(chart)).toEqual([expect.stringContaining('chart/disguised is not allowed')]);
});
