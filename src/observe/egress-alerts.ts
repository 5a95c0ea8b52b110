import { type ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { type AppView, type Complaint, FinalChecks } from '../app/final-checks';
import type { OutputFile } from '../app/output-files';
import { leavingNoTrace, refuse } from '../app/refusal';
import { misfitsOf } from '../app/shape';
import { IstioMesh } from '../mesh/istio-mesh';
import { DeclaredLockdowns } from '../policy/declared-lockdowns';
import { EgressWatches, Seen } from '../policy/egress-watches';
import type { EgressAlertsProps } from './egress-alerts-props';
import { gatewayServices } from './gateway-services';
import { nothingToObserve } from './nothing-to-observe';
import type { ObservationScope } from './observation-scope';
import { mustBeScope } from '../app/scope';
import { alertRules } from './rules/alert-rules';
import { ALERTS_PROPS, impossibleAlerts } from './rules/alerts-shape';
import { inPromql } from './rules/lookback';
import { oneOf } from './rules/promql';
import { recordingRules } from './rules/recording-rules';
import type { RuleGroup } from './rules/rule-group';

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
 *   target: RuleTarget.prometheusRule({ metadata: { namespace: 'monitoring', labels: { release: 'prometheus' } } }),
 * });
 *
 * @see https://istio.io/latest/docs/reference/config/metrics/
 */
export class EgressAlerts extends Construct {
  /** The workloads whose calls are looked at. */
  public readonly observed: ObservationScope;
  /** The PrometheusRule; undefined where the rules are written into a file. */
  public readonly prometheusRule?: ApiObject;

  private readonly gateways?: string[];
  private readonly labels: Record<string, string>;
  private readonly lookback: Duration;
  private readonly written: () => OutputFile[];

  /**
   * Declares the rules.
   *
   * @param scope the chart, or a construct in it
   * @param id an id that is unique in the scope
   * @param props what is looked at, and where the rules go
   * @throws when Prometheus would not take a label or the lookback, the rules say a label themselves, or nothing would write the target
   */
  constructor(scope: Construct, id: string, props: EgressAlertsProps) {
    super(mustBeScope(scope, id, "new EgressAlerts(chart, 'seeing')"), id);
    const misfits = misfitsOf(ALERTS_PROPS, 'props', props);
    if (misfits.length === 0) misfits.push(...impossibleAlerts(props));
    if (misfits.length > 0) refuse(this, misfits);
    this.observed = props.scope;
    this.gateways = props.gateways && [...props.gateways];
    this.labels = { ...props.labels };
    this.lookback = props.lookback ?? Duration.days(7);
    const { observedNamespace } = this.observed;
    const name = observedNamespace === undefined ? 'egress' : `egress-${observedNamespace}`;
    const { object, files } = leavingNoTrace(this, () => props.target._write(this, name, () => this._groups()));
    this.prometheusRule = object;
    this.written = files;
    EgressWatches.of(this).add({ saidBy: this, namespace: observedNamespace, seen: Seen.BY_ALERT });
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
        ...alertRules({ observed: this.observed, matchers, lockdowns, labels: this.labels, lookback: inPromql(this.lookback) }),
      ],
    }];
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
