import { ApiObject, type ApiObjectMetadata, Lazy, Names } from 'cdk8s';
import type { Construct } from 'constructs';
import { type AppView, type Complaint, FinalChecks } from '../app/final-checks';
import { quote, refusalAt } from '../app/refusal';
import { misfitsOf } from '../app/shape';
import { IstioMesh } from '../mesh/istio-mesh';
import { ObjectNames } from '../mesh/object-names';
import { dashboardModel } from './dashboard/dashboard-model';
import { DASHBOARD_PROPS, DISCOVERY_LABELS, FOLDER_ANNOTATION, impossibleProps } from './dashboard/dashboard-shape';
import { namedServices } from './dashboard/declared-names';
import type { EgressDashboardProps } from './egress-dashboard-props';
import { gatewayServices } from './gateway-services';
import { mustBeScope, pathIn, withoutChart } from '../app/scope';

/** Of a dashboard in a URL of Grafana. */
const LONGEST_UID = 40;

/** What the API server takes as the data of a ConfigMap, in bytes. */
const MOST_DATA = 1024 * 1024;

const DASHBOARD = Symbol.for('cdk8s-istio-egress.EgressDashboard');

/**
 * A dashboard for Grafana: who calls what outside the mesh, and what became of it: declared, passed through undeclared, or blocked. It *is*
 * a ConfigMap, which the sidecar of Grafana's Helm chart finds by its label.
 *
 * It reads Istio's own metrics from Prometheus and needs nothing beside them. The services of the app stand in it by the paths of their
 * constructs.
 *
 * @example
 *
 * new EgressDashboard(chart, 'dashboard', { metadata: { namespace: 'monitoring' } });
 *
 * @see https://istio.io/latest/docs/reference/config/metrics/
 */
export class EgressDashboard extends ApiObject {
  /** Title of the dashboard. */
  public readonly title: string;
  /** The dashboard's uid in Grafana. */
  public readonly uid: string;

  private readonly given: EgressDashboardProps;

  /**
   * Declares the dashboard.
   *
   * @param scope the chart, or a construct in it
   * @param id an id that is unique in the scope
   * @param props where it is found, and what it is called
   * @throws when Grafana or Kubernetes would not take it
   */
  constructor(scope: Construct, id: string, props: EgressDashboardProps = {}) {
    super(scope, id, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadataOf(scope, id, props),
      data: Lazy.any({ produce: () => this.data }),
    });
    Object.defineProperty(this, DASHBOARD, { value: true });
    this.given = { ...props, gateways: props.gateways && [...props.gateways], services: props.services && [...props.services] };
    this.title = props.title ?? 'Egress';
    this.uid = props.uid ?? Names.toDnsLabel(this, { maxLen: LONGEST_UID });
    ObjectNames.of(this).add(this);
    FinalChecks.of(this).add((app) => [...this.sameUid(app), ...this.tooLarge()]);
  }

  /** The dashboard as Grafana reads it, as the app stands now: for those who bring it to Grafana another way. */
  public get model(): any {
    const { datasourceUid, services } = this.given;
    const gateways = gatewayServices(this, this.given.gateways);
    return dashboardModel({ title: this.title, uid: this.uid, datasourceUid, gateways, services: namedServices(this, services) });
  }

  /** A file of its own name, because the sidecar puts the files of all ConfigMaps into one folder. */
  private get data(): Record<string, string> {
    return { [`${this.uid}.json`]: `${JSON.stringify(this.model, undefined, 1)}\n` };
  }

  private sameUid(app: AppView): Complaint[] {
    const dashboards = app.objects('ConfigMap').filter((object): object is EgressDashboard => DASHBOARD in object);
    const first = dashboards.find((other) => other.uid === this.uid && IstioMesh.of(other) === IstioMesh.of(this));
    if (first === this || first === undefined) return [];
    return [{ about: this, message: `uid ${quote(this.uid)} is also that of ${first.node.path}, and Grafana would show one of the two; give one another uid` }];
  }

  private tooLarge(): Complaint[] {
    const bytes = Buffer.byteLength(Object.values(this.data)[0]);
    if (bytes <= MOST_DATA) return [];
    return [{ about: this, message: `the dashboard has ${bytes} bytes, because each of the ${namedServices(this, this.given.services).length} services stands in it, `
      + `and a ConfigMap holds ${MOST_DATA}; name the ones that matter with services, in several dashboards where need be` }];
  }
}

/** The metadata with what the sidecar looks for; what is wrong with the props comes first. */
function metadataOf(scope: Construct, id: string, props: EgressDashboardProps): ApiObjectMetadata {
  mustBeScope(scope, id, "new EgressDashboard(chart, 'seeing')");
  const misfits = misfitsOf(DASHBOARD_PROPS, 'props', props);
  if (misfits.length === 0) misfits.push(...impossibleProps(props));
  misfits.push(...withoutChart(scope));
  if (misfits.length > 0) throw refusalAt(pathIn(scope, id), ...misfits);
  const { metadata, discoveryLabels = DISCOVERY_LABELS, folder } = props;
  return {
    ...metadata,
    labels: { ...metadata?.labels, ...discoveryLabels },
    ...folder === undefined ? {} : { annotations: { ...metadata?.annotations, [FOLDER_ANNOTATION]: folder } },
  };
}
