import { hashedLabel } from '../../app/hashed-label';
import { MAX_LABEL_LENGTH } from '../../app/kubernetes-names';
import type { Workloads } from '../../mesh/workloads';

/**
 * The name of a workload's Sidecar. It follows from whose it is and not from who spoke of it first: under another name the old
 * Sidecar would stay in the cluster beside the new one, and Istio takes the older.
 */
export function sidecarNameOf(workloads: Workloads): string {
  if (workloads._workloadName) return workloads._workloadName;
  const words = Object.entries(workloads.labels).sort().map(([key, value]) => `${key.replace(/^.*\//, '')}-${value}`);
  const name = ['egress', ...words].join('-');
  return /^[a-z0-9-]+$/.test(name) && isUnambiguous(workloads.labels) && name.length <= MAX_LABEL_LENGTH ? name
    : hashedLabel(name.toLowerCase().replace(/[^a-z0-9]+/g, '-'), workloads._identity);
}

/** Whether another set of labels could not give the same words. */
function isUnambiguous(labels: Record<string, string>): boolean {
  return Object.entries(labels).flat().every((text) => /^[a-z0-9]+$/.test(text));
}
