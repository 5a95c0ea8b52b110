import { Construct } from 'constructs';
import { type AppView, type Complaint, FinalChecks } from '../app/final-checks';
import type { OutputFile } from '../app/output-files';
import { quote, refusal, refusalAt } from '../app/refusal';
import { instanceOf, misfitsOf, objectOf, optional, recordOf, text } from '../app/shape';
import { IstioMesh } from '../mesh/istio-mesh';
import { DeclaredLockdowns } from '../policy/declared-lockdowns';
import { EgressWatches, Seen } from '../policy/egress-watches';
import { GATEWAYS, impossibleGateways } from './gateway-names';
import { gatewayServices } from './gateway-services';
import { nothingToObserve } from './nothing-to-observe';
import { ObservationScope } from './observation-scope';
import { RuleTarget } from './rules/rule-target';
import { alertRules } from './rules/alert-rules';
import { oneOf } from './rules/promql';
import { recordingRules } from './rules/recording-rules';
import type { RuleGroup } from './rules/rule-group';

/** Properties of `EgressAlerts`. */
export interface EgressAlertsProps {
  /** The workloads whose calls are looked at. */
  readonly scope: ObservationScope;

  /** Where Prometheus reads the rules from. */
  readonly target: RuleTarget;

  /**
   * Names of the Services of the egress gateways. Calls to them are told apart from calls inside the mesh.
   *
   * @default - `istio-egressgateway`, and the gateways of the app in this mesh, those that somebody else runs among them
   */
  readonly gateways?: string[];

  /**
   * Labels that every alert carries beside those of the rules, for Alertmanager to route by.
   *
   * @default - `severity` alone
   */
  readonly labels?: Record<string, string>;

  /**
   * How far back a destination is remembered: one that was not called for so long is new. In the units of Prometheus, and no longer than
   * it keeps its data.
   *
   * @default '7d'
   */
  readonly memory?: string;
}

const PROPS = objectOf({
  scope: instanceOf(ObservationScope, "ObservationScope.namespace('shop')"),
  target: instanceOf(RuleTarget, 'RuleTarget.prometheusRule()'),
  gateways: GATEWAYS,
  labels: optional(recordOf(text("'shop'"), "{ team: 'shop' }")),
  memory: optional(text("'7d'")),
}, "{ scope: ObservationScope.namespace('shop'), target: RuleTarget.prometheusRule() }");

const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const DURATION = /^0*[1-9]\d*(?:m|h|d|w)$/;

/** What tells the alerts apart. */
const OWNED = ['alertname', 'kind', 'protocol', 'source_workload', 'source_workload_namespace', 'source_canonical_service', 'destination_host'];

/**
 * Rules for Prometheus over Istio's own metrics: calls out of the mesh by workload, destination and kind, and alerts of those that were
 * blocked, those that nothing declares, and those that should have been blocked. Each alert says what the caller sees, and which
 * `ExternalService` would allow the call.
 *
 * Who should be blocked is what the lockdowns of the app say. Lockdowns of workloads are found in the metrics by the name of the workload,
 * or by a label that Istio makes its canonical service of (`app`, `app.kubernetes.io/name`); others are not watched.
 *
 * @example
 *
 * new EgressAlerts(chart, 'alerts', {
 *   scope: ObservationScope.mesh(),
 *   target: RuleTarget.prometheusRule({ namespace: 'monitoring', labels: { release: 'prometheus' } }),
 * });
 *
 * @see https://istio.io/latest/docs/reference/config/metrics/
 */
export class EgressAlerts extends Construct {
  private readonly observed: ObservationScope;
  private readonly gateways?: string[];
  private readonly labels: Record<string, string>;
  private readonly memory: string;
  private readonly written: () => OutputFile[];

  /**
   * Declares the rules.
   *
   * @param scope the chart, or a construct in it
   * @param id an id that is unique in the scope
   * @param props what is looked at, and where the rules go
   * @throws when Prometheus would not take a label or a duration, or the rules say a label themselves
   */
  constructor(scope: Construct, id: string, props: EgressAlertsProps) {
    super(scope, id);
    const misfits = misfitsOf(PROPS, 'props', props);
    if (misfits.length > 0) throw refusalAt(this.node.path, ...misfits);
    this.observed = props.scope;
    this.gateways = props.gateways && [...props.gateways];
    this.labels = { ...props.labels };
    this.memory = props.memory ?? '7d';
    this.mustBeTaken();
    const { observedNamespace } = this.observed;
    const name = observedNamespace === undefined ? 'egress' : `egress-${observedNamespace}`;
    this.written = props.target._write(this, name, () => this._groups());
    EgressWatches.of(this).add({ saidBy: this, namespace: this.observed.observedNamespace, seen: Seen.BY_ALERT });
    FinalChecks.of(this).add((app) => this.complaints(app));
  }

  /** The files that are written beside the manifests, with the content they have now. */
  public get files(): OutputFile[] {
    return this.written();
  }

  /**
   * The rules, as the app stands now.
   *
   * @internal
   */
  public _groups(): RuleGroup[] {
    const mesh = IstioMesh.of(this);
    const matchers = this.observed.observedNamespace === undefined ? [] : [oneOf('source_workload_namespace', [this.observed.observedNamespace])];
    const lockdowns = DeclaredLockdowns.of(this).inMesh(mesh);
    // One group: two are evaluated at times of their own, and the alerts would be late.
    return [{
      name: 'egress',
      rules: [
        ...recordingRules(matchers, { gateways: gatewayServices(this, this.gateways), clusterDomain: mesh.clusterDomain }),
        ...alertRules({ observed: this.observed, matchers, lockdowns, labels: this.labels, memory: this.memory }),
      ],
    }];
  }

  private mustBeTaken(): void {
    const label = Object.keys(this.labels).find((name) => !LABEL.test(name) || name.startsWith('__'));
    if (label !== undefined) throw refusal(this, `labels has '${label}', which is not a label of Prometheus; use letters, digits and '_'`);
    const owned = Object.keys(this.labels).find((name) => OWNED.includes(name));
    if (owned !== undefined) throw refusal(this, `labels has '${owned}', which the rules say themselves; use another name than ${OWNED.join(', ')}`);
    const template = Object.entries(this.labels).find(([, value]) => value.includes('{{'));
    if (template) throw refusal(this, `labels ${template[0]}: ${quote(template[1])} is a template to Prometheus; write a text without '{{'`);
    const [gateway] = impossibleGateways(this.gateways ?? []);
    if (gateway !== undefined) throw refusal(this, gateway);
    if (!DURATION.test(this.memory)) throw refusal(this, `memory '${this.memory}' is not a duration of Prometheus above zero; write one in m, h, d or w, such as '7d'`);
  }

  private complaints(app: AppView): Complaint[] {
    const alerts = EgressWatches.of(this).inMesh(IstioMesh.of(this)).filter(({ seen }) => seen === Seen.BY_ALERT);
    const earlier = alerts.slice(0, alerts.findIndex(({ saidBy }) => saidBy === this))
      .filter(({ namespace }) => namespace === undefined || this.observed._covers(namespace));
    return [
      ...nothingToObserve(this, this.observed, 'an alert', app),
      ...earlier.map(({ saidBy, namespace }) => ({
        about: this,
        message: `${saidBy.node.path} has rules for ${namespace === undefined ? 'the mesh' : `namespace ${namespace}`} already, and Prometheus refuses `
          + `a series that two rules make: those of ${this.observed}; observe namespaces that do not overlap, or the mesh once`,
      })),
    ];
  }
}
