import type { ApiObjectMetadataDefinition } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isLabelKey, isLabelValue } from '../istio/syntax/labels';
import type { DataPlane } from './data-plane';
import { dataPlaneOfLabels } from './namespace-data-plane';
import { quote } from '../app/refusal';
import { mustFit } from '../app/options';
import { objectOf, recordOf, text } from '../app/shape';

/**
 * A workload of any cdk8s-plus version, or anything else that has pods.
 */
export interface IWorkload extends IConstruct {
  /** Metadata of the workload; its namespace is the pods'. */
  readonly metadata: ApiObjectMetadataDefinition;
  /** Metadata of the pods. */
  readonly podMetadata: ApiObjectMetadataDefinition;
}

/** Pods, by namespace and labels. */
export interface WorkloadSelection {
  /** Namespace of the pods. */
  readonly namespace: string;
  /** Labels that all of the pods carry; at least one. */
  readonly labels: Record<string, string>;
}

const SELECTION = objectOf({
  namespace: text("'backyards-demo'"),
  labels: recordOf(text("'notifications'"), "{ app: 'notifications' }"),
}, "{ namespace: 'backyards-demo', labels: { app: 'notifications' } }");

/** What cdk8s-plus says of the pods a workload controls. A pod by itself says nothing. */
interface Controller {
  readonly matchLabels?: Record<string, string>;
  readonly matchExpressions?: unknown[];
  readonly kind?: string;
  /** Kubernetes has one for pods that name none. */
  readonly serviceAccount?: { readonly name: string };
}

/** Kubernetes selects the pods of these itself, by a label that nobody knows beforehand. */
const WITHOUT_SELECTOR = ['Job', 'CronJob'];

/**
 * Pods that a sentence speaks of.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#WorkloadSelector
 */
export class Workloads {
  /**
   * The pods of one workload.
   *
   * @param workload a Deployment, StatefulSet, DaemonSet, Job or Pod of any cdk8s-plus version
   */
  public static of(workload: IWorkload): Workloads {
    if (!workload?.metadata || !workload.podMetadata) {
      throw new Error(`Workloads.of: ${quote(workload)} is not a workload; give a Deployment, StatefulSet, DaemonSet, Job or Pod of cdk8s-plus`);
    }
    return new Workloads(workload.metadata.namespace, workload);
  }

  /**
   * The pods with certain labels.
   *
   * @param selection namespace and labels
   * @throws when one of them is missing or is not what it must be, or something else is said
   */
  public static select(selection: WorkloadSelection): Workloads {
    mustFit('Workloads.select', SELECTION, 'selection', selection);
    return new Workloads(selection.namespace, undefined, { ...selection.labels });
  }

  private constructor(
    /** Namespace of the pods; undefined where the workload has none yet. */
    public readonly namespace: string | undefined,
    private readonly workload?: IWorkload,
    private readonly selected?: Record<string, string>,
  ) {}

  /** The labels the pods are selected by, as they stand now; they may change until the app is synthesized. */
  public get labels(): Record<string, string> {
    if (this.selected) return { ...this.selected };
    const workload = this.workload as IWorkload & Controller;
    const selected = WITHOUT_SELECTOR.includes(workload.kind ?? '') ? undefined : workload.matchLabels;
    return { ...selected ?? this.podLabels };
  }

  /** The path of the workload, or namespace and labels. */
  public toString(): string {
    if (this.workload) return this.workload.node.path;
    return `${this.namespace ?? '(no namespace)'}/${JSON.stringify(this.selected)}`;
  }

  /**
   * What makes two sentences speak of the same pods: the workload itself, or namespace and labels.
   *
   * @internal
   */
  public get _identity(): string {
    return this.workload ? `workload ${this.workload.node.path}` : `labels ${JSON.stringify(Object.entries(this.selected!).sort())}`;
  }

  /**
   * The name of the workload; undefined for a selection, and where the workload has none.
   *
   * @internal
   */
  public get _workloadName(): string | undefined {
    return this.workload?.metadata.name;
  }

  /**
   * Whether a pod with these labels may be one of them.
   *
   * @internal
   */
  public _mayInclude(podLabels: Record<string, string>): boolean {
    return Object.entries(this.labels).every(([key, value]) => podLabels[key] === value);
  }

  /**
   * The data plane that the pods themselves ask for; undefined where their namespace decides.
   *
   * @internal
   */
  public get _dataPlane(): DataPlane | undefined {
    return dataPlaneOfLabels(this.podLabels);
  }

  /**
   * The service account of the pods; undefined where nobody says so.
   *
   * @internal
   */
  public get _serviceAccount(): string | undefined {
    if (!this.workload || !('serviceAccount' in this.workload)) return undefined;
    return (this.workload as IWorkload & Controller).serviceAccount?.name ?? 'default';
  }

  /**
   * Why Istio could not select these pods, if so.
   *
   * @param forEveryPod what to do where every pod of the namespace is meant
   * @internal
   */
  public _problem(forEveryPod = 'use LockdownScope.namespace() where every pod is meant'): string | undefined {
    const expressions = (this.workload as (IWorkload & Controller) | undefined)?.matchExpressions ?? [];
    if (expressions.length > 0) {
      return `the selector of ${this} has matchExpressions, and Istio selects by labels alone; use Workloads.select({ namespace, labels })`;
    }
    const labels = Object.entries(this.labels);
    if (labels.length === 0) {
      return `${this} has no labels to select its pods by, which would select every pod of the namespace; `
        + `give it labels, or ${forEveryPod}`;
    }
    const wrong = labels.find(([key, value]) => !isLabelKey(key) || typeof value !== 'string' || value.length > 63 || !isLabelValue(value));
    return wrong && `label ${wrong[0]}: ${quote(wrong[1])} of ${this} is not one that Kubernetes allows; `
      + 'write a key, and a text of at most 63 letters, digits, \'-\', \'_\' and \'.\', without \'*\'';
  }

  private get podLabels(): Record<string, string> {
    return this.workload?.podMetadata.toJson()?.labels ?? {};
  }
}

/** Whether one pod could be selected by both. */
export function mayBeOfOnePod(labels: Record<string, string>, others: Record<string, string>): boolean {
  return Object.entries(labels).every(([key, value]) => others[key] === undefined || others[key] === value);
}
