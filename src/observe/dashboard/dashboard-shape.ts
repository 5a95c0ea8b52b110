import { Construct } from 'constructs';
import { quote } from '../../app/refusal';
import { METADATA } from '../../app/metadata-shape';
import { listOf, objectOf, optional, recordOf, type Shape, text } from '../../app/shape';
import { isLabelKey, isLabelValue } from '../../istio/syntax/labels';
import type { EgressDashboardProps } from '../egress-dashboard-props';
import { GATEWAYS, impossibleGateways } from '../gateway-names';

const UID = /^[a-zA-Z0-9_-]{1,40}$/;

/** Either class of external service; another copy of this library has classes of its own. */
const EXTERNAL_SERVICE: Shape = {
  fits: (value) => Construct.isConstruct(value) && Array.isArray((value as unknown as { hosts?: unknown }).hosts),
  misfits: (field, value) => [`${field} ${quote(value)} is not an external service; give an ExternalService, or ExternalService.fromServiceEntryAttributes()`],
};

export const DASHBOARD_PROPS = objectOf({
  metadata: optional(METADATA),
  discoveryLabels: optional(recordOf(text("'1'"), "{ grafana_dashboard: '1' }")),
  folder: optional(text("'Istio'")),
  title: optional(text("'Egress'")),
  uid: optional(text("'egress'")),
  datasourceUid: optional(text("'prometheus'")),
  gateways: GATEWAYS,
  services: optional(listOf(EXTERNAL_SERVICE, 'httpbin')),
}, "{ metadata: { namespace: 'monitoring' } }");

/** What has the right shape and is still not taken by Grafana or Kubernetes. */
export function impossibleProps({ discoveryLabels, folder, title, uid, datasourceUid, gateways = [] }: EgressDashboardProps): string[] {
  const empty = Object.entries({ folder, title, datasourceUid }).filter(([, value]) => value?.trim() === '');
  return [
    ...empty.map(([prop, value]) => `${prop} ${quote(value)} is empty; write one, or leave it out`),
    ...uid !== undefined && !UID.test(uid) ? [`uid ${quote(uid)} is not one that Grafana takes; use 1 to 40 letters, digits, '-' and '_'`] : [],
    ...impossibleGateways(gateways),
    ...discoveryLabels ? impossibleLabels(discoveryLabels) : [],
  ];
}

function impossibleLabels(labels: Record<string, string>): string[] {
  const entries = Object.entries(labels);
  if (entries.length === 0) return ["discoveryLabels {} is empty, and Grafana would not find the dashboard; write { grafana_dashboard: '1' }, or leave it out"];
  return entries.filter(([key, value]) => !isLabelKey(key) || value.length > 63 || !isLabelValue(value)).map(([key, value]) =>
    `discoveryLabels ${key}: ${quote(value)} is not a label that Kubernetes allows; write a key, and a text of at most 63 letters, digits, '-', '_' and '.'`);
}
