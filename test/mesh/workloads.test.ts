import { ApiObject, type Chart } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { DataPlane, Workloads } from '../../src';
import { newChart, refusalOf } from '../helpers';

function deployment(chart: Chart, props: Partial<plus.DeploymentProps> = {}): plus.Deployment {
  return new plus.Deployment(chart, 'web', { containers: [{ image: 'web' }], select: false, ...props });
}

/** Selects `app: web`. */
function selecting(chart: Chart): plus.Deployment {
  const workload = deployment(chart, { metadata: { namespace: 'shop' } });
  workload.podMetadata.addLabel('app', 'web');
  workload.select(plus.LabelSelector.of({ labels: { app: 'web' } }));
  return workload;
}

describe('the pods of a workload', () => {
  test('are in its namespace, or its chart\'s, and have the labels it selects', () => {
    const workloads = Workloads.of(selecting(newChart()));

    expect(workloads.namespace).toEqual('shop');
    expect(workloads.labels).toEqual({ app: 'web' });
    expect(`${workloads}`).toEqual('chart/web');
    expect(Workloads.of(deployment(newChart({ namespace: 'demo' }))).namespace).toEqual('demo');
    expect(Workloads.of(deployment(newChart())).namespace).toBeUndefined();
  });

  test('have the labels of the moment', () => {
    const workload = selecting(newChart());
    const workloads = Workloads.of(workload);

    workload.select(plus.LabelSelector.of({ labels: { version: 'v1' } }));

    expect(workloads.labels).toEqual({ app: 'web', version: 'v1' });
  });

  test('have their own labels where the workload selects by itself, or is a pod', () => {
    const chart = newChart();
    const pod = new plus.Pod(chart, 'pod', { containers: [{ image: 'web' }], metadata: { labels: { app: 'pod' } } });
    const job = new plus.Job(chart, 'job', { containers: [{ image: 'web' }], podMetadata: { labels: { app: 'job' } } });

    expect(Workloads.of(pod).labels).toMatchObject({ app: 'pod' });
    expect(Workloads.of(job).labels).toMatchObject({ app: 'job' });
  });

  test('may ask for a data plane themselves', () => {
    const workload = selecting(newChart());
    expect(Workloads.of(workload)._dataPlane).toBeUndefined();

    workload.podMetadata.addLabel('istio.io/dataplane-mode', 'ambient');

    expect(Workloads.of(workload)._dataPlane).toEqual(DataPlane.AMBIENT);
  });

  test('are the same as those of the same workload, and no others', () => {
    const workload = selecting(newChart());

    expect(Workloads.of(workload)._identity).toEqual(Workloads.of(workload)._identity);
    expect(Workloads.of(workload)._identity).not.toEqual(Workloads.select({ namespace: 'shop', labels: { app: 'web' } })._identity);
  });
});

describe('the pods with certain labels', () => {
  const labels: Record<string, string> = { app: 'web', version: 'v1' };

  test('are said by namespace and labels, which nobody changes afterwards', () => {
    const given = { ...labels };
    const workloads = Workloads.select({ namespace: 'shop', labels: given });
    given.app = 'changed';
    workloads.labels.app = 'changed';

    expect(workloads.labels).toEqual(labels);
    expect(workloads.namespace).toEqual('shop');
    expect(`${workloads}`).toEqual('shop/{"app":"web","version":"v1"}');
  });

  test('are the same in any order', () => {
    expect(Workloads.select({ namespace: 'shop', labels })._identity)
      .toEqual(Workloads.select({ namespace: 'shop', labels: { version: 'v1', app: 'web' } })._identity);
  });

  test.each<[Record<string, string>, boolean]>([
    [{ app: 'web', version: 'v1', more: 'x' }, true],
    [{ app: 'web' }, false],
    [{ app: 'web', version: 'v2' }, false],
  ])('may include pods with %j: %s', (podLabels, included) => {
    expect(Workloads.select({ namespace: 'shop', labels })._mayInclude(podLabels)).toBe(included);
  });
});

describe('what Istio cannot select', () => {
  const ALLOWED = "is not one that Kubernetes allows; write a key, and a text of at most 63 letters, digits, '-', '_' and '.', without '*'";

  test.each<[Record<string, string>, string | undefined]>([
    [{ 'app.kubernetes.io/name': 'web', 'empty': '' }, undefined],
    [{}, 'shop/{} has no labels to select its pods by, which would select every pod of the namespace; '
      + 'give it labels, or use LockdownScope.namespace() where every pod is meant'],
    [{ app: '*' }, `label app: '*' of shop/{"app":"*"} ${ALLOWED}`],
    [{ 'my app': 'web' }, `label my app: 'web' of shop/{"my app":"web"} ${ALLOWED}`],
  ])('labels %j', (labels, problem) => {
    expect(Workloads.select({ namespace: 'shop', labels })._problem()).toEqual(problem);
  });

  test('matchExpressions', () => {
    const workload = selecting(newChart());
    workload.select(plus.LabelSelector.of({ expressions: [plus.LabelExpression.exists('tier')] }));

    expect(Workloads.of(workload)._problem()).toEqual('the selector of chart/web has matchExpressions, and Istio selects by labels alone; '
      + 'use Workloads.select({ namespace, labels })');
  });
});

describe('refusals', () => {
  const chart = newChart();
  const map = new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap' });
  const NO_SELECTION = "is not an object; write one, such as { namespace: 'backyards-demo', labels: { app: 'notifications' } }";
  const KINDS = 'is not a workload; give a Deployment, StatefulSet, DaemonSet, Job or Pod of cdk8s-plus';

  test.each<[string, () => unknown]>([
    [`Workloads.of: undefined ${KINDS}`, () => Workloads.of(undefined as any)],
    [`Workloads.of: 'web' ${KINDS}`, () => Workloads.of('web' as any)],
    [`Workloads.of: chart/map ${KINDS}`, () => Workloads.of(map as any)],
    [`Workloads.select: selection undefined ${NO_SELECTION}`, () => Workloads.select(undefined as any)],
    [`Workloads.select: selection null ${NO_SELECTION}`, () => Workloads.select(null as any)],
    [`Workloads.select: selection 'shop' ${NO_SELECTION}`, () => Workloads.select('shop' as any)],
    ["Workloads.select: selection has no 'label'; it has namespace, labels",
      () => Workloads.select({ namespace: 'shop', labels: { app: 'web' }, label: { app: 'api' } } as any)],
    ["Workloads.select: selection.namespace undefined is not a string; write one, such as 'backyards-demo'",
      () => Workloads.select({ labels: { app: 'web' } } as any)],
    ["Workloads.select: selection.labels undefined is not an object; write one, such as { app: 'notifications' }",
      () => Workloads.select({ namespace: 'shop' } as any)],
    ["Workloads.select: selection.labels['app'] 5 is not a string; write one, such as 'notifications'",
      () => Workloads.select({ namespace: 'shop', labels: { app: 5 } } as any)],
  ])('%s', (message, said) => {
    expect(refusalOf(said)).toEqual(message);
  });
});
