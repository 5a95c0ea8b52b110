/** The dashboard's queries, as Grafana would ask them, and what it makes of the answers. */
import { type PrometheusServer } from '../server';
import { interpolate, type Panel } from './grafana';
import { STATE_SECONDS } from './samples';

/** What is chosen at the top of the dashboard. */
export interface Choice {
  readonly namespace?: string;
  readonly workload?: string;
  readonly service?: string;
}

export const NODE_GRAPH = 'nodeGraph';

/** What a query of the dashboard answers at a moment, for the twenty minutes before it. */
export function ask(server: PrometheusServer, expr: string, time: number, choice: Choice = {}): ReturnType<PrometheusServer['query']> {
  const { namespace = '.*', workload = '.*', service = '' } = choice;
  const values = { namespace, workload, service, __range: `${STATE_SECONDS}s`, __rate_interval: '2m' };
  return server.query(interpolate(expr, values), time);
}

/** A row of a table: the fields of the node graph are the labels of the series, and no transformation changes them. */
export type Fields = Readonly<Record<string, string>>;

export interface Graph {
  readonly nodes: readonly Fields[];
  readonly edges: readonly Fields[];
}

/** The frames of a node graph, in the order of their ids. The one that has the field `source` is that of the edges. */
export async function askGraph(server: PrometheusServer, panel: Panel, time: number, choice?: Choice): Promise<Graph> {
  if (panel.transformations?.length) throw new Error(`${panel.title} has transformations, and nothing here does what they do`);
  const fieldsOf = async (expr: string) => (await ask(server, expr, time, choice)).map(({ metric }) => metric);
  const frames = await Promise.all(panel.targets!.map(({ expr }) => fieldsOf(expr)));
  const byId = (a: Fields, b: Fields) => a.id < b.id ? -1 : 1;
  const isOfEdges = (rows: readonly Fields[]) => rows.some(({ source }) => source !== undefined);
  return { nodes: frames.filter((rows) => !isOfEdges(rows)).flat().sort(byId), edges: frames.filter(isOfEdges).flat().sort(byId) };
}
