/**
 * What each query answers at the end of each state of scripts/test-prometheus/dashboard/samples.ts, all of which can be counted there: for
 * the panel and the refId the values of the labels, in the order of the labels' names, and the number.
 */
export type Rows = readonly string[];

export interface ExpectedRows {
  /** `panel refId`, and for a panel of one service ` of <service>`. */
  readonly query: string;
  readonly allowed: Rows;
  readonly restricted: Rows;
  readonly declared: Rows;
}

const never = (query: string): ExpectedRows => ({ query, allowed: [], restricted: [], declared: [] });
const always = (query: string, ...rows: Rows): ExpectedRows => ({ query, allowed: rows, restricted: rows, declared: rows });
const inTheEnd = (query: string, ...rows: Rows): ExpectedRows => ({ query, allowed: [], restricted: [], declared: rows });

export const EXPECTED_ROWS: readonly ExpectedRows[] = [
  // 6 HTTP calls and 2 connections a minute, and the one call that is all of its series.
  { query: 'Blocked calls A', allowed: ['0'], restricted: ['161'], declared: ['0'] },
  { query: 'Calls to undeclared hosts A', allowed: ['160'], restricted: ['0'], declared: ['0'] },
  // The first call to status.example.net is not seen: `increase` does not know where a series came from that goes on.
  { query: 'Calls to declared hosts A', allowed: ['159'], restricted: ['160'], declared: ['1379'] },
  {
    query: 'Calls per second, by what became of them A',
    allowed: ['declared 0.133', 'gateway 0.05', 'unknown 0.133'],
    restricted: ['blocked 0.133', 'declared 0.133', 'gateway 0.05', 'unknown 0'],
    declared: ['blocked 0', 'declared 1.15', 'gateway 0.05', 'unknown 0'],
  },
  {
    query: 'Blocked destinations A',
    allowed: [],
    restricted: [
      '198.51.100.20:5432 tcp movies-v3 backyards-demo 40',
      'httpbin.org http notifications-v1 backyards-demo 120',
      'unknown tcp movies-v3 backyards-demo 1',
    ],
    declared: [],
  },
  {
    query: 'Undeclared destinations A',
    allowed: ['198.51.100.20:5432 tcp movies-v3 backyards-demo 40', 'httpbin.org http notifications-v1 backyards-demo 120'],
    restricted: [],
    declared: [],
  },
  {
    query: 'HTTP errors by host A',
    allowed: ['*.partner.example.com 0', 'status.example.net 0'],
    restricted: ['*.partner.example.com 0', 'status.example.net 0'],
    declared: ['*.partner.example.com 0', 'httpbin.org 0.1', 'status.example.net 0'],
  },
  inTheEnd('HTTP latency by host, 95th percentile A', 'httpbin.org 47.5'),

  // A row of a service shows what was called by its hosts, passed through and blocked as well.
  {
    query: 'HTTP requests by workload A of cinema/httpbin',
    allowed: ['notifications-v1 backyards-demo 0.1'],
    restricted: ['notifications-v1 backyards-demo 0.1'],
    declared: ['notifications-v1 backyards-demo 1'],
  },
  always('HTTP requests by workload A of shop/partner', 'istio-egressgateway istio-system 0.05'),
  never('HTTP requests by workload A of shop/stripe'),
  { query: 'HTTP errors A of cinema/httpbin', allowed: ['httpbin.org 0'], restricted: ['httpbin.org 1'], declared: ['httpbin.org 0.1'] },
  always('HTTP errors A of shop/partner', '*.partner.example.com 0'),
  never('HTTP errors A of shop/stripe'),
  inTheEnd('HTTP latency A of cinema/httpbin', '25'),
  inTheEnd('HTTP latency B of cinema/httpbin', '47.5'),
  inTheEnd('HTTP latency C of cinema/httpbin', '49.5'),
  ...['A', 'B', 'C'].flatMap((refId) => ['shop/partner', 'shop/stripe'].map((service) => never(`HTTP latency ${refId} of ${service}`))),

  never('Connections by workload A of cinema/httpbin'),
  never('Connections by workload A of shop/partner'),
  {
    query: 'Connections by workload A of shop/stripe',
    allowed: ['payments shop 0.067'],
    restricted: ['payments shop 0.067'],
    declared: ['payments shop 0.083'],
  },
  never('Connections that failed, by what the proxy says A of cinema/httpbin'),
  never('Connections that failed, by what the proxy says A of shop/partner'),
  inTheEnd('Connections that failed, by what the proxy says A of shop/stripe', 'UF 0.017'),
  ...['A', 'B'].flatMap((refId) => ['cinema/httpbin', 'shop/partner'].map((service) => never(`Bytes of connections ${refId} of ${service}`))),
  { query: 'Bytes of connections A of shop/stripe', allowed: ['66.667'], restricted: ['66.667'], declared: ['83.333'] },
  { query: 'Bytes of connections B of shop/stripe', allowed: ['333.333'], restricted: ['333.333'], declared: ['416.667'] },
];
