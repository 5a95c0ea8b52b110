/**
 * The picture of the post: workloads, the hosts they call, and what became of it.
 *
 * Grafana's node graph finds its columns by the names that the fields came with. A transformation changes only the names that are
 * displayed (https://github.com/grafana/grafana/issues/54844), so the queries themselves make every column, the number in it as well:
 * `count_values` turns the value of a series into a label.
 *
 * An edge whose ends are no nodes breaks the panel; both queries are made of the same flows. The id of an edge becomes part of a
 * `url(#...)`, and so must have no space or bracket.
 */
import { PLACEHOLDERS } from '../../src/observe/dashboard/placeholders';
import { flows } from './flows';
import { BLOCKED, GATEWAY, KINDS, WORKLOAD_COLOR } from './kinds';
import { labelJoin, labelReplace, sumBy } from './promql';

const NODE = ['id', 'title', 'subtitle', 'color'];
const EDGE = ['id', 'source', 'target', 'color', 'strokedasharray'];

/** A host is one node for each thing that became of calls to it. The gateway is the workload it is. */
function ends(): string {
  const source = labelJoin(flows(), 'source', '/', 'source_workload_namespace', 'source_workload');
  const host = labelJoin(source, 'target', ':', 'kind', 'host');
  const hop = labelJoin(host, 'hop', '/', 'kind', 'destination_workload_namespace', 'destination_workload');
  return labelReplace(hop, 'target', '$1', 'hop', `${GATEWAY.name}/(.+)`);
}

export function edges(): string {
  const dashed = labelReplace(colored(ends()), 'strokedasharray', '6 4', 'kind', BLOCKED.name);
  return withCalls(EDGE, labelJoin(dashed, 'id', '>', 'source', 'target'));
}

export function nodes(): string {
  return `${withCalls(NODE, workloads())} or on (id) ${withCalls(NODE, hosts())}`;
}

function workloads(): string {
  const id = labelReplace(ends(), 'id', '$1', 'source', '(.+)');
  const title = labelReplace(id, 'title', '$1', 'source_workload', '(.+)');
  const subtitle = labelReplace(title, 'subtitle', '$1', 'source_workload_namespace', '(.+)');
  return labelReplace(subtitle, 'color', WORKLOAD_COLOR, '', '');
}

function hosts(): string {
  const id = labelReplace(colored(ends()), 'id', '$1', 'target', '(.+)');
  const title = labelReplace(id, 'title', '$1', 'host', '(.+)');
  const { open, close } = PLACEHOLDERS.nameHosts;
  const named = `${open}${KINDS.reduce((vector, { name, remark }) => labelReplace(vector, 'subtitle', remark, 'kind', name), title)}${close}`;
  return [
    ['title', `${GATEWAY.name}/[^/]*/(.+)`],
    ['subtitle', `${GATEWAY.name}/([^/]*)/.+`],
  ].reduce((vector, [label, pattern]) => labelReplace(vector, label, '$1', 'hop', pattern), named);
}

function colored(vector: string): string {
  return KINDS.reduce((labelled, { name, color }) => labelReplace(labelled, 'color', color, 'kind', name), vector);
}

/** The number of calls as the label `mainstat`. */
function withCalls(labels: readonly string[], vector: string): string {
  const counted = `count_values by (${labels.join(', ')}) ("mainstat", round(${sumBy(labels, vector)}))`;
  return labelReplace(labelReplace(counted, 'mainstat', '$1 calls', 'mainstat', '(.+)'), 'mainstat', '1 call', 'mainstat', '1 calls');
}
