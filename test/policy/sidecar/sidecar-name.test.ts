import { Deployment } from 'cdk8s-plus-27';
import { EgressLockdown, LockdownScope, Workloads } from '../../../src';
import { sidecarNameOf } from '../../../src/policy/sidecar/sidecar-name';
import { manifestsOf, newChart } from '../lockdowns';

function selected(labels: Record<string, string>): string {
  return sidecarNameOf(Workloads.select({ namespace: 'shop', labels }));
}

test('of selected pods it is their labels', () => {
  expect(selected({ app: 'checkout' })).toEqual('egress-app-checkout');
  expect(selected({ version: 'v1', app: 'checkout' })).toEqual('egress-app-checkout-version-v1');
});

test('labels that would read alike, or that a name cannot hold, are told apart', () => {
  expect(selected({ app: 'a-b' })).toMatch(/^egress-app-a-b-[0-9a-f]{8}$/);
  expect(selected({ 'app-a': 'b' })).toMatch(/^egress-app-a-b-[0-9a-f]{8}$/);
  expect(selected({ 'app-a': 'b' })).not.toEqual(selected({ app: 'a-b' }));
  expect(selected({ 'example.com/App': 'Check_out' })).toMatch(/^egress-app-check-out-[0-9a-f]{8}$/);
  expect(selected({ app: 'x'.repeat(63) })).toHaveLength(63);
});

test('of a workload it is its name', () => {
  const deployment = new Deployment(newChart(), 'checkout', { metadata: { name: 'checkout', namespace: 'shop' }, containers: [{ image: 'i' }] });
  expect(sidecarNameOf(Workloads.of(deployment))).toEqual('checkout');
});

test('it does not depend on who speaks first', () => {
  const names = [['one', 'other'], ['other', 'one']].map((ids) => {
    const chart = newChart();
    for (const id of ids) {
      new EgressLockdown(chart, id, { scope: LockdownScope.workloads(Workloads.select({ namespace: 'shop', labels: { app: 'checkout' } })) });
    }
    return manifestsOf(chart).map(({ metadata }) => metadata.name);
  });
  expect(names).toEqual([['egress-app-checkout'], ['egress-app-checkout']]);
});
