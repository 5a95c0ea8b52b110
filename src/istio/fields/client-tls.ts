import type { Findings } from '../findings';
import type { ClientTls } from '../spec';

const CONFIG_MAP_PREFIX = 'configmap://';

/**
 * istiod's rules for the TLS a client originates.
 *
 * @param namespace the namespace of the DestinationRule
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings
 */
export function checkClientTls(findings: Findings, path: string, tls: ClientTls | undefined, namespace: string | undefined): void {
  if (!tls) return;
  if (tls.credentialName?.startsWith(CONFIG_MAP_PREFIX)) checkConfigMap(findings, `${path}.credentialName`, tls.credentialName, namespace);
  if (tls.mode !== 'SIMPLE' && tls.mode !== 'MUTUAL') return;
  if (tls.insecureSkipVerify) checkNothingToVerify(findings, path, tls);
  if (tls.credentialName) {
    checkCredentialAlone(findings, path, tls);
  } else if (tls.mode === 'MUTUAL') {
    checkClientCertificate(findings, path, tls);
  }
}

function checkConfigMap(findings: Findings, path: string, credentialName: string, namespace: string | undefined): void {
  const [from, name] = credentialName.slice(CONFIG_MAP_PREFIX.length).split('/');
  if (from && name && from === namespace) return;
  findings.webhook('credential-config-map', path, credentialName,
    'a configmap:// credentialName must be configmap://<namespace>/<name> with the namespace of the DestinationRule',
    `write configmap://${namespace ?? '<namespace>'}/<name>`);
}

function checkNothingToVerify(findings: Findings, path: string, tls: ClientTls): void {
  const against = [
    tls.caCertificates ? 'caCertificates' : '',
    // With MUTUAL the credential may hold nothing but the client's own certificate.
    tls.mode === 'SIMPLE' && tls.credentialName ? 'credentialName' : '',
    tls.subjectAltNames?.length ? 'subjectAltNames' : '',
  ].filter((field) => field !== '');
  if (against.length === 0) return;
  findings.webhook('skip-verify-with-verification', `${path}.insecureSkipVerify`, true,
    `insecureSkipVerify verifies nothing, so ${against.join(', ')} cannot be set`, `remove insecureSkipVerify, or ${against.join(', ')}`);
}

function checkCredentialAlone(findings: Findings, path: string, tls: ClientTls): void {
  for (const field of ['clientCertificate', 'privateKey', 'caCertificates', 'caCrl'] as const) {
    if (!tls[field]) continue;
    findings.webhook('credential-and-files', `${path}.${field}`, tls[field],
      `${field} cannot be set with credentialName, which holds all certificates`, `remove ${field} or credentialName`);
  }
}

function checkClientCertificate(findings: Findings, path: string, tls: ClientTls): void {
  for (const field of ['clientCertificate', 'privateKey'] as const) {
    if (tls[field]) continue;
    findings.webhook('client-certificate-required', `${path}.${field}`, tls[field],
      `mode MUTUAL needs ${field}`, `write ${field}, or credentialName`);
  }
}
