import type { Findings } from '../findings';
import { isLabelKey, isLabelValue } from '../syntax/labels';

/** istiod's rules for labels that are matched against those of workloads. */
export function checkLabels(findings: Findings, path: string, labels: Record<string, string> | undefined): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (!isLabelKey(key)) {
      findings.webhook('label-key-invalid', path, key,
        `${JSON.stringify(key)} is not a label key: letters, digits, "-", "_" and ".", with an optional DNS prefix before "/"`,
        'write a Kubernetes label key');
    }
    if (!isLabelValue(value)) {
      findings.webhook('label-value-invalid', `${path}["${key}"]`, value,
        'a label value may only have letters, digits, "-", "_" and ".", with a letter or digit at both ends', 'write a Kubernetes label value');
    }
  }
}
