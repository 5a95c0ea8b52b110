import type { ApiObjectMetadata } from 'cdk8s';
import type { IExternalService } from '../service/i-external-service';

/** What may be said of a dashboard, wherever it is asked for. */
export interface EgressDashboardOptions {
  /**
   * Name, namespace, labels and annotations of the ConfigMap. The sidecar of Grafana looks into its own namespace, unless
   * `sidecar.dashboards.searchNamespace` of its chart says otherwise.
   *
   * @default - a name made from the construct's path; namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The labels by which the sidecar of Grafana finds the ConfigMap: `sidecar.dashboards.label` and `labelValue` of its chart.
   *
   * @default { grafana_dashboard: '1' }
   * @see https://github.com/grafana-community/helm-charts/tree/main/charts/grafana#sidecar-for-dashboards
   */
  readonly discoveryLabels?: Record<string, string>;

  /**
   * The folder that the dashboard is shown in, as the annotation `grafana_folder`. The chart of Grafana obeys it with
   * `sidecar.dashboards.folderAnnotation: grafana_folder` and `provider.foldersFromFilesStructure: true`.
   *
   * @default - the folder of the sidecar
   */
  readonly folder?: string;

  /**
   * Title of the dashboard.
   *
   * @default 'Egress'
   */
  readonly title?: string;

  /**
   * What the dashboard is called in URLs of Grafana, which has one dashboard of a uid: up to 40 letters, digits, `-` and `_`.
   *
   * @default - made from the construct's path
   */
  readonly uid?: string;

  /**
   * uid of the Prometheus, in Grafana. Whoever looks can choose another one.
   *
   * @default - the default data source, or the first Prometheus
   */
  readonly datasourceUid?: string;

  /**
   * The services that are named, and that have a row of their own. Calls to others are shown as well.
   *
   * @default - every external service of the app in this mesh
   */
  readonly services?: IExternalService[];
}

/** Properties of an `EgressDashboard`. */
export interface EgressDashboardProps extends EgressDashboardOptions {
  /**
   * Names of the Services of the egress gateways. Calls to them are told apart from calls inside the mesh.
   *
   * @default - `istio-egressgateway`, and the gateways of the app in this mesh, those that somebody else runs among them
   */
  readonly gateways?: string[];
}
