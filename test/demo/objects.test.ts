import { LabelSelector } from 'cdk8s-plus-27';
import { demoApp, manifestsOf } from './demo';

function networkPolicies(demo: ReturnType<typeof demoApp>): any[] {
  return manifestsOf(demo).filter(({ kind }) => kind === 'NetworkPolicy');
}

test("cdk8s-plus' NetworkPolicies select the pods by the labels they have", () => {
  const demo = demoApp();
  demo.notifications.deployment.connections.isolate();
  expect(networkPolicies(demo).map(({ metadata, spec }) => [metadata.namespace, spec.podSelector])).toEqual([
    ['backyards-demo', { matchLabels: { app: 'notifications', version: 'v1' } }],
  ]);
});

test("cdk8s-plus' connections join the pods of two services", () => {
  const demo = demoApp();
  demo.payments.deployment.connections.allowTo(demo.notifications.deployment);
  const selectors = networkPolicies(demo).map(({ spec }) => spec.podSelector.matchLabels.app);
  expect(selectors.sort()).toEqual(['notifications', 'payments']);
});

test('labels that are selected later count as well', () => {
  const { deployment } = demoApp().payments;
  deployment.select(LabelSelector.of({ labels: { tier: 'money' } }));
  expect(deployment.toPodSelectorConfig()).toEqual({
    labelSelector: LabelSelector.of({ labels: { app: 'payments', version: 'v1', tier: 'money' } }),
    namespaces: { names: ['backyards-demo'] },
  });
});

test('no object of the application carries a hash', () => {
  expect(JSON.stringify(manifestsOf(demoApp()))).not.toContain('cdk8s.io/');
});
