import { existsSync, readFileSync } from 'fs';
import { FAILED, PASSED, sum, type Tally } from '../shared/tally';
import { ask, askGraph, type Graph, NODE_GRAPH } from './dashboard/ask';
import { described, EXPECTED_GRAPHS } from './dashboard/expected-graph';
import { EXPECTED_ROWS, type ExpectedRows } from './dashboard/expected-rows';
import { type Dashboard, interpolate, optionsOf, panelsOf } from './dashboard/grafana';
import { drawStates, PICTURE } from './dashboard/picture';
import { sampleDashboard } from './dashboard/program';
import { SAMPLES, STATES } from './dashboard/samples';
import { type Part } from './part';
import { PrometheusServer, type Row } from './server';
import { type PrometheusTools } from './tools';

/** The queries of `EgressDashboard`, asked of a Prometheus that holds an hour of Istio's metrics. */
export const dashboard: Part = {
  name: 'dashboard',
  title: 'every query of the dashboard has the rows it should have',
  run: async (tools: PrometheusTools) => {
    const server = await PrometheusServer.start(tools, SAMPLES);
    try {
      return sum([
        ...await checkRows(server, sampleDashboard({ declared: true })),
        ...await checkGraphs(server),
        ...await checkVariables(server, sampleDashboard({ declared: true })),
        await checkPicture(server),
      ]);
    } finally {
      await server.stop();
    }
  },
};

/** Each query as often as Grafana asks it: once, or once for each service; a query that nobody expects fails, and the other way round. */
async function checkRows(server: PrometheusServer, sampled: Dashboard): Promise<Tally[]> {
  const queries = new Map<string, { expr: string; service?: string }>();
  const services = optionsOf(variable(sampled, 'service'));
  for (const { title, targets = [] } of panelsOf(sampled).filter((panel) => panel.type !== NODE_GRAPH)) {
    for (const { refId, expr } of targets) {
      if (!expr.includes('${service')) queries.set(`${title} ${refId}`, { expr });
      else services.forEach((service, name) => queries.set(`${title} ${refId} of ${name}`, { expr, service }));
    }
  }
  const tallies = [compare('the queries that are asked', [...queries.keys()].sort(), EXPECTED_ROWS.map(({ query }) => query).sort())];
  for (const expected of EXPECTED_ROWS) {
    const { expr, service } = queries.get(expected.query) ?? { expr: 'vector(0)' };
    for (const { name, end } of STATES) {
      const found = (await ask(server, expr, end, { service })).map(inWords).sort();
      tallies.push(compare(`${expected.query}, ${name}`, found, [...expected[name as keyof ExpectedRows]].sort()));
    }
  }
  return tallies;
}

async function checkGraphs(server: PrometheusServer): Promise<Tally[]> {
  const tallies: Tally[] = [];
  for (const { name, end } of STATES) {
    const panel = graphOf(sampleDashboard({ declared: name === 'declared' }));
    const graph = await askGraph(server, panel, end);
    const { nodes, edges } = EXPECTED_GRAPHS[name];
    tallies.push(compare(`node graph, ${name}`, described(graph), { nodes: [...nodes].sort(), edges: [...edges].sort() }));
    tallies.push(compare(`node graph, ${name}: what would break the panel`, unusable(graph), []));
    const shop = described(await askGraph(server, panel, end, { namespace: 'shop' }));
    tallies.push(compare(`node graph, ${name}, namespace shop`, shop.edges, edges.filter((edge) => edge.startsWith('shop/')).sort()));
  }
  return tallies;
}

/** A node graph wants every end of an edge among the nodes, each id once, ids that can stand in `url(#...)`, and colours of CSS. */
function unusable({ nodes, edges }: Graph): string[] {
  const ids = nodes.map(({ id }) => id);
  const ends = edges.flatMap(({ source, target }) => [source, target]);
  const all = [...nodes, ...edges];
  return [
    ...ends.filter((end) => !ids.includes(end)).map((end) => `${end} is no node`),
    ...all.filter((one, at) => all.findIndex(({ id }) => id === one.id) !== at).map(({ id }) => `${id} is there twice`),
    ...all.filter(({ id }) => /[\s()'"\\]/.test(id)).map(({ id }) => `${id} cannot stand in a URL`),
    ...all.filter(({ color }) => !/^#[0-9A-F]{6}$/.test(color)).map(({ id, color }) => `${id} has the colour ${color}`),
  ];
}

async function checkVariables(server: PrometheusServer, sampled: Dashboard): Promise<Tally[]> {
  const valuesOf = (name: string, values: Record<string, string>) => {
    const [, series, label] = /^label_values\((.+), (\w+)\)$/.exec(interpolate(variable(sampled, name), values))!;
    return server.labelValues(label, series, STATES[0].end - 1200, STATES[2].end);
  };
  return [
    compare('values of namespace', await valuesOf('namespace', {}), ['backyards-demo', 'istio-system', 'shop']),
    compare('values of workload', await valuesOf('workload', { namespace: 'backyards-demo' }), ['movies-v3', 'notifications-v1']),
  ];
}

/** An answer that changes is a picture that changes. */
async function checkPicture(server: PrometheusServer): Promise<Tally> {
  if (existsSync(PICTURE) && readFileSync(PICTURE, 'utf8') === await drawStates(server)) return PASSED;
  console.error(`${PICTURE} is not what \`npx projen picture\` draws: run it, look at it and commit the result`);
  return FAILED;
}

function graphOf(sampled: Dashboard) {
  return panelsOf(sampled).find(({ type }) => type === NODE_GRAPH)!;
}

function variable(sampled: Dashboard, wanted: string): string {
  const query = sampled.templating.list.find(({ name }) => name === wanted)?.query ?? '';
  return typeof query === 'string' ? query : query.query;
}

/** The values of the labels, in the order of their names, and the number. */
function inWords({ metric, value }: Row): string {
  const labels = Object.keys(metric).sort().map((name) => metric[name]);
  return [...labels, `${Number(Number(value[1]).toFixed(3))}`].join(' ');
}

function compare(what: string, found: unknown, expected: unknown): Tally {
  if (JSON.stringify(found) === JSON.stringify(expected)) return PASSED;
  console.error(`${what}:\n  found    ${JSON.stringify(found)}\n  expected ${JSON.stringify(expected)}`);
  return FAILED;
}
