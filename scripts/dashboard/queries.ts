import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { DATASOURCE_VARIABLE } from '../../src/observe/dashboard/placeholders';

export const DATASOURCE = { type: 'prometheus', uid: `\${${DATASOURCE_VARIABLE}}` };

/** A query over time, a line for each series. */
export function lines(refId: string, expr: string, legend: string): DataqueryBuilder {
  return new DataqueryBuilder().refId(refId).expr(expr).legendFormat(legend).range().datasource(DATASOURCE);
}

/** A query for the whole of the time that is looked at, a row for each series. */
export function rows(refId: string, expr: string): DataqueryBuilder {
  return new DataqueryBuilder().refId(refId).expr(expr).instant().format(PromQueryFormat.Table).datasource(DATASOURCE);
}
