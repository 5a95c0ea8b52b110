import { CustomVariableBuilder, DatasourceVariableBuilder, QueryVariableBuilder, VariableRefresh, VariableSort } from '@grafana/grafana-foundation-sdk/dashboard';
import { DATASOURCE_VARIABLE, SERVICE_VARIABLE } from '../../src/observe/dashboard/placeholders';
import { DATASOURCE } from './queries';

/** The series that tell which workloads call anything: those with HTTP and those without. */
const ANY_CALL = '__name__=~"istio_requests_total|istio_tcp_connections_closed_total", reporter="source"';
const ALL = { text: ['All'], value: ['$__all'] };

export function datasource(): DatasourceVariableBuilder {
  return new DatasourceVariableBuilder(DATASOURCE_VARIABLE).label('Data source').type('prometheus');
}

export function namespace(): QueryVariableBuilder {
  return labelValues('namespace', `{${ANY_CALL}}`, 'source_workload_namespace').label('Namespace');
}

export function workload(): QueryVariableBuilder {
  return labelValues('workload', `{${ANY_CALL}, source_workload_namespace=~"$namespace"}`, 'source_workload').label('Workload');
}

/** Its values are the services of the app. */
export function service(): CustomVariableBuilder {
  return new CustomVariableBuilder(SERVICE_VARIABLE).label('External service').multi(true).includeAll(true).current(ALL);
}

function labelValues(name: string, series: string, label: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .datasource(DATASOURCE)
    .query({ query: `label_values(${series}, ${label})`, refId: name })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true).includeAll(true).allValue('.*').current(ALL);
}
