import { interpolate, optionsOf, type Panel, panelsOf } from '../../../scripts/test-prometheus/dashboard/grafana';
import { sampleDashboard } from '../../../scripts/test-prometheus/dashboard/program';
import { dashboardModel } from '../../../src/observe/dashboard/dashboard-model';
import { strangersIn } from '../strangers-in';

const FILLING = { title: 'Egress', uid: 'egress', gateways: ['istio-egressgateway'], services: [{ name: 'shop/stripe', hosts: ['api.stripe.com'] }] };
const CHOICE = { namespace: '.*', workload: '.*', service: 'api[.]stripe[.]com', __range: '3600s', __rate_interval: '1m' };

const sampled = sampleDashboard({ declared: true });
const queries = panelsOf(sampled).flatMap(({ title, targets = [] }) => targets.map(({ refId, expr }): [string, string] => [`${title} ${refId}`, expr]));

test.each(queries)('Istio has every metric and label of %s', (_, expr) => {
  expect(strangersIn(interpolate(expr, CHOICE))).toEqual([]);
});

test('Istio has every metric and label of the variables', () => {
  const asked = sampled.templating.list.flatMap(({ query }) => typeof query === 'object' ? [interpolate(query.query, CHOICE)] : []);
  expect(asked).toHaveLength(2);
  expect(asked.flatMap((query) => strangersIn(/^label_values\((.+), (\w+)\)$/.exec(query)![1]))).toEqual([]);
});

test('every query goes to the data source that is chosen', () => {
  const sources = JSON.stringify(sampled).match(/"uid":"[^"]+"/g);
  expect([...new Set(sources)].sort()).toEqual(['"uid":"${datasource}"', '"uid":"egress"']);
});

test('nothing is left to be filled in', () => {
  expect(JSON.stringify(dashboardModel(FILLING))).not.toMatch(/%/);
});

test('a filling does not show in the next one', () => {
  dashboardModel({ ...FILLING, services: [] });
  const model = JSON.stringify(dashboardModel(FILLING));
  dashboardModel({ ...FILLING, title: 'Other', datasourceUid: 'thanos' });
  expect(JSON.stringify(dashboardModel(FILLING))).toBe(model);
  expect(model).not.toContain('thanos');
});

test('Grafana reads from the variable what was put into it', () => {
  const query = sampled.templating.list.find(({ name }) => name === 'service')!.query as string;
  expect([...optionsOf(query)]).toEqual([
    ['cinema/httpbin', 'httpbin[.]org|www[.]httpbin[.]org'], ['shop/partner', '.+[.]partner[.]example[.]com'], ['shop/stripe', 'api[.]stripe[.]com'],
  ]);
});

test('the frames of the node graph are told apart by their names, and no transformation is relied on', () => {
  const graph = panelsOf(sampled).find(({ type }) => type === 'nodeGraph')!;
  expect(graph.targets!.map(({ refId, format }) => `${refId}: ${format}`)).toEqual(['nodes: table', 'edges: table']);
  expect(panelsOf(sampled).filter(({ transformations }) => transformations)).toEqual([]);
});

test('every curve has its name below it', () => {
  const panels = panelsOf(sampled).filter(({ type }) => type === 'timeseries') as (Panel & { options: unknown })[];
  expect(panels).toHaveLength(9);
  panels.forEach(({ options }) => expect(options).toMatchObject({ legend: { showLegend: true } }));
});
