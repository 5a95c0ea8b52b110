import { type IstioFacts, STOCK_FACTS } from '../facts';
import { checkDestination } from '../fields/destinations';
import { checkMetadata } from '../fields/metadata';
import { checkSelectorLabels } from '../fields/workload-selector';
import { Findings } from '../findings';
import { isFqdn } from '../syntax/hosts';
import { checkEgress } from '../listeners/egress';
import { checkIngress } from '../listeners/ingress';
import type { IstioProblem } from '../problem';
import type { Manifest, SidecarSpec } from '../spec';
import { checkConnectionPool } from '../traffic/connection-pool';

/**
 * What Istio, and this library, say to a Sidecar.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/
 */
export function checkSidecar(manifest: Manifest<SidecarSpec>, facts: IstioFacts = STOCK_FACTS): IstioProblem[] {
  const findings = new Findings('sidecar');
  const { workloadSelector, ingress = [], egress = [], inboundConnectionPool, outboundTrafficPolicy } = manifest.spec ?? {};
  checkMetadata(findings, manifest);
  if (workloadSelector) {
    checkSelectorLabels(findings, 'spec.workloadSelector.labels', workloadSelector.labels, 'every workload of the namespace');
  }
  if (egress.length === 0 && ingress.length === 0 && !outboundTrafficPolicy && !inboundConnectionPool) {
    findings.webhook('empty', 'spec', manifest.spec,
      'a Sidecar must have egress, ingress, outboundTrafficPolicy or inboundConnectionPool', 'say what the Sidecar is for');
  }
  checkIngress(findings, ingress);
  checkConnectionPool(findings, 'spec.inboundConnectionPool', inboundConnectionPool);
  checkEgress(findings, egress, manifest.metadata?.namespace, facts);
  checkOutboundTrafficPolicy(findings, outboundTrafficPolicy);
  return findings.problems;
}

function checkOutboundTrafficPolicy(findings: Findings, policy: SidecarSpec['outboundTrafficPolicy']): void {
  if (!policy) return;
  const { mode, egressProxy } = policy;
  if (egressProxy && mode !== 'ALLOW_ANY') {
    findings.webhook('egress-proxy-mode', 'spec.outboundTrafficPolicy.egressProxy', egressProxy,
      `egressProxy takes what ALLOW_ANY lets through, and mode is ${mode ?? 'REGISTRY_ONLY'}`, 'write mode ALLOW_ANY, or remove egressProxy');
  } else if (egressProxy) {
    checkEgressProxy(findings, 'spec.outboundTrafficPolicy.egressProxy', egressProxy);
  }
  if (mode !== undefined || !findings.accepted) return;
  findings.advice('mode-missing', 'spec.outboundTrafficPolicy.mode', mode,
    'outboundTrafficPolicy without a mode means REGISTRY_ONLY, and is shown as {} when it is read back', 'write mode REGISTRY_ONLY or ALLOW_ANY');
}

type EgressProxy = NonNullable<NonNullable<SidecarSpec['outboundTrafficPolicy']>['egressProxy']>;

function checkEgressProxy(findings: Findings, path: string, egressProxy: EgressProxy): void {
  if (!isFqdn(egressProxy.host ?? '')) {
    findings.webhook('egress-proxy-host', `${path}.host`, egressProxy.host, 'the host of egressProxy must be a full domain name', 'write the host of the proxy');
    return;
  }
  if (!egressProxy.port) {
    findings.webhook('egress-proxy-port', `${path}.port`, egressProxy.port, 'egressProxy must have a port', 'write the port of the proxy');
  }
  checkDestination(findings, path, egressProxy);
}
