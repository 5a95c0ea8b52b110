import { checkClientTls } from '../../../src/istio/fields/client-tls';
import { Findings } from '../../../src/istio/findings';
import { accepts, brief, webhookRefuses } from '../tables';

const judgeIn = (namespace: string | undefined) => (tls: any) => {
  const findings = new Findings('x');
  checkClientTls(findings, 'tls', tls, namespace);
  return findings.problems;
};
const judge = judgeIn('shop');
const FILES = { clientCertificate: 'c', privateKey: 'k' };

accepts(judge, {
  'SIMPLE': { mode: 'SIMPLE', sni: 'a.com', subjectAltNames: ['a.com'], caCertificates: 'ca' },
  'MUTUAL with files': { mode: 'MUTUAL', ...FILES, caCertificates: 'ca' },
  'MUTUAL with a credential': { mode: 'MUTUAL', credentialName: 'cert' },
  'no verification': { mode: 'SIMPLE', insecureSkipVerify: true, subjectAltNames: [] },
  'no verification with a client certificate of a credential': { mode: 'MUTUAL', insecureSkipVerify: true, credentialName: 'cert' },
  'a ConfigMap of the own namespace': { mode: 'SIMPLE', credentialName: 'configmap://shop/ca' },
  // istiod looks at nothing here.
  'no mode': { credentialName: 'cert', ...FILES },
  'ISTIO_MUTUAL': { mode: 'ISTIO_MUTUAL', insecureSkipVerify: true, caCertificates: 'ca', ...FILES },
  'DISABLE': { mode: 'DISABLE', credentialName: 'cert', caCrl: 'crl' },
  'nothing': undefined,
});

webhookRefuses(judge, {
  'MUTUAL without key': [{ mode: 'MUTUAL', clientCertificate: 'c' }, 'x/client-certificate-required', 'tls.privateKey', 'MUTUAL needs privateKey'],
  'a credential and a file': [{ mode: 'SIMPLE', credentialName: 'cert', caCertificates: 'ca' }, 'x/credential-and-files', 'tls.caCertificates', 'credentialName'],
  'a credential and a revocation list': [{ mode: 'MUTUAL', credentialName: 'cert', caCrl: 'crl' }, 'x/credential-and-files', 'tls.caCrl'],
  'verification of nothing': [
    { mode: 'SIMPLE', insecureSkipVerify: true, caCertificates: 'ca', subjectAltNames: ['a'] },
    'x/skip-verify-with-verification', 'tls.insecureSkipVerify', 'caCertificates, subjectAltNames cannot be set',
  ],
  'no verification with a credential': [{ mode: 'SIMPLE', insecureSkipVerify: true, credentialName: 'cert' }, 'x/skip-verify-with-verification', 'tls.insecureSkipVerify'],
  'a ConfigMap without namespace': [{ mode: 'SIMPLE', credentialName: 'configmap://ca' }, 'x/credential-config-map', 'tls.credentialName', '<namespace>/<name>'],
  'a ConfigMap of another namespace': [{ mode: 'DISABLE', credentialName: 'configmap://other/ca' }, 'x/credential-config-map', 'tls.credentialName'],
});

test('a ConfigMap needs a namespace to be equal to', () => {
  expect(brief(judgeIn(undefined)({ mode: 'SIMPLE', credentialName: 'configmap://shop/ca' }))).toEqual(['WEBHOOK ERROR x/credential-config-map at tls.credentialName']);
});
test('MUTUAL needs both files', () => expect(brief(judge({ mode: 'MUTUAL' }))).toHaveLength(2));
