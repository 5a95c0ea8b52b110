import { checkSubsetName } from '../fields/destinations';
import { checkExportTo } from '../fields/export-to';
import { checkMetadata } from '../fields/metadata';
import { checkLabels } from '../fields/workload-labels';
import { checkSelectorLabels } from '../fields/workload-selector';
import { Findings } from '../findings';
import { isWildcardDomain } from '../syntax/hosts';
import type { IstioProblem } from '../problem';
import type { DestinationRuleSpec, Manifest } from '../spec';
import { checkTrafficPolicy } from '../traffic/traffic-policy';

/**
 * What Istio says to a DestinationRule.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/
 */
export function checkDestinationRule(manifest: Manifest<DestinationRuleSpec>): IstioProblem[] {
  const findings = new Findings('destination-rule');
  const { host = '', trafficPolicy, subsets = [], exportTo, workloadSelector }: Partial<DestinationRuleSpec> = manifest.spec ?? {};
  const namespace = manifest.metadata?.namespace;
  checkMetadata(findings, manifest);
  if (!isWildcardDomain(host)) {
    findings.webhook('host-invalid', 'spec.host', host, 'host must be the host of a service', 'write the host of a ServiceEntry or the name of a Service');
  }
  checkTrafficPolicy(findings, 'spec.trafficPolicy', trafficPolicy, namespace);
  checkSubsets(findings, subsets, namespace);
  checkExportTo(findings, exportTo, namespace, { ownNamespaceOnly: !!workloadSelector });
  if (workloadSelector) {
    checkSelectorLabels(findings, 'spec.workloadSelector.matchLabels', workloadSelector.matchLabels, 'every workload of the namespace');
  }
  return findings.problems;
}

function checkSubsets(findings: Findings, subsets: NonNullable<DestinationRuleSpec['subsets']>, namespace: string | undefined): void {
  const names = new Set<string>();
  subsets.forEach((subset, index) => {
    const path = `spec.subsets[${index}]`;
    checkSubsetName(findings, `${path}.name`, subset.name);
    if (names.has(subset.name)) {
      findings.webhook('subset-name-duplicate', `${path}.name`, subset.name, `subset ${subset.name} is defined twice`, 'give every subset a name of its own');
    }
    names.add(subset.name);
    checkLabels(findings, `${path}.labels`, subset.labels);
    findings.losingWarnings(() => checkTrafficPolicy(findings, `${path}.trafficPolicy`, subset.trafficPolicy, namespace));
  });
}
