import { ApiObject, type ApiObjectMetadata, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { mustBeInChart } from '../../app/kubernetes-names';
import { ANNOTATIONS, LABELS } from '../../app/metadata-shape';
import { mustFit } from '../../app/options';
import { filePath, type OutputFile, OutputFiles } from '../../app/output-files';
import { objectOf, optional, plain, text } from '../../app/shape';
import { toYaml } from '../../app/yaml-text';
import { ObjectNames } from '../../mesh/object-names';
import type { RuleGroup } from './rule-group';

const LISTED = optional(plain('a list', '[]', Array.isArray));
const METADATA = objectOf({
  name: optional(text("'egress'")),
  namespace: optional(text("'monitoring'")),
  labels: optional(LABELS),
  annotations: optional(ANNOTATIONS),
  finalizers: LISTED,
  ownerReferences: LISTED,
}, "{ namespace: 'monitoring' }");
/** A Date or a Map has no fields of its own, and would pass for metadata that says nothing. */
const PLAIN = plain('a plain object', "{ namespace: 'monitoring' }", (value) => [Object.prototype, null].includes(Object.getPrototypeOf(Object(value))));

/** Where Prometheus reads rules from. */
export class RuleTarget {
  /**
   * A `PrometheusRule` of the Prometheus operator (`monitoring.coreos.com/v1`).
   *
   * @param metadata its name (`egress`, or `egress-<namespace>`, unless given), namespace and labels. A Prometheus of the operator reads
   *   only what its `ruleSelector` and `ruleNamespaceSelector` name: `{ labels: { release: 'prometheus' } }` for a stock
   *   kube-prometheus-stack
   * @throws when the metadata has a field that Kubernetes does not know, or one that is not what it must be
   * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule
   */
  public static prometheusRule(metadata: ApiObjectMetadata = {}): RuleTarget {
    for (const shape of [PLAIN, METADATA]) mustFit('RuleTarget.prometheusRule', shape, 'metadata', metadata);
    return new RuleTarget((alerts, name, groups) => {
      mustBeInChart(alerts);
      ObjectNames.of(alerts).add(new ApiObject(alerts, 'PrometheusRule', {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name, ...metadata },
        spec: Lazy.any({ produce: () => ({ groups: groups() }) }),
      }));
      return () => [];
    });
  }

  /**
   * A rule file, to be named in `rule_files` of prometheus.yml. Needs an `EgressApp`.
   *
   * @param path of the file, relative to the working directory and outside the folder of the manifests
   * @see https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/
   */
  public static file(path: string): RuleTarget {
    return new RuleTarget((alerts, _name, groups) => {
      const content = () => toYaml({ groups: groups() });
      OutputFiles.of(alerts).add(alerts, path, content);
      return () => [{ path: filePath(alerts, path), content: content() }];
    });
  }

  private constructor(private readonly write: (alerts: Construct, name: string, groups: () => RuleGroup[]) => () => OutputFile[]) {}

  /**
   * Writes rules there, and says which files that are.
   *
   * @internal
   */
  public _write(alerts: Construct, name: string, groups: () => RuleGroup[]): () => OutputFile[] {
    return this.write(alerts, name, groups);
  }
}
