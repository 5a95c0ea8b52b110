import { ApiObject, ApiObjectMetadataDefinition, type Chart, Cron } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { EgressLockdown, type IWorkload, LockdownScope, OutboundTrafficPolicyMode, type WorkloadLockdownOptions, Workloads } from '../../../src';
import { complaintsOf, importsOf, manifestsOf, newChart, refusalOf, service, sidecarOf, untyped } from '../lockdowns';

const OWN = './*.shop.svc.cluster.local';
const ROOT = 'istio-system/*.istio-system.svc.cluster.local';
const CONTAINERS = [{ image: 'web' }];

function lock(chart: Chart, workloads: Workloads, options?: WorkloadLockdownOptions): EgressLockdown {
  return new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.workloads(workloads, options) });
}

test('the Sidecar selects the pods, has a name of its own and lies in their namespace', () => {
  // GIVEN
  const chart = newChart({ namespace: 'policies' });

  // WHEN
  lock(chart, Workloads.select({ namespace: 'shop', labels: { app: 'checkout' } }), { allow: [service(chart, 'stripe')] });

  // THEN
  expect(sidecarOf(chart)).toEqual({
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: { name: 'egress-app-checkout', namespace: 'shop' },
    spec: {
      workloadSelector: { labels: { app: 'checkout' } },
      egress: [{ hosts: [OWN, ROOT, 'policies/api.stripe.com'] }],
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    },
  });
});

test.each<[string, (chart: Chart) => IWorkload]>([
  ['Deployment', (chart) => new kplus.Deployment(chart, 'web', { containers: CONTAINERS })],
  ['StatefulSet', (chart) => new kplus.StatefulSet(chart, 'web', {
    containers: CONTAINERS, service: new kplus.Service(chart, 'service', { ports: [{ port: 80 }] }),
  })],
  ['DaemonSet', (chart) => new kplus.DaemonSet(chart, 'web', { containers: CONTAINERS })],
  ['Job', (chart) => new kplus.Job(chart, 'web', { containers: CONTAINERS })],
  ['CronJob', (chart) => new kplus.CronJob(chart, 'web', { containers: CONTAINERS, schedule: Cron.daily() })],
  ['Pod', (chart) => new kplus.Pod(chart, 'web', { containers: CONTAINERS })],
])('the pods of a %s', (_kind, make) => {
  const chart = newChart({ namespace: 'shop' });
  const workload = make(chart);
  lock(chart, Workloads.of(workload));
  const { labels } = sidecarOf(chart).spec.workloadSelector;
  expect(labels).toEqual({ 'cdk8s.io/metadata.addr': expect.stringMatching(/^chart-web-/) });
  expect(workload.podMetadata.toJson().labels).toMatchObject(labels);
});

test('labels of the pods that are added later count', () => {
  const chart = newChart({ namespace: 'shop' });
  const job = new kplus.Job(chart, 'job', { containers: CONTAINERS });
  lock(chart, Workloads.of(job));
  job.podMetadata.addLabel('app', 'job');
  expect(sidecarOf(chart).spec.workloadSelector.labels).toMatchObject({ app: 'job' });
});

test('everything is imported where everything is allowed', () => {
  const chart = newChart();
  new EgressLockdown(chart, 'lockdown', {
    scope: LockdownScope.workloads(Workloads.select({ namespace: 'shop', labels: { app: 'x' } })),
    mode: OutboundTrafficPolicyMode.ALLOW_ANY,
  });
  expect(sidecarOf(chart).spec).toEqual({
    workloadSelector: { labels: { app: 'x' } },
    egress: [{ hosts: ['*/*'] }],
    outboundTrafficPolicy: { mode: 'ALLOW_ANY' },
  });
});

describe('what the namespace may call', () => {
  test.each<[string, WorkloadLockdownOptions | undefined, string[]]>([
    ['is repeated', undefined, [OWN, ROOT, './api.sentry.com', './api.stripe.com']],
    ['is repeated on demand', { inheritNamespace: true }, [OWN, ROOT, './api.sentry.com', './api.stripe.com']],
    ['is left out on demand', { inheritNamespace: false }, [OWN, ROOT, './api.stripe.com']],
  ])('%s, whoever is first', (_name, options, imports) => {
    for (const namespaceFirst of [true, false]) {
      const chart = newChart({ namespace: 'shop' });
      const [stripe, sentry] = [service(chart, 'stripe'), service(chart, 'sentry')];
      const lockNamespace = () => new EgressLockdown(chart, 'namespace', { scope: LockdownScope.namespace('shop', { allow: [sentry] }) });
      if (namespaceFirst) lockNamespace();
      lock(chart, Workloads.select({ namespace: 'shop', labels: { app: 'checkout' } }), options).allow(stripe);
      if (!namespaceFirst) lockNamespace();
      const sidecar = manifestsOf(chart, 'Sidecar').find(({ spec }) => spec.workloadSelector);
      expect(sidecar.spec.egress[0].hosts).toEqual(imports);
    }
  });

  test('is not everything because the namespace may call everything', () => {
    const chart = newChart({ namespace: 'shop' });
    new EgressLockdown(chart, 'namespace', { scope: LockdownScope.namespace('shop'), mode: OutboundTrafficPolicyMode.ALLOW_ANY });
    lock(chart, Workloads.select({ namespace: 'shop', labels: { app: 'checkout' } }));
    expect(manifestsOf(chart).find(({ spec }) => spec.workloadSelector).spec.egress[0].hosts).toEqual([OWN, ROOT]);
  });
});

test('two lockdowns of one workload are one Sidecar', () => {
  const chart = newChart({ namespace: 'shop' });
  const deployment = new kplus.Deployment(chart, 'web', { containers: CONTAINERS });
  lock(chart, Workloads.of(deployment), { allow: [service(chart, 'stripe')] });
  new EgressLockdown(chart, 'again', { scope: LockdownScope.workloads(Workloads.of(deployment), { allow: [service(chart, 'adyen')] }) });
  expect(importsOf(chart)).toEqual([OWN, ROOT, './api.adyen.com', './api.stripe.com']);
});

describe('refused at once', () => {
  test.each<[string, (chart: Chart) => unknown, string]>([
    ['nothing', (chart) => lock(chart, untyped(undefined)),
      'chart/lockdown: LockdownScope.workloads(undefined): these are not workloads; give Workloads.of(workload) or Workloads.select({ namespace, labels })'],
    ['a workload by itself', (chart) => lock(chart, untyped(new kplus.Deployment(chart, 'web', { containers: CONTAINERS }))),
      'chart/lockdown: LockdownScope.workloads(chart/web): these are not workloads; give Workloads.of(workload) or Workloads.select({ namespace, labels })'],
    ['labels by themselves', (chart) => lock(chart, untyped({ app: 'web' })),
      'chart/lockdown: LockdownScope.workloads({"app":"web"}): these are not workloads; '
        + 'give Workloads.of(workload) or Workloads.select({ namespace, labels })'],
    ['no namespace', (chart) => lock(chart, Workloads.of(new kplus.Deployment(chart, 'web', { containers: CONTAINERS }))),
      'chart/lockdown: the namespace of chart/web is not known, and a Sidecar must be in the namespace of its pods; '
        + 'name it in Workloads.select(), in metadata.namespace of the workload, or for its chart'],
    ['an empty namespace', (chart) => lock(chart, Workloads.select({ namespace: '', labels: { app: 'web' } })),
      'chart/lockdown: the namespace of /{"app":"web"} is not known, and a Sidecar must be in the namespace of its pods; '
        + 'name it in Workloads.select(), in metadata.namespace of the workload, or for its chart'],
    ['a namespace in upper case', (chart) => lock(chart, Workloads.select({ namespace: 'Shop', labels: { app: 'web' } })),
      "chart/lockdown: namespace 'Shop' of Shop/{\"app\":\"web\"} is not a name Kubernetes allows; name one such as 'backyards-demo'"],
    ['a number as namespace', (chart) => lock(chart, Workloads.select({ namespace: untyped(5), labels: { app: 'web' } })),
      "Workloads.select: selection.namespace 5 is not a string; write one, such as 'backyards-demo'"],
    ['a mode of the mesh', (chart) => new EgressLockdown(chart, 'lockdown', {
      scope: LockdownScope.workloads(Workloads.select({ namespace: 'shop', labels: { app: 'web' } })),
      mode: OutboundTrafficPolicyMode.ALLOW_ANY_DYNAMIC_DNS,
    }), 'chart/lockdown: mode ALLOW_ANY_DYNAMIC_DNS is for a whole mesh: Istio does not take it in a Sidecar; '
      + 'use LockdownScope.mesh(), or mode REGISTRY_ONLY or ALLOW_ANY'],
    ['another mode', (chart) => {
      const workloads = Workloads.select({ namespace: 'shop', labels: { app: 'web' } });
      lock(chart, workloads);
      return new EgressLockdown(chart, 'other', { scope: LockdownScope.workloads(workloads), mode: OutboundTrafficPolicyMode.ALLOW_ANY });
    }, 'chart/other: mode ALLOW_ANY contradicts REGISTRY_ONLY, which chart/lockdown says for shop/{"app":"web"}; say one mode, or lock different workloads'],
  ])('%s', (_name, say, message) => {
    const chart = newChart();
    expect(refusalOf(() => say(chart))).toEqual(message);
  });
});

describe('refused at synthesis', () => {
  /** A workload that is not from cdk8s-plus. */
  class Handmade extends Construct implements IWorkload {
    public readonly metadata: ApiObjectMetadataDefinition;
    public readonly podMetadata: ApiObjectMetadataDefinition;

    constructor(scope: Construct, id: string) {
      super(scope, id);
      const apiObject = new ApiObject(this, 'Rollout', { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' });
      this.metadata = new ApiObjectMetadataDefinition({ namespace: 'shop', apiObject });
      this.podMetadata = new ApiObjectMetadataDefinition({ apiObject });
    }
  }

  const NO_LABELS = 'has no labels to select its pods by, which would select every pod of the namespace; '
    + 'give it labels, or use LockdownScope.namespace() where every pod is meant';
  const NOT_A_LABEL = 'is not one that Kubernetes allows; '
    + "write a key, and a text of at most 63 letters, digits, '-', '_' and '.', without '*'";

  test.each<[string, (chart: Chart) => Workloads, string]>([
    ['a Deployment that selects nothing', (chart) => Workloads.of(new kplus.Deployment(chart, 'web', { containers: CONTAINERS, select: false })),
      `chart/web ${NO_LABELS}`],
    ['a workload whose pods have no labels', (chart) => Workloads.of(new Handmade(chart, 'web')), `chart/web ${NO_LABELS}`],
    ['no labels', () => Workloads.select({ namespace: 'shop', labels: {} }), `shop/{} ${NO_LABELS}`],
    ['matchExpressions', (chart) => {
      const deployment = new kplus.Deployment(chart, 'web', { containers: CONTAINERS });
      deployment.select(kplus.LabelSelector.of({ expressions: [kplus.LabelExpression.exists('app')] }));
      return Workloads.of(deployment);
    }, 'the selector of chart/web has matchExpressions, and Istio selects by labels alone; use Workloads.select({ namespace, labels })'],
    ['a wildcard', () => Workloads.select({ namespace: 'shop', labels: { app: 'web-*' } }), `label app: 'web-*' of shop/{"app":"web-*"} ${NOT_A_LABEL}`],
    ['a key with a space', () => Workloads.select({ namespace: 'shop', labels: { 'my app': 'x' } }), `label my app: 'x' of shop/{"my app":"x"} ${NOT_A_LABEL}`],
    ['a long value', () => Workloads.select({ namespace: 'shop', labels: { app: 'x'.repeat(64) } }),
      `label app: '${'x'.repeat(64)}' of shop/{"app":"${'x'.repeat(64)}"} ${NOT_A_LABEL}`],
  ])('%s', (_name, workloads, message) => {
    const chart = newChart({ namespace: 'shop' });
    lock(chart, workloads(chart));
    expect(complaintsOf(chart)).toEqual([`[chart/lockdown] ${message}`]);
  });
});
