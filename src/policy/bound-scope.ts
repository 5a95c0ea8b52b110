import type { AppView } from '../app/final-checks';
import type { OutputFile } from '../app/output-files';
import type { Workloads } from '../mesh/workloads';
import type { Bypass } from '../path/bypass/bypasses';
import type { IImportable } from '../service/importable';

/** The scope of a lockdown, once the lockdown is there. */
export interface BoundScope {
  /** What it holds for, for a person: `namespace shop`. */
  readonly what: string;
  /** The namespace it holds for; undefined for the mesh. */
  readonly namespace?: string;
  /** The workloads it holds for, where they are certain ones. */
  readonly workloads?: Workloads;
  /** What about the way it is written weakens it, a sentence each. */
  readonly weaknesses: string[];
  /** The file, where it is no Kubernetes object. */
  readonly files: OutputFile[];
  /**
   * Lets the workloads call something.
   *
   * @throws where it would mean nothing
   */
  allow(importable: IImportable): void;
  /** Whether a workload it holds for may call a service. */
  lets(service: IImportable): boolean;
  /** The Sidecars that let more pass for some of the workloads. */
  exemptions(app: AppView): string[];
  /** Whether a workload it holds for takes this way around its proxy. */
  covers(bypass: Bypass): boolean;
  /** Whether no workload it holds for has a sidecar. */
  isWhollyAmbient(app: AppView): boolean;
  /** The namespaces it holds for that have no sidecars. */
  ambientNamespaces(app: AppView): string[];
}
