import { checkServerTls } from '../../../src/istio/fields/server-tls';
import { Findings } from '../../../src/istio/findings';
import { accepts, webhookRefuses, webhookWarns } from '../tables';

const judge = (tls: any) => {
  const findings = new Findings('x');
  checkServerTls(findings, 'tls', tls);
  return findings.problems;
};
const CERTIFICATE = { serverCertificate: 'c', privateKey: 'k' };

accepts(judge, {
  'PASSTHROUGH': {},
  'SIMPLE with files': { mode: 'SIMPLE', ...CERTIFICATE },
  'SIMPLE with a credential': { mode: 'SIMPLE', credentialName: 'cert', caCrl: 'crl' },
  'SIMPLE with certificates': { mode: 'SIMPLE', tlsCertificates: [CERTIFICATE, CERTIFICATE] },
  'MUTUAL': { mode: 'MUTUAL', ...CERTIFICATE, caCertificates: 'ca', caCrl: 'crl' },
  'ISTIO_MUTUAL': { mode: 'ISTIO_MUTUAL', caCrl: 'crl' },
  'old versions with ciphers': { mode: 'SIMPLE', ...CERTIFICATE, minProtocolVersion: 'TLSV1_0', cipherSuites: ['AES128-SHA', 'ALL', '-x', ''] },
});

webhookRefuses(judge, {
  'SIMPLE without key': [{ mode: 'SIMPLE', serverCertificate: 'c' }, 'x/private-key-required', 'tls.privateKey', 'SIMPLE needs'],
  'a certificate without file': [
    { mode: 'SIMPLE', tlsCertificates: [{ privateKey: 'k' }] }, 'x/server-certificate-required', 'tls.tlsCertificates[0].serverCertificate', 'SIMPLE needs',
  ],
  'MUTUAL without CA': [{ mode: 'OPTIONAL_MUTUAL', ...CERTIFICATE }, 'x/ca-required', 'tls.caCertificates', 'verify clients'],
  'two sources': [{ mode: 'SIMPLE', ...CERTIFICATE, credentialName: 'cert' }, 'x/certificate-sources', 'tls', 'not from serverCertificate and privateKey, credentialName'],
  'a revocation list with SIMPLE': [{ mode: 'SIMPLE', ...CERTIFICATE, caCrl: 'crl' }, 'x/crl-with-simple', 'tls.caCrl'],
  'a certificate with ISTIO_MUTUAL': [{ mode: 'ISTIO_MUTUAL', credentialName: 'cert' }, 'x/istio-mutual-certificates', 'tls.credentialName', "Istio's own"],
  'certificates with ISTIO_MUTUAL': [{ mode: 'ISTIO_MUTUAL', tlsCertificates: [{}] }, 'x/istio-mutual-certificates', 'tls.tlsCertificates'],
});

webhookWarns(judge, {
  'certificates of PASSTHROUGH': [{ mode: 'PASSTHROUGH', ...CERTIFICATE }, 'x/certificates-unused', 'tls', 'PASSTHROUGH does not use'],
  'old versions without ciphers': [{ minProtocolVersion: 'TLSV1_1' }, 'x/ciphers-needed', 'tls.minProtocolVersion', 'TLSV1_2'],
  'unknown ciphers': [{ cipherSuites: ['FOO'] }, 'x/ciphers-unknown', 'tls.cipherSuites', 'ignored'],
  'duplicate ciphers': [{ cipherSuites: ['AES128-SHA', 'AES128-SHA'] }, 'x/ciphers-duplicate', 'tls.cipherSuites', 'ignored'],
});
