import { isIpAddress } from '../syntax/addresses';
import { parseDuration } from '../syntax/durations';
import { checkClientTls } from '../fields/client-tls';
import { isPort } from '../fields/ports';
import type { Findings } from '../findings';
import { isFqdn } from '../syntax/hosts';
import type { TrafficPolicy } from '../spec';
import { checkConnectionPool } from './connection-pool';
import { checkLoadBalancer } from './load-balancer';
import { checkOutlierDetection } from './outlier-detection';

const FIELDS = [
  'loadBalancer', 'connectionPool', 'outlierDetection', 'tls', 'portLevelSettings', 'tunnel', 'proxyProtocol', 'retryBudget',
] as const;
const PORT_FIELDS = ['loadBalancer', 'connectionPool', 'outlierDetection', 'tls'] as const;

type PortLevelSettings = NonNullable<TrafficPolicy['portLevelSettings']>[number];

/** istiod's rules for a trafficPolicy. */
export function checkTrafficPolicy(
  findings: Findings, path: string, policy: TrafficPolicy | undefined, namespace: string | undefined,
): void {
  if (!policy) return;
  const { portLevelSettings = [], tunnel, proxyProtocol, retryBudget } = policy;
  if (!FIELDS.some((field) => (field === 'portLevelSettings' ? portLevelSettings.length > 0 : policy[field]))) {
    findings.webhook('traffic-policy-empty', path, policy,
      `trafficPolicy must have at least one of ${FIELDS.join(', ')}`, 'write one of them, or remove trafficPolicy');
  }
  if (tunnel && proxyProtocol) {
    findings.webhook('tunnel-or-proxy-protocol', path, policy, 'only one of tunnel and proxyProtocol can be set', 'remove one of them');
  }
  checkParts(findings, path, policy, namespace);
  portLevelSettings.forEach((settings, index) => checkPortLevel(findings, `${path}.portLevelSettings[${index}]`, settings, namespace));
  if (tunnel) checkTunnel(findings, `${path}.tunnel`, tunnel);
  if (retryBudget?.budgetInterval !== undefined && parseDuration(retryBudget.budgetInterval) === undefined) {
    findings.webhook('duration-invalid', `${path}.retryBudget.budgetInterval`, retryBudget.budgetInterval,
      'budgetInterval must be a duration', 'write a duration such as 10s');
  }
}

function checkParts(findings: Findings, path: string, policy: TrafficPolicy | PortLevelSettings, namespace: string | undefined): void {
  checkOutlierDetection(findings, `${path}.outlierDetection`, policy.outlierDetection);
  checkConnectionPool(findings, `${path}.connectionPool`, policy.connectionPool);
  checkLoadBalancer(findings, `${path}.loadBalancer`, policy.loadBalancer, !!policy.outlierDetection);
  checkClientTls(findings, `${path}.tls`, policy.tls, namespace);
}

function checkPortLevel(findings: Findings, path: string, settings: PortLevelSettings, namespace: string | undefined): void {
  if (!settings.port) {
    findings.webhook('port-level-port-required', `${path}.port`, settings.port, 'portLevelSettings must have a port', 'write port.number');
  }
  if (!PORT_FIELDS.some((field) => settings[field])) {
    findings.webhook('port-level-empty', path, settings,
      `portLevelSettings must have at least one of ${PORT_FIELDS.join(', ')}`, 'write one of them, or remove the entry');
  }
  findings.losingWarnings(() => checkParts(findings, path, settings, namespace));
}

function checkTunnel(findings: Findings, path: string, { protocol, targetHost = '', targetPort }: NonNullable<TrafficPolicy['tunnel']>): void {
  if (protocol && protocol !== 'CONNECT' && protocol !== 'POST') {
    findings.webhook('tunnel-protocol', `${path}.protocol`, protocol, 'protocol must be CONNECT or POST', 'write CONNECT');
  }
  if (!isFqdn(targetHost) && !isIpAddress(targetHost)) {
    findings.webhook('tunnel-host', `${path}.targetHost`, targetHost, 'targetHost must be a full domain name or an IP address', 'write the host behind the proxy');
  }
  if (!isPort(targetPort)) {
    findings.webhook('tunnel-port', `${path}.targetPort`, targetPort, 'targetPort must be in the range 1 to 65535', 'write the port behind the proxy');
  }
}
