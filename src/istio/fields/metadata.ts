import type { Findings } from '../findings';
import type { Manifest } from '../spec';

/** Annotations istiod keeps to itself; it refuses whatever carries one. */
const RESERVED_ANNOTATIONS = [
  'internal.istio.io/webhook-always-reject',
  'internal.istio.io/parent-namespace',
  'internal.istio.io/parents',
];
const DRY_RUN = 'istio.io/dry-run';

/** The rules of istiod for the metadata of every kind judged here. */
export function checkMetadata(findings: Findings, manifest: Manifest): void {
  const annotations = manifest.metadata?.annotations;
  if (!annotations) return;
  if (annotations[DRY_RUN] !== undefined) {
    findings.webhook('dry-run-unsupported', annotationPath(DRY_RUN), annotations[DRY_RUN],
      `annotation ${DRY_RUN} is only supported on an AuthorizationPolicy`, 'remove the annotation');
  }
  for (const annotation of RESERVED_ANNOTATIONS) {
    if (annotations[annotation] === undefined) continue;
    findings.webhook('annotation-reserved', annotationPath(annotation), annotations[annotation],
      `annotation ${annotation} is reserved for Istio itself`, 'remove the annotation');
  }
}

function annotationPath(annotation: string): string {
  return `metadata.annotations["${annotation}"]`;
}
