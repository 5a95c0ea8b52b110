import { type ApiObject, App, Chart, Cron, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  EgressApp, EgressLockdown, IstioMesh, type IWorkload, LockdownScope, MeshConfigTarget, type MeshWideBypassOptions, ProxyBypass,
  type WorkloadBypassOptions,
} from '../../../src';
import { quote } from '../../../src/app/refusal';
import { refusalOf } from '../../policy/lockdowns';

const CONTAINERS = [{ image: 'etl' }];
const EXCLUDE_CIDRS = 'traffic.sidecar.istio.io/excludeOutboundIPRanges';
const INCLUDE_CIDRS = 'traffic.sidecar.istio.io/includeOutboundIPRanges';
const EXCLUDE_PORTS = 'traffic.sidecar.istio.io/excludeOutboundPorts';
const REASON = 'cdk8s-istio-egress/bypass-reason';

function newChart(): Chart {
  return new Chart(Testing.app(), 'chart', { namespace: 'etl' });
}

function deployment(annotations?: Record<string, string>): kplus.Deployment {
  return new kplus.Deployment(newChart(), 'loader', { containers: CONTAINERS, podMetadata: { annotations } });
}

function annotationsOf(workload: kplus.Workload): Record<string, string> | undefined {
  return Testing.synth(Chart.of(workload)).find(({ kind }) => kind === workload.kind).spec.template.metadata.annotations;
}

describe('on a workload', () => {
  const props: WorkloadBypassOptions = {
    excludeOutboundCidrs: ['10.20.0.0/16', '10.3.0.0/16'],
    includeOutboundCidrs: ['10.0.0.0/8'],
    excludeOutboundPorts: [5432, 443],
    reason: 'bulk copy, measured',
  };

  test.each<[string, (chart: Chart) => IWorkload, (manifest: any) => any]>([
    ['Deployment', (chart) => new kplus.Deployment(chart, 'loader', { containers: CONTAINERS }), ({ spec }) => spec.template.metadata],
    ['StatefulSet', (chart) => new kplus.StatefulSet(chart, 'loader', {
      containers: CONTAINERS, service: new kplus.Service(chart, 'service', { ports: [{ port: 80 }] }),
    }), ({ spec }) => spec.template.metadata],
    ['DaemonSet', (chart) => new kplus.DaemonSet(chart, 'loader', { containers: CONTAINERS }), ({ spec }) => spec.template.metadata],
    ['Job', (chart) => new kplus.Job(chart, 'loader', { containers: CONTAINERS }), ({ spec }) => spec.template.metadata],
    ['CronJob', (chart) => new kplus.CronJob(chart, 'loader', { containers: CONTAINERS, schedule: Cron.daily() }),
      ({ spec }) => spec.jobTemplate.spec.template.metadata],
    ['Pod', (chart) => new kplus.Pod(chart, 'loader', { containers: CONTAINERS }), ({ metadata }) => metadata],
  ])('%s: annotations of its pods', (kind, make, podMetadata) => {
    // GIVEN
    const chart = newChart();
    const workload = make(chart);

    // WHEN
    ProxyBypass.on(workload, props);

    // THEN
    const manifest = Testing.synth(chart).find((candidate) => candidate.kind === kind);
    expect(podMetadata(manifest).annotations).toEqual({
      [EXCLUDE_CIDRS]: '10.3.0.0/16,10.20.0.0/16',
      [INCLUDE_CIDRS]: '10.0.0.0/8',
      [EXCLUDE_PORTS]: '443,5432',
      [REASON]: 'bulk copy, measured',
    });
  });

  test.each<[string, WorkloadBypassOptions, Record<string, string>]>([
    ['ranges', { reason: 'x', excludeOutboundCidrs: ['10.0.0.0/8'] }, { [EXCLUDE_CIDRS]: '10.0.0.0/8' }],
    ['other ranges', { reason: 'x', includeOutboundCidrs: ['10.0.0.0/8'] }, { [INCLUDE_CIDRS]: '10.0.0.0/8' }],
    ['ports', { reason: 'x', excludeOutboundPorts: [5432] }, { [EXCLUDE_PORTS]: '5432' }],
  ])('only what is said: %s', (_name, said, annotations) => {
    const workload = deployment();
    ProxyBypass.on(workload, said);
    expect(annotationsOf(workload)).toEqual({ ...annotations, [REASON]: 'x' });
  });

  test('reads as words', () => {
    expect(`${ProxyBypass.on(deployment(), { reason: 'bulk copy', excludeOutboundPorts: [5432] })}`).toEqual('calls to port 5432 (bulk copy)');
  });
});

describe('a second word about a workload', () => {
  test('that is the same changes nothing', () => {
    const write = (times: number) => {
      const workload = deployment();
      for (let time = 0; time < times; time++) ProxyBypass.on(workload, { reason: 'slow; measured', excludeOutboundCidrs: ['10.0.0.0/8'] });
      return annotationsOf(workload);
    };
    expect(write(3)).toEqual(write(1));
  });

  test('that says more excludes more, in any order', () => {
    const said: WorkloadBypassOptions[] = [
      { reason: 'archive', excludeOutboundCidrs: ['10.20.0.0/16'] },
      { reason: 'legacy', excludeOutboundCidrs: ['10.3.0.0/16'], excludeOutboundPorts: [5432] },
      { reason: 'cluster', includeOutboundCidrs: ['10.0.0.0/8'] },
    ];
    const write = (order: number[]) => {
      const workload = deployment();
      order.forEach((index) => ProxyBypass.on(workload, said[index]));
      return JSON.stringify(Testing.synth(Chart.of(workload)));
    };
    const orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0], [0, 1, 2, 0]];
    expect(new Set(orders.map(write)).size).toEqual(1);
    expect(JSON.parse(write([0, 1, 2]))[0].spec.template.metadata.annotations).toEqual({
      [EXCLUDE_CIDRS]: '10.3.0.0/16,10.20.0.0/16',
      [INCLUDE_CIDRS]: '10.0.0.0/8',
      [EXCLUDE_PORTS]: '5432',
      [REASON]: 'archive\ncluster\nlegacy',
    });
  });

  test('that contradicts is refused, and the first stands', () => {
    const workload = deployment();
    ProxyBypass.on(workload, { reason: 'x', includeOutboundCidrs: ['10.0.0.0/8'] });
    expect(refusalOf(() => ProxyBypass.on(workload, { reason: 'y', includeOutboundCidrs: ['172.16.0.0/12'] }))).toEqual(
      'chart/loader: includeOutboundCidrs ["172.16.0.0/12"] contradicts an earlier bypass of this workload with ["10.0.0.0/8"]; say all ranges in one');
    expect(annotationsOf(workload)).toEqual({ [INCLUDE_CIDRS]: '10.0.0.0/8', [REASON]: 'x' });
  });
});

describe('annotations that are there already', () => {
  test('of the user are added to', () => {
    const workload = deployment({ [EXCLUDE_CIDRS]: '10.20.0.0/16, 10.30.0.0/16', [EXCLUDE_PORTS]: '5432', team: 'etl' });
    ProxyBypass.on(workload, { reason: 'archive', excludeOutboundCidrs: ['10.3.0.0/16'] });
    expect(annotationsOf(workload)).toEqual({
      [EXCLUDE_CIDRS]: '10.3.0.0/16,10.20.0.0/16,10.30.0.0/16',
      [EXCLUDE_PORTS]: '5432',
      [REASON]: 'annotations of the pods say so\narchive',
      team: 'etl',
    });
  });

  test('that mean nothing are written over', () => {
    const workload = deployment({ [EXCLUDE_CIDRS]: '', [INCLUDE_CIDRS]: '*', [EXCLUDE_PORTS]: '' });
    ProxyBypass.on(workload, { reason: 'archive', excludeOutboundCidrs: ['10.3.0.0/16'] });
    expect(annotationsOf(workload)).toEqual({ [EXCLUDE_CIDRS]: '10.3.0.0/16', [INCLUDE_CIDRS]: '*', [EXCLUDE_PORTS]: '', [REASON]: 'archive' });
  });

  const cannotBeAddedTo = (key: string, said: string, item: string) => `chart/loader: annotation ${key}: '${said}' of the pods cannot be added to: `
    + `Istio does not take '${item}' there; remove the annotation, and say all of it with ProxyBypass.on()`;

  test.each<[string, Record<string, string>, string]>([
    ['an address', { [EXCLUDE_CIDRS]: '10.0.0.0/8,192.0.2.1' }, cannotBeAddedTo(EXCLUDE_CIDRS, '10.0.0.0/8,192.0.2.1', '192.0.2.1')],
    ['a wildcard among ranges', { [INCLUDE_CIDRS]: '*,10.0.0.0/8' }, cannotBeAddedTo(INCLUDE_CIDRS, '*,10.0.0.0/8', '*')],
    ['no included range, which lets everything go', { [INCLUDE_CIDRS]: '' }, cannotBeAddedTo(INCLUDE_CIDRS, '', '')],
    ['a name for a port', { [EXCLUDE_PORTS]: '443,postgres' }, cannotBeAddedTo(EXCLUDE_PORTS, '443,postgres', 'postgres')],
    ['a number that Istio does not read', { [EXCLUDE_PORTS]: '1e3' }, cannotBeAddedTo(EXCLUDE_PORTS, '1e3', '1e3')],
    ['other included ranges', { [INCLUDE_CIDRS]: '172.16.0.0/12' },
      "chart/loader: excludeOutboundCidrs '10.3.0.0/16' is outside of includeOutboundCidrs [\"172.16.0.0/12\"], so that it bypasses the proxy already; leave it out"],
  ])('that do not fit are refused: %s', (_name, annotations, message) => {
    expect(refusalOf(() => ProxyBypass.on(deployment(annotations), { reason: 'archive', excludeOutboundCidrs: ['10.3.0.0/16'] }))).toEqual(message);
  });
});

describe('mesh-wide', () => {
  function fileAfter(...said: Partial<MeshWideBypassOptions>[]): string {
    const app = new EgressApp();
    const chart = new Chart(app, 'chart');
    said.forEach((props) => ProxyBypass.meshWide(chart, { reason: 'bulk copy', valuesFile: 'values.yaml', ...props }));
    expect(app.files.map(({ path }) => path)).toEqual(['values.yaml']);
    return app.files[0].content;
  }

  test('writes values of the istiod chart, and the reason', () => {
    expect(fileAfter({ excludeOutboundCidrs: ['10.20.0.0/16', '10.3.0.0/16'], includeOutboundCidrs: ['10.0.0.0/8'] })).toEqual(
      '# Values for the istiod chart of Istio.\n'
        + '# The proxy is bypassed, says chart: bulk copy\n'
        + 'global:\n  proxy:\n    excludeIPRanges: 10.3.0.0/16,10.20.0.0/16\n    includeIPRanges: 10.0.0.0/8\n');
  });

  test('writes a reason of several lines as one comment', () => {
    expect(fileAfter({ reason: 'bulk\ncopy: {', excludeOutboundCidrs: ['10.0.0.0/8'] })).toMatchSnapshot();
  });

  test('says the same twice without a difference', () => {
    const said = { excludeOutboundCidrs: ['10.0.0.0/8'] };
    expect(fileAfter(said, said)).toEqual(fileAfter(said));
  });

  test('shares the file with the policy', () => {
    const app = new EgressApp();
    const chart = new Chart(app, 'chart');
    const lockdown = new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.mesh(MeshConfigTarget.helmValues('values.yaml')) });
    const bypass = ProxyBypass.meshWide(app, { reason: 'bulk copy', excludeOutboundCidrs: ['10.0.0.0/8'], valuesFile: './values.yaml' });
    expect(`${bypass}`).toEqual('calls to 10.0.0.0/8 (bulk copy)');
    expect(app.files).toEqual(lockdown.files);
    expect(app.files[0].content).toMatchSnapshot();
  });

  const second = (first: string, other: string) => `chart: the bypass says ${other} (bulk copy), and chart says ${first} (bulk copy) `
    + "in the same file 'values.yaml'; say all ranges in one, or use another file";

  test.each<[string, () => unknown, string]>([
    ['more ranges', () => fileAfter({ excludeOutboundCidrs: ['10.0.0.0/8'] }, { excludeOutboundCidrs: ['172.16.0.0/12'] }),
      second('calls to 10.0.0.0/8', 'calls to 172.16.0.0/12')],
    ['an include of what is excluded', () => fileAfter({ excludeOutboundCidrs: ['10.0.0.0/8'] }, { includeOutboundCidrs: ['10.0.0.0/8'], valuesFile: './values.yaml' }),
      second('calls to 10.0.0.0/8', 'calls to anything but 10.0.0.0/8')],
    ['nothing', () => fileAfter({}), 'chart: the bypass bypasses nothing; give excludeOutboundCidrs or includeOutboundCidrs'],
    ['no reason', () => fileAfter({ reason: '', excludeOutboundCidrs: ['10.0.0.0/8'] }), "chart: options.reason '' is no reason; say in words why the proxy is bypassed"],
    ['everything', () => fileAfter({ excludeOutboundCidrs: ['0.0.0.0/0'] }),
      'chart: excludeOutboundCidrs ["0.0.0.0/0"] add up to every IPv4 address, so that nothing would be left for the proxy; '
        + 'exclude the ranges that need it, or do not inject a sidecar'],
    ['ports', () => fileAfter({ excludeOutboundPorts: [443] } as object),
      'chart: options.excludeOutboundPorts [443] cannot be said for the whole mesh; use ProxyBypass.on() for the workloads'],
    ['no file', () => fileAfter({ excludeOutboundCidrs: ['10.0.0.0/8'], excludeOutboundPorts: undefined, valuesFile: undefined } as object),
      "chart: options.valuesFile undefined is not a string; write one, such as 'mesh/istiod-values.yaml'"],
    ...[undefined, null, 'values.yaml'].map((options): [string, () => unknown, string] => [
      `${options} for options`, () => ProxyBypass.meshWide(newChart(), options as any), `chart: options ${quote(options)} is not an object; write one, such as `
        + "{ reason: 'bulk copy', excludeOutboundCidrs: ['10.20.0.0/16'], valuesFile: 'mesh/istiod-values.yaml' }"]),
    ['an unknown option', () => fileAfter({ excludeOutboundCidrs: ['10.0.0.0/8'], excludeIPRanges: '10.0.0.0/8' } as object),
      "chart: options has no 'excludeIPRanges'; it has reason, excludeOutboundCidrs, includeOutboundCidrs, valuesFile"],
    ['no scope', () => ProxyBypass.meshWide(undefined as any, { reason: 'x', excludeOutboundCidrs: ['10.0.0.0/8'], valuesFile: 'values.yaml' }),
      'ProxyBypass.meshWide: scope undefined is not a construct; give the app, a chart, or a construct in one'],
    ['what is no scope', () => ProxyBypass.meshWide({} as any, { reason: 'x', excludeOutboundCidrs: ['10.0.0.0/8'], valuesFile: 'values.yaml' }),
      'ProxyBypass.meshWide: scope {} is not a construct; give the app, a chart, or a construct in one'],
    ['an app that writes manifests only', () => ProxyBypass.meshWide(new Chart(new App(), 'chart'), {
      reason: 'x', excludeOutboundCidrs: ['10.0.0.0/8'], valuesFile: 'values.yaml',
    }), "chart: file 'values.yaml' would not be written: the App of cdk8s writes manifests only; "
      + 'make the app one that writes files too: new EgressApp() instead of new App()'],
  ])('refuses %s', (_name, say, message) => {
    expect(refusalOf(say)).toEqual(message);
  });
});

describe('refusals on a workload', () => {
  const noPods = (said: string) => `ProxyBypass.on: ${said} has no pods; give a Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod`;

  test.each<[string, unknown, unknown, string]>([
    ['no workload', undefined, { reason: 'x', excludeOutboundPorts: [443] }, noPods('undefined')],
    ['a name for a workload', 'loader', { reason: 'x', excludeOutboundPorts: [443] }, noPods("'loader'")],
    ['a chart for a workload', newChart(), { reason: 'x', excludeOutboundPorts: [443] }, noPods('chart')],
    ['what only looks like a workload', { podMetadata: {} }, { reason: 'x', excludeOutboundPorts: [443] }, noPods('{"podMetadata":{}}')],
    ...[undefined, null, 'bulk copy'].map((options): [string, unknown, unknown, string] => [
      `${options} for options`, deployment(), options, `chart/loader: options ${quote(options)} is not an object; write one, such as `
        + "{ reason: 'bulk copy', excludeOutboundPorts: [5432] }"]),
    ['an unknown option', deployment(), { reason: 'x', excludeOutboundPorts: [443], includeOutboundPorts: [80] },
      "chart/loader: options has no 'includeOutboundPorts'; it has reason, excludeOutboundCidrs, includeOutboundCidrs, excludeOutboundPorts"],
    ['two mistakes', deployment(), { excludeOutboundPorts: null, bogus: 1 },
      'chart/loader: options.reason undefined is no reason; say in words why the proxy is bypassed\n'
        + 'chart/loader: options.excludeOutboundPorts null is not a list; write one, such as [5432]\n'
        + "chart/loader: options has no 'bogus'; it has reason, excludeOutboundCidrs, includeOutboundCidrs, excludeOutboundPorts"],
    ...[undefined, '', ' \n', 5].map((reason): [string, unknown, unknown, string] => [
      `reason ${quote(reason)}`, deployment(), { reason, excludeOutboundPorts: [443] },
      `chart/loader: options.reason ${quote(reason)} is no reason; say in words why the proxy is bypassed`]),
    ...['excludeOutboundCidrs', 'includeOutboundCidrs'].flatMap((option) => ['10.0.0.0/8', null].map((ranges): [string, unknown, unknown, string] => [
      `${option} ${ranges}`, deployment(), { reason: 'x', [option]: ranges },
      `chart/loader: options.${option} ${quote(ranges)} is not a list; write one, such as ['10.20.0.0/16']`])),
    ['a number for a range', deployment(), { reason: 'x', excludeOutboundCidrs: ['10.0.0.0/8', 10] },
      "chart/loader: options.excludeOutboundCidrs[1] 10 is not a string; write one, such as '10.20.0.0/16'"],
    ['a port without a list', deployment(), { reason: 'x', excludeOutboundPorts: 443 },
      'chart/loader: options.excludeOutboundPorts 443 is not a list; write one, such as [5432]'],
    ...[0, 65536, 80.5, -1, NaN, '443'].map((port): [string, unknown, unknown, string] => [
      `port ${quote(port)}`, deployment(), { reason: 'x', excludeOutboundPorts: [port] },
      `chart/loader: options.excludeOutboundPorts[0] ${quote(port)} is not a whole number from 1 to 65535; write one, such as 443`]),
    ['every address', deployment(), { reason: 'x', excludeOutboundCidrs: ['::/0'] },
      'chart/loader: excludeOutboundCidrs ["::/0"] add up to every IPv6 address, so that nothing would be left for the proxy; '
        + 'exclude the ranges that need it, or do not inject a sidecar'],
  ])('%s', (_name, workload, props, message) => {
    expect(refusalOf(() => ProxyBypass.on(workload as IWorkload, props as WorkloadBypassOptions))).toEqual(message);
  });

  test('leave no trace', () => {
    const workload = deployment();
    expect(() => ProxyBypass.on(workload, { reason: 'x', excludeOutboundCidrs: ['10.20.0.0/16', '0.0.0.0/0'] })).toThrow();
    expect(annotationsOf(workload)).toBeUndefined();
  });
});

test('a bypass belongs to the mesh of its scope', () => {
  const app = new EgressApp();
  const [blue, green] = ['blue', 'green'].map((id) => {
    const chart = new Chart(app, id);
    new IstioMesh(chart, 'mesh');
    return chart;
  });
  const lockdowns = [blue, green].map((chart) => new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.mesh(MeshConfigTarget.stockConfigMap()) }));
  ProxyBypass.meshWide(blue, { reason: 'bulk copy', excludeOutboundCidrs: ['10.0.0.0/8'], valuesFile: 'values.yaml' });
  expect(lockdowns.map(({ assurance }) => assurance.level)).toEqual(['BYPASSED', 'ADVISORY']);
});

test('the annotations can be patched like everything of cdk8s', () => {
  const workload = deployment();
  ProxyBypass.on(workload, { reason: 'x', excludeOutboundPorts: [443] });
  expect((workload.node.defaultChild as ApiObject).toJson().spec.template.metadata.annotations).toHaveProperty([EXCLUDE_PORTS], '443');
});
