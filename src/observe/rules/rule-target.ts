import { ApiObject, type ApiObjectMetadata, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { mustBeInChart } from '../../app/kubernetes-names';
import { METADATA } from '../../app/metadata-shape';
import { mustFit } from '../../app/options';
import { filePath, type OutputFile, OutputFiles } from '../../app/output-files';
import { refusalAt } from '../../app/refusal';
import { objectOf, optional } from '../../app/shape';
import { toYaml } from '../../app/yaml-text';
import { ObjectNames } from '../../mesh/object-names';
import { impossibleNames } from '../metadata-names';
import type { RuleGroup } from './rule-group';

/** What may be said about a PrometheusRule. */
export interface PrometheusRuleOptions {
  /**
   * Name, namespace, labels and annotations of the PrometheusRule. A Prometheus of the operator reads only what its `ruleSelector` and
   * `ruleNamespaceSelector` name: `{ labels: { release: 'prometheus' } }` for a kube-prometheus-stack that was installed as `prometheus`.
   *
   * @default - named `egress`, or `egress-<namespace>`; namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;
}

const OPTIONS = objectOf({ metadata: optional(METADATA) }, "{ metadata: { namespace: 'monitoring' } }");

/** What was written: an object, or files. */
interface WrittenRules {
  readonly object?: ApiObject;
  readonly files: () => OutputFile[];
}

type Write = (alerts: Construct, name: string, groups: () => RuleGroup[]) => WrittenRules;

/** Where Prometheus reads rules from. */
export class RuleTarget {
  /**
   * A `PrometheusRule` of the Prometheus operator (`monitoring.coreos.com/v1`).
   *
   * @param options its metadata
   * @throws when Kubernetes would not take the metadata
   * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule
   */
  public static prometheusRule(options: PrometheusRuleOptions = {}): RuleTarget {
    const factory = 'RuleTarget.prometheusRule';
    mustFit(factory, OPTIONS, 'options', options);
    const metadata = { ...options.metadata };
    const impossible = impossibleNames(metadata);
    if (impossible.length > 0) throw refusalAt(factory, ...impossible);
    return new RuleTarget((alerts, name, groups) => {
      mustBeInChart(alerts);
      const object = new ApiObject(alerts, 'PrometheusRule', {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { ...metadata, name: metadata.name ?? name },
        spec: Lazy.any({ produce: () => ({ groups: groups() }) }),
      });
      ObjectNames.of(alerts).add(object);
      return { object, files: () => [] };
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
      return { files: () => [{ path: filePath(alerts, path), content: content() }] };
    });
  }

  private constructor(private readonly write: Write) {}

  /**
   * Writes rules there, and says what it has written.
   *
   * @internal
   */
  public _write(alerts: Construct, name: string, groups: () => RuleGroup[]): WrittenRules {
    return this.write(alerts, name, groups);
  }
}
