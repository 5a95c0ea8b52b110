import { createHash } from 'crypto';
import type { Workloads } from '../../mesh/workloads';

const LONGEST = 63;
const HASH_LENGTH = 8;

/**
 * The name of a workload's Sidecar. It follows from whose it is and not from who spoke of it first: under another name the old
 * Sidecar would stay in the cluster beside the new one, and Istio takes the older.
 */
export function sidecarNameOf(workloads: Workloads): string {
  if (workloads._workloadName) return workloads._workloadName;
  const words = Object.entries(workloads.labels).sort().map(([key, value]) => `${key.replace(/^.*\//, '')}-${value}`);
  const name = ['egress', ...words].join('-');
  return /^[a-z0-9-]+$/.test(name) && isUnambiguous(workloads.labels) && name.length <= LONGEST ? name : shortened(name, workloads);
}

/** Whether another set of labels could not give the same words. */
function isUnambiguous(labels: Record<string, string>): boolean {
  return Object.entries(labels).flat().every((text) => /^[a-z0-9]+$/.test(text));
}

function shortened(name: string, workloads: Workloads): string {
  const hash = createHash('sha256').update(workloads._identity).digest('hex').slice(0, HASH_LENGTH);
  const readable = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, LONGEST - HASH_LENGTH - 1).replace(/-+$/, '');
  return `${readable}-${hash}`;
}
