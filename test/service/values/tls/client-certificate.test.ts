import { ClientCertificate, Workloads } from '../../../../src';
import { refusalOf } from '../../../helpers';

const FILES = { clientCertificate: '/etc/a/tls.crt', privateKey: '/etc/a/tls.key' };
const workloads = Workloads.select({ namespace: 'shop', labels: { app: 'a' } });

test.each<[ClientCertificate, string]>([
  [ClientCertificate.files(FILES), "the client certificate in '/etc/a/tls.crt'"],
  [ClientCertificate.secret('a'), 'the client certificate in Secret a'],
])('for a person: %s', (certificate, text) => {
  expect(`${certificate}`).toBe(text);
});

test.each<[string, () => unknown]>([
  ["ClientCertificate.secret: 'a-cacert' ends in -cacert, and from such a Secret Istio takes CAs and no key; give it another name",
    () => ClientCertificate.secret('a-cacert', { workloads })],
  ["ClientCertificate.secret: options.serviceAccount '' is not a name Kubernetes allows for a ServiceAccount; write one, such as 'payments'",
    () => ClientCertificate.secret('a', { workloads, serviceAccount: '' })],
  ["ClientCertificate.files: privateKey undefined is not the absolute path of a file; write one, such as '/etc/partner/ca.crt'",
    () => (ClientCertificate as any).files({ clientCertificate: '/etc/a/tls.crt' })],
  ["ClientCertificate.files: caCertificates 'ca.crt' is not the absolute path of a file; write one, such as '/etc/partner/ca.crt'",
    () => ClientCertificate.files({ ...FILES, caCertificates: 'ca.crt' })],
  ["ClientCertificate.secret: options.workloads 'payments' is not a Workloads; write one, such as Workloads.of(deployment)",
    () => ClientCertificate.secret('a', { workloads: 'payments' as any })],
  ["ClientCertificate.secret: options has no 'account'; it has workloads, serviceAccount", () => ClientCertificate.secret('a', { account: 'b' } as any)],
])('refused: %s', (message, said) => {
  expect(refusalOf(said)).toBe(message);
});
