import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type App, Chart, Testing } from 'cdk8s';
import { EgressDashboard, type EgressDashboardProps, EgressPort, ExternalService, IstioMesh } from '../../src';
import { complaintsOf, newChart, refusalOf } from '../helpers';

interface Panel {
  readonly title: string;
  readonly type: string;
  readonly repeat?: string;
}

function dashboard(props?: EgressDashboardProps, chart = newChart({ namespace: 'shop' })): EgressDashboard {
  return new EgressDashboard(chart, 'dashboard', props);
}

function declare(scope: Chart, id: string, ...hosts: string[]): ExternalService {
  return new ExternalService(scope, id, { hosts, ports: [EgressPort.https()] });
}

/** The ConfigMap, with its dashboard read back as Grafana would. */
function written(of: EgressDashboard) {
  const { data, ...rest } = Testing.synth(Chart.of(of)).find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === of.name);
  const [[file, content]] = Object.entries<string>(data);
  return { ...rest, file, dashboard: JSON.parse(content) };
}

/** What an option may change, without the queries, which have a test of their own. */
function summary(props?: EgressDashboardProps) {
  const { dashboard: { title, uid, templating, panels }, ...rest } = written(dashboard(props));
  return { ...rest, title, uid, variables: templating.list, panels: panels.map(({ type, title: of }: Panel) => `${type}: ${of}`) };
}

test('without options it is a ConfigMap that the sidecar of Grafana finds', () => {
  expect(summary()).toMatchSnapshot();
});

test.each<[string, EgressDashboardProps]>([
  ['metadata', { metadata: { name: 'egress', namespace: 'monitoring', labels: { team: 'platform' }, annotations: { owner: 'platform' } } }],
  ['discoveryLabels', { discoveryLabels: { 'dashboards.example.com/import': 'true' } }],
  ['folder', { folder: 'Istio', metadata: { annotations: { owner: 'platform' } } }],
  ['title', { title: 'What leaves the shop' }],
  ['uid', { uid: 'what_leaves-1' }],
  ['datasourceUid', { datasourceUid: 'thanos' }],
])('%s', (_, props) => {
  const { apiVersion, kind, panels, variables, ...rest } = summary(props);
  const changed = { ...rest, variables: variables.map(({ name, current }: { name: string; current?: unknown }) => `${name}: ${JSON.stringify(current)}`) };
  expect([apiVersion, kind, panels.length]).toEqual(['v1', 'ConfigMap', 10]);
  expect(changed).toMatchSnapshot();
});

test('gateways: calls to these are told apart', () => {
  const text = JSON.stringify(dashboard({ gateways: ['egress-a', 'egress-b'] }).model);
  expect(text).toContain('\\"kind\\", \\"gateway\\", \\"destination_service_name\\", \\"egress-a|egress-b\\"');
  expect(text).not.toContain('istio-egressgateway');
});

test('without gateways nothing is told to be one', () => {
  expect(JSON.stringify(dashboard({ gateways: [] }).model)).toContain('\\"kind\\", \\"gateway\\", \\"destination_service_name\\", \\"-\\"');
});

describe('the services of the app', () => {
  const servicesIn = (of: EgressDashboard) => of.model.templating.list.find(({ name }: { name: string }) => name === 'service')?.query;
  const nodesIn = (of: EgressDashboard) => of.model.panels.find(({ type }: Panel) => type === 'nodeGraph').targets[0].expr as string;

  test('have the paths of their constructs as names, in the variable and below their hosts', () => {
    const chart = newChart();
    const seeing = dashboard({}, chart);
    declare(chart, 'stripe', 'api.stripe.com', 'files.stripe.com');
    expect(servicesIn(seeing)).toEqual('chart/stripe : api[.]stripe[.]com|files[.]stripe[.]com');
    expect(nodesIn(seeing)).toContain('"subtitle", "chart/stripe", "host", "(?:api[.]stripe[.]com|files[.]stripe[.]com)(?::[0-9]+)?"');
  });

  test('are those of the mesh, whoever declares them, and nobody else\'s', () => {
    const app = Testing.app();
    const [one, two] = ['one', 'two'].map((cluster) => {
      const chart = new Chart(app, cluster);
      new IstioMesh(chart, 'mesh');
      declare(chart, 'stripe', 'api.stripe.com');
      return chart;
    });
    ExternalService.fromServiceEntryAttributes(two, 'mail', { name: 'mail', namespace: 'mail', hosts: ['mail.example.com'], ports: [EgressPort.https()] });
    expect(servicesIn(dashboard({}, one))).toEqual('one/stripe : api[.]stripe[.]com');
    expect(servicesIn(dashboard({}, two))).toEqual('two/mail : mail[.]example[.]com, two/stripe : api[.]stripe[.]com');
  });

  test('may be chosen', () => {
    const chart = newChart();
    const [stripe] = [declare(chart, 'stripe', 'api.stripe.com'), declare(chart, 'mail', 'mail.example.com')];
    expect(servicesIn(dashboard({ services: [stripe, stripe] }, chart))).toEqual('chart/stripe : api[.]stripe[.]com');
  });

  test('without any there is neither a row nor a variable for them', () => {
    const { panels } = dashboard().model;
    expect(servicesIn(dashboard())).toBeUndefined();
    expect(panels.filter(({ repeat }: Panel) => repeat)).toEqual([]);
    expect(panels.map(({ title }: Panel) => title)).toContain('HTTP errors by host');
  });

  test('with one there is a row that Grafana repeats', () => {
    const chart = newChart();
    declare(chart, 'stripe', 'api.stripe.com');
    const row = dashboard({}, chart).model.panels.find(({ repeat }: Panel) => repeat);
    expect(row).toMatchObject({ type: 'row', title: '$service', repeat: 'service', collapsed: true });
  });

  test('the order of statements makes no difference, and nothing differs from run to run', () => {
    const program = (...statements: ((chart: Chart) => unknown)[]) => {
      const chart = newChart();
      statements.forEach((say) => say(chart));
      return Testing.synth(chart).find(({ kind }) => kind === 'ConfigMap');
    };
    const seeing = (chart: Chart) => dashboard({}, chart);
    const stripe = (chart: Chart) => declare(chart, 'stripe', 'api.stripe.com');
    const mail = (chart: Chart) => declare(chart, 'mail', 'mail.example.com');
    expect(program(seeing, stripe, mail)).toEqual(program(mail, stripe, seeing));
    expect(program(seeing, stripe, mail)).not.toEqual(program(seeing, stripe));
  });

  test('a service that is taken out of the tree is gone', () => {
    const chart = newChart();
    declare(chart, 'stripe', 'api.stripe.com');
    chart.node.tryRemoveChild('stripe');
    expect(servicesIn(dashboard({}, chart))).toBeUndefined();
  });
});

test('the file of the ConfigMap is the model', () => {
  const seeing = dashboard({ uid: 'egress' });
  const { file, dashboard: read } = written(seeing);
  expect(file).toBe('egress.json');
  expect(read).toEqual(seeing.model);
});

test('props that the program changes afterwards change nothing', () => {
  const services: ExternalService[] = [];
  const seeing = dashboard({ services, gateways: [] });
  services.push(declare(newChart(), 'stripe', 'api.stripe.com'));
  expect(JSON.stringify(seeing.model)).not.toContain('stripe');
});

describe('is refused', () => {
  test.each<[string, unknown, string]>([
    ['props that are none', 7, 'props 7 is not an object; write one, such as { metadata: { namespace: \'monitoring\' } }'],
    ['a misspelt prop', { datasource: 'thanos' }, "props has no 'datasource'; it has metadata, discoveryLabels, folder, title, uid, datasourceUid, services, gateways"],
    ['a uid that is too long', { uid: 'x'.repeat(41) }, `uid '${'x'.repeat(41)}' is not one that Grafana takes; use 1 to 40 letters, digits, '-' and '_'`],
    ['a uid with a slash', { uid: 'a/b' }, "uid 'a/b' is not one that Grafana takes; use 1 to 40 letters, digits, '-' and '_'"],
    ['an empty title', { title: ' ' }, "title ' ' is empty; write one, or leave it out"],
    ['an empty folder', { folder: '' }, "folder '' is empty; write one, or leave it out"],
    ['an empty data source', { datasourceUid: '' }, "datasourceUid '' is empty; write one, or leave it out"],
    ['no label to be found by', { discoveryLabels: {} },
      "discoveryLabels {} is empty, and Grafana would not find the dashboard; write { grafana_dashboard: '1' }, or leave it out"],
    ['a label that is a number', { discoveryLabels: { grafana_dashboard: 1 } }, "discoveryLabels['grafana_dashboard'] 1 is not a value Kubernetes allows: "
      + "at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends; write one, such as 'shop'"],
    ['an impossible label', { discoveryLabels: { 'grafana dashboard': '1' } }, "discoveryLabels: key 'grafana dashboard' is not a key Kubernetes allows: "
      + "at most 63 letters, digits, '-', '_' and '.', perhaps with a domain and '/' before it; write one, such as 'example.com/team'"],
    ['a label in metadata that the sidecar does not look for', { metadata: { labels: { grafana_dashboard: 'yes' } } },
      "metadata.labels['grafana_dashboard'] 'yes' is not the label that the sidecar looks for, '1'; say it with discoveryLabels alone"],
    ['two folders', { metadata: { annotations: { grafana_folder: 'Mesh' } }, folder: 'Istio' },
      "metadata.annotations['grafana_folder'] 'Mesh' is not folder 'Istio'; say one of them"],
    ['an impossible name', { metadata: { name: 'Egress' } }, "metadata.name 'Egress' is not a name Kubernetes allows; use lower case letters, digits, '-' and '.'"],
    ['an impossible gateway', { gateways: ['Egress.*'] },
      "gateways 'Egress.*' is not the name of a Service; use at most 63 lower case letters, digits and '-', such as 'istio-egressgateway'"],
    ['a service that is none', { services: ['httpbin.org'] },
      "services[0] 'httpbin.org' is not an external service; give an ExternalService, or ExternalService.fromServiceEntryAttributes()"],
    ['metadata that is none', { metadata: { labels: 'a' } }, 'metadata.labels \'a\' is not an object; write one, such as { team: \'shop\' }'],
  ])('%s', (_, props, message) => {
    expect(refusalOf(() => dashboard(props as EgressDashboardProps))).toBe(`chart/dashboard: ${message}`);
  });

  test('several things at once', () => {
    expect(refusalOf(() => dashboard({ title: '', uid: '' }))).toBe(
      "chart/dashboard: title '' is empty; write one, or leave it out\n"
      + "chart/dashboard: uid '' is not one that Grafana takes; use 1 to 40 letters, digits, '-' and '_'");
  });

  test('a dashboard outside of charts', () => {
    expect(refusalOf(() => new EgressDashboard(Testing.app(), 'dashboard')))
      .toBe('dashboard: no chart contains it; give it a chart, or a construct in one, as scope');
    expect(refusalOf(() => new EgressDashboard(undefined as unknown as App, 'dashboard')))
      .toBe("dashboard: scope undefined is not a construct; write new EgressDashboard(chart, 'seeing')");
    expect(refusalOf(() => new EgressDashboard(newChart(), 7 as unknown as string)))
      .toBe("chart: id 7 is not a string with at least one character; write new EgressDashboard(chart, 'seeing')");
  });

  test('one uid for two dashboards', () => {
    const chart = newChart();
    new EgressDashboard(chart, 'one', { uid: 'egress' });
    new EgressDashboard(chart, 'two', { uid: 'egress' });
    expect(complaintsOf(chart)).toEqual(["[chart/two] uid 'egress' is also that of chart/one, and Grafana would show one of the two; give one another uid"]);
  });

  test('but not in two meshes, each with a Grafana of its own', () => {
    const app = Testing.app();
    const charts = ['one', 'two'].map((cluster) => {
      const chart = new Chart(app, cluster);
      new IstioMesh(chart, 'mesh');
      new EgressDashboard(chart, 'dashboard', { uid: 'egress' });
      return chart;
    });
    expect(charts.flatMap(complaintsOf)).toEqual([]);
  });

  test('a name that another ConfigMap has', () => {
    const chart = newChart();
    new EgressDashboard(chart, 'one', { metadata: { name: 'egress' } });
    new EgressDashboard(chart, 'two', { metadata: { name: 'egress' } });
    expect(complaintsOf(chart)).toEqual([
      '[chart/two] ConfigMap egress is also written by chart/one, and one of the two would overwrite the other; '
      + 'give one another name or namespace, or put it into an app of its own',
    ]);
  });

  test('more services than a ConfigMap holds', () => {
    const chart = newChart();
    const services = Array.from({ length: 12000 }, (_, at) => declare(chart, `service-${at}`, `host-${at}.example.com`));
    const seeing = dashboard({}, chart);
    const bytes = Buffer.byteLength(`${JSON.stringify(seeing.model, undefined, 1)}\n`);
    expect(bytes).toBeGreaterThan(1024 * 1024);
    expect(complaintsOf(chart)).toEqual([`[chart/dashboard] the dashboard has ${bytes} bytes, because each of the ${services.length} services stands in it, `
      + 'and a ConfigMap holds 1048576; name the ones that matter with services, in several dashboards where need be']);
  });
});

test('what is generated is loaded when a dashboard is written, not with the library', () => {
  const loads = (statements: string) => execFileSync(process.execPath, ['-e', `
    require('ts-node').register({ transpileOnly: true, project: 'test/tsconfig.json' });
    const { Chart, Testing } = require('cdk8s');
    const { EgressDashboard } = require('./src/index');
    const chart = new Chart(Testing.app(), 'chart');
    ${statements}
    console.log(Object.keys(require.cache).some((file) => file.includes('egress-dashboard.json')));`,
  ], { cwd: join(__dirname, '..', '..'), encoding: 'utf8' }).trim();
  expect(loads('')).toBe('false');
  expect(loads("new EgressDashboard(chart, 'dashboard'); Testing.synth(chart);")).toBe('true');
});
