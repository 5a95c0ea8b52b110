import type { Findings } from '../findings';
import type { ServerTls } from '../spec';

const OLD_VERSIONS: (string | undefined)[] = ['TLSV1_0', 'TLSV1_1'];
const CIPHER_SUITES = new Set([
  'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-ECDSA-AES128-SHA', 'ECDHE-RSA-AES128-SHA',
  'ECDHE-ECDSA-AES256-SHA', 'ECDHE-RSA-AES256-SHA', 'AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'AES128-SHA', 'AES256-SHA', 'DES-CBC3-SHA',
]);

/** istiod's rules for the TLS a server terminates. */
export function checkServerTls(findings: Findings, path: string, tls: ServerTls): void {
  warnAboutCiphers(findings, path, tls);
  switch (tls.mode) {
    case 'ISTIO_MUTUAL':
      return checkIstioMutual(findings, path, tls);
    case 'SIMPLE':
    case 'MUTUAL':
    case 'OPTIONAL_MUTUAL':
      checkOneCertificateSource(findings, path, tls);
      // Everything else then comes with the credential.
      if (!tls.credentialName && !tls.credentialNames?.length) checkCertificates(findings, path, tls);
      return;
    case 'PASSTHROUGH':
    case 'AUTO_PASSTHROUGH':
    case undefined:
      checkOneCertificateSource(findings, path, tls);
      warnAboutUnusedCertificates(findings, path, tls);
      if (tls.caCrl && tls.credentialName) {
        findings.webhook('crl-with-credential', `${path}.caCrl`, tls.caCrl,
          'caCrl is not supported with credentialName: the revocation list is part of the credential', 'remove caCrl');
      }
  }
}

function checkIstioMutual(findings: Findings, path: string, tls: ServerTls): void {
  for (const field of ['serverCertificate', 'privateKey', 'caCertificates', 'credentialName'] as const) {
    if (!tls[field]) continue;
    findings.webhook('istio-mutual-certificates', `${path}.${field}`, tls[field],
      `with mode ISTIO_MUTUAL the certificates are Istio's own, so ${field} cannot be set`, `remove ${field}`);
  }
  for (const field of ['tlsCertificates', 'credentialNames'] as const) {
    if (!tls[field]?.length) continue;
    findings.webhook('istio-mutual-certificates', `${path}.${field}`, tls[field],
      `with mode ISTIO_MUTUAL the certificates are Istio's own, so ${field} cannot be set`, `remove ${field}`);
  }
}

function checkOneCertificateSource(findings: Findings, path: string, tls: ServerTls): void {
  const sources = [
    tls.serverCertificate && tls.privateKey ? 'serverCertificate and privateKey' : '',
    tls.credentialName ? 'credentialName' : '',
    tls.credentialNames?.length ? 'credentialNames' : '',
    tls.tlsCertificates?.length ? 'tlsCertificates' : '',
  ].filter((source) => source !== '');
  if (sources.length <= 1) return;
  findings.webhook('certificate-sources', path, undefined,
    `the certificate can only come from one of credentialName, credentialNames, serverCertificate with privateKey, and tlsCertificates, not from ${sources.join(', ')}`,
    'keep one of them');
}

function checkCertificates(findings: Findings, path: string, tls: ServerTls): void {
  if (tls.mode !== 'SIMPLE' && !tls.caCertificates) {
    findings.webhook('ca-required', `${path}.caCertificates`, tls.caCertificates,
      `mode ${tls.mode} needs caCertificates to verify clients`, 'write the path of the CA bundle');
  }
  const certificates: [string, { serverCertificate?: string; privateKey?: string }][] = tls.tlsCertificates?.length
    ? tls.tlsCertificates.map((certificate, index) => [`${path}.tlsCertificates[${index}]`, certificate])
    : [[path, tls]];
  for (const [where, { serverCertificate, privateKey }] of certificates) {
    if (!serverCertificate) {
      findings.webhook('server-certificate-required', `${where}.serverCertificate`, serverCertificate,
        `mode ${tls.mode} needs serverCertificate`, 'write the path of the certificate, or use credentialName');
    }
    if (!privateKey) {
      findings.webhook('private-key-required', `${where}.privateKey`, privateKey,
        `mode ${tls.mode} needs privateKey`, 'write the path of the key, or use credentialName');
    }
  }
  if (tls.caCrl && tls.mode === 'SIMPLE') {
    findings.webhook('crl-with-simple', `${path}.caCrl`, tls.caCrl, 'caCrl is not supported with mode SIMPLE', 'remove caCrl, or use mode MUTUAL');
  }
}

function warnAboutUnusedCertificates(findings: Findings, path: string, tls: ServerTls): void {
  const unused = [tls.caCrl, tls.serverCertificate, tls.privateKey, tls.caCertificates, tls.credentialName].some((field) => !!field)
    || !!tls.tlsCertificates?.length || !!tls.credentialNames?.length;
  if (!unused) return;
  findings.webhookWarning('certificates-unused', path, undefined,
    `mode ${tls.mode ?? 'PASSTHROUGH'} does not use certificates`, 'remove the certificates, or use mode SIMPLE or MUTUAL');
}

function warnAboutCiphers(findings: Findings, path: string, tls: ServerTls): void {
  const { cipherSuites = [], minProtocolVersion } = tls;
  if (cipherSuites.length === 0 && OLD_VERSIONS.includes(minProtocolVersion)) {
    findings.webhookWarning('ciphers-needed', `${path}.minProtocolVersion`, minProtocolVersion,
      'TLS versions below TLSV1_2 need compatible cipherSuites', 'write cipherSuites, or minProtocolVersion TLSV1_2');
  }
  const invalid = cipherSuites.filter((suite) => !isCipherSuite(suite));
  if (invalid.length > 0) {
    findings.webhookWarning('ciphers-unknown', `${path}.cipherSuites`, invalid, 'unknown cipher suites are ignored', 'remove them');
  }
  if (new Set(cipherSuites).size < cipherSuites.length) {
    findings.webhookWarning('ciphers-duplicate', `${path}.cipherSuites`, cipherSuites, 'duplicate cipher suites are ignored', 'remove them');
  }
}

/** An entry that does not start with a letter or digit is an operator of the cipher list, which istiod does not look into. */
function isCipherSuite(suite: string): boolean {
  return suite === '' || suite === 'ALL' || !/^[\p{L}\p{N}]/u.test(suite) || CIPHER_SUITES.has(suite);
}
