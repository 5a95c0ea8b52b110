/** The panels about everything that leaves: how much, where to, and what became of it. */
import { ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import { type DynamicConfigValue, FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as NodeGraph } from '@grafana/grafana-foundation-sdk/nodegraph';
import { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table';
import { type PanelBuilder as Timeseries } from '@grafana/grafana-foundation-sdk/timeseries';
import { callRate, calls } from './calls';
import { curves } from './curves';
import { flows, withKind } from './flows';
import { BLOCKED, DECLARED, type Kind, KINDS, UNKNOWN } from './kinds';
import { edges, nodes } from './node-graph';
import { sumBy } from './promql';
import { DATASOURCE, lines, rows } from './queries';

const FULL_WIDTH = 24;
const TOP = 20;

export function graph(): NodeGraph {
  return new NodeGraph()
    .title('Who calls what')
    .description('Green: declared by a ServiceEntry. Orange: passed through undeclared. Red: blocked. Blue: through the egress gateway.')
    .datasource(DATASOURCE)
    .withTarget(rows('nodes', nodes()))
    .withTarget(rows('edges', edges()))
    .span(FULL_WIDTH).height(14);
}

export function totals(): Stat[] {
  const total = (title: string, kind: Kind) => new Stat()
    .title(title)
    .datasource(DATASOURCE)
    .withTarget(rows('A', `round(sum(${calls([kind])}) or vector(0))`))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .decimals(0)
    .colorScheme(fixedColor(kind))
    .span(FULL_WIDTH / 3).height(4);
  return [total('Blocked calls', BLOCKED), total('Calls to undeclared hosts', UNKNOWN), total('Calls to declared hosts', DECLARED)];
}

export function rates(): Timeseries {
  const byKind = sumBy(['kind'], withKind(sumBy(['destination_service_name'], callRate()), KINDS));
  return KINDS.reduce(
    (panel, kind) => panel.overrideByName(kind.name, [{ id: 'color', value: fixedColor(kind).build() }]),
    curves('Calls per second, by what became of them')
      .description('HTTP requests and connections. A series that begins in this moment shows from its second call on.')
      .withTarget(lines('A', byKind, '{{kind}}'))
      .unit('reqps')
      .span(FULL_WIDTH),
  );
}

export function tops(): Table[] {
  const top = (title: string, kind: Kind) => COLUMNS.reduce(
    (panel, [field, properties]) => panel.overrideByName(field, properties),
    new Table()
      .title(title)
      .datasource(DATASOURCE)
      .withTarget(rows('A', `topk(${TOP}, round(${sumBy(ROW, flows([kind], 'request_protocol'))}))`))
      .span(FULL_WIDTH / 2).height(9),
  );
  return [top('Blocked destinations', BLOCKED), top('Undeclared destinations', UNKNOWN)];
}

const ROW = ['source_workload_namespace', 'source_workload', 'host', 'request_protocol'];
const COLUMNS: readonly [field: string, properties: DynamicConfigValue[]][] = [
  // As Grafana said it before version 12, and as it does now.
  ['Time', [{ id: 'custom.hidden', value: true }, { id: 'custom.hideFrom', value: { viz: true, legend: true, tooltip: true } }]],
  ['source_workload_namespace', [{ id: 'displayName', value: 'namespace' }]],
  ['source_workload', [{ id: 'displayName', value: 'workload' }]],
  ['request_protocol', [{ id: 'displayName', value: 'protocol' }]],
  ['Value', [{ id: 'displayName', value: 'calls' }]],
];

function fixedColor({ color }: Kind): FieldColorBuilder {
  return new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(color);
}
