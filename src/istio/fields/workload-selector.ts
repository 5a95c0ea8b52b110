import type { Findings } from '../findings';

/**
 * The rules for the workloadSelector of a ServiceEntry, a Sidecar or a DestinationRule.
 *
 * @param path where the labels stand, for example `spec.workloadSelector.labels`
 * @param labels the labels of the selector
 * @param emptyMeans what a selector without labels selects
 */
export function checkSelectorLabels(
  findings: Findings, path: string, labels: Record<string, string> | undefined, emptyMeans: string,
): void {
  const entries = Object.entries(labels ?? {});
  if (entries.length === 0) {
    findings.webhookWarning('selector-empty', path, labels,
      `a workload selector without labels selects ${emptyMeans}`, 'name the labels of the workloads, or leave the selector out');
  }
  for (const [key, value] of entries) {
    if (key === '') {
      findings.webhook('selector-key-empty', path, labels, 'a label key of a workload selector must not be empty', 'name the label');
    } else if (key.includes('*') || value.includes('*')) {
      // Only the values are looked at by the CRD of every kind.
      findings[value.includes('*') ? 'schema' : 'webhook']('selector-wildcard', `${path}["${key}"]`, value,
        'a wildcard is not supported in a workload selector', 'write the label out as it stands on the workloads');
    }
  }
}
