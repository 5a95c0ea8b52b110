/** What can be told of declared services: of all of them together, and of each service of the app in a row of its own. */
import { RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { type PanelBuilder as Timeseries } from '@grafana/grafana-foundation-sdk/timeseries';
import { SERVICE_VARIABLE } from '../../src/observe/dashboard/placeholders';
import { CHOSEN } from './calls';
import { curves } from './curves';
import { DECLARED } from './kinds';
import { sumBy } from './promql';
import { lines } from './queries';

const RATE = '[$__rate_interval]';
const ANY = `destination_service_name=~"${DECLARED.destinations}"`;
/** The values of the variable are regular expressions, which Grafana would escape. */
const THIS = `destination_service=~"\${${SERVICE_VARIABLE}:raw}"`;
const QUANTILES = [0.5, 0.95, 0.99];

/** All declared services, the program's and others'. */
export function allServices(): Timeseries[] {
  return [
    curves('HTTP errors by host').unit('percentunit').span(12)
      .description('Answers with 5xx, of all answers. HTTPS that the application starts itself is bytes to the proxy: see connections.')
      .withTarget(lines('A', errors(ANY, ['destination_service']), '{{destination_service}}')),
    curves('HTTP latency by host, 95th percentile').unit('ms').span(12)
      .withTarget(lines('A', latency(0.95, ANY, ['destination_service']), '{{destination_service}}')),
  ];
}

/** A row for each service of the app. Grafana asks for nothing in a row that is folded. */
export function eachService(): RowBuilder {
  const row = new RowBuilder(`$${SERVICE_VARIABLE}`).repeat(SERVICE_VARIABLE).collapsed(true);
  return [
    curves('HTTP requests by workload').unit('reqps').span(8)
      .withTarget(lines('A', sumBy(WORKLOAD, rate('istio_requests_total', THIS)), WORKLOAD_LEGEND)),
    curves('HTTP errors').unit('percentunit').span(8)
      .withTarget(lines('A', errors(THIS, ['destination_service']), '{{destination_service}}')),
    QUANTILES.reduce(
      (latencies, quantile, at) => latencies.withTarget(lines('ABC'[at], latency(quantile, THIS, []), `p${quantile * 100}`)),
      curves('HTTP latency').unit('ms').span(8),
    ),
    curves('Connections by workload').unit('cps').span(8)
      .withTarget(lines('A', sumBy(WORKLOAD, rate('istio_tcp_connections_opened_total', THIS)), WORKLOAD_LEGEND)),
    curves('Connections that failed, by what the proxy says').unit('cps').span(8)
      .description('Response flags: UF could not connect, UH no healthy host, UC and DC closed by the service and by the caller.')
      .withTarget(lines('A', sumBy(['response_flags'], rate('istio_tcp_connections_closed_total', `${THIS}, response_flags!="-"`)), '{{response_flags}}')),
    curves('Bytes of connections').unit('Bps').span(8)
      .withTarget(lines('A', sumBy([], rate('istio_tcp_received_bytes_total', THIS)), 'from the caller'))
      .withTarget(lines('B', sumBy([], rate('istio_tcp_sent_bytes_total', THIS)), 'to the caller')),
  ].reduce((all, one) => all.withPanel(one), row);
}

const WORKLOAD = ['source_workload_namespace', 'source_workload'];
const WORKLOAD_LEGEND = '{{source_workload_namespace}}/{{source_workload}}';

function rate(metric: string, matchers: string): string {
  return `rate(${metric}{${CHOSEN}, ${matchers}}${RATE})`;
}

/** Of the answers, the share that failed; nothing where there was no call. */
function errors(matchers: string, labels: readonly string[]): string {
  const all = sumBy(labels, rate('istio_requests_total', matchers));
  const failed = sumBy(labels, rate('istio_requests_total', `${matchers}, response_code=~"5.."`));
  return `(${failed} or 0 * ${all}) / (${all} > 0)`;
}

function latency(quantile: number, matchers: string, labels: readonly string[]): string {
  return `histogram_quantile(${quantile}, ${sumBy(['le', ...labels], rate('istio_request_duration_milliseconds_bucket', matchers))})`;
}
