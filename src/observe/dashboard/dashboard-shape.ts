import { Construct } from 'constructs';
import { quote } from '../../app/refusal';
import { LABELS, METADATA } from '../../app/metadata-shape';
import { listOf, objectOf, optional, type Shape, text } from '../../app/shape';
import type { EgressDashboardProps } from '../egress-dashboard-props';
import { GATEWAYS, impossibleGateways } from '../gateway-names';
import { impossibleNames } from '../metadata-names';

/** By which the sidecar of Grafana finds a dashboard, as its chart has it. */
export const DISCOVERY_LABELS = { grafana_dashboard: '1' };

/** In which the sidecar of Grafana finds the folder of a dashboard, once it is told to. */
export const FOLDER_ANNOTATION = 'grafana_folder';

const UID = /^[a-zA-Z0-9_-]{1,40}$/;

/** Either class of external service; another copy of this library has classes of its own. */
const EXTERNAL_SERVICE: Shape = {
  fits: (value) => Construct.isConstruct(value) && Array.isArray((value as unknown as { hosts?: unknown }).hosts),
  misfits: (field, value) => [`${field} ${quote(value)} is not an external service; give an ExternalService, or ExternalService.fromServiceEntryAttributes()`],
};

const OPTIONS = {
  metadata: optional(METADATA),
  discoveryLabels: optional(LABELS),
  folder: optional(text("'Istio'")),
  title: optional(text("'Egress'")),
  uid: optional(text("'egress'")),
  datasourceUid: optional(text("'prometheus'")),
  services: optional(listOf(EXTERNAL_SERVICE, 'httpbin')),
};
const EXAMPLE = "{ metadata: { namespace: 'monitoring' } }";

/** What may be said of a dashboard, wherever it is asked for. */
export const DASHBOARD_OPTIONS = objectOf(OPTIONS, EXAMPLE);

export const DASHBOARD_PROPS = objectOf({ ...OPTIONS, gateways: GATEWAYS }, EXAMPLE);

/** What has the right shape and is still not taken by Grafana or Kubernetes. */
export function impossibleProps(props: EgressDashboardProps): string[] {
  const { metadata, folder, title, uid, datasourceUid, gateways = [] } = props;
  const empty = Object.entries({ folder, title, datasourceUid }).filter(([, value]) => value?.trim() === '');
  return [
    ...impossibleNames(metadata),
    ...empty.map(([prop, value]) => `${prop} ${quote(value)} is empty; write one, or leave it out`),
    ...uid !== undefined && !UID.test(uid) ? [`uid ${quote(uid)} is not one that Grafana takes; use 1 to 40 letters, digits, '-' and '_'`] : [],
    ...impossibleGateways(gateways),
    ...saidTwice(props),
  ];
}

/** What the sidecar looks for has a prop of its own, and metadata that says otherwise would silently mean nothing. */
function saidTwice({ metadata, discoveryLabels = DISCOVERY_LABELS, folder }: EgressDashboardProps): string[] {
  if (Object.keys(discoveryLabels).length === 0) {
    return ["discoveryLabels {} is empty, and Grafana would not find the dashboard; write { grafana_dashboard: '1' }, or leave it out"];
  }
  const { labels = {}, annotations = {} } = metadata ?? {};
  const differs = (said: Record<string, string>, [key, value]: [string, string]) => said[key] !== undefined && said[key] !== value;
  return [
    ...Object.entries(discoveryLabels).filter((label) => differs(labels, label)).map(([key, value]) => (
      `metadata.labels[${quote(key)}] ${quote(labels[key])} is not the label that the sidecar looks for, ${quote(value)}; say it with discoveryLabels alone`)),
    ...folder !== undefined && differs(annotations, [FOLDER_ANNOTATION, folder])
      ? [`metadata.annotations[${quote(FOLDER_ANNOTATION)}] ${quote(annotations[FOLDER_ANNOTATION])} is not folder ${quote(folder)}; say one of them`] : [],
  ];
}
