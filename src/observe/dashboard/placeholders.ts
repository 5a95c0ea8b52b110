/** What stands in imports/egress-dashboard.json for what only the app knows. */
export const PLACEHOLDERS = {
  /** Title of the dashboard. */
  title: '%title%',
  /** Its uid in Grafana. */
  uid: '%uid%',
  /** The egress gateways, in a regular expression. */
  gateways: '%gateways%',
  /** Around the part of a query whose hosts are to carry the names of the program. */
  nameHosts: { open: '%name-hosts(%', close: '%)name-hosts%' },
} as const;

/** The variable whose values are the services of the app. */
export const SERVICE_VARIABLE = 'service';

/** The variable that names the Prometheus. */
export const DATASOURCE_VARIABLE = 'datasource';
