import { CaBundle, ClientCertificate, EgressPort, ExternalService, TlsOrigination } from '../../../../src';
import { newChart, refusalOf } from '../../../helpers';

function tlsOf(tls: TlsOrigination, ...hosts: string[]): any[] {
  const chart = newChart({ namespace: 'shop' });
  new ExternalService(chart, 'service', { hosts: hosts.length > 0 ? hosts : ['a.com'], ports: [EgressPort.http({ tls })] });
  return chart.toJson().filter(({ kind }) => kind === 'DestinationRule').map(({ spec }) => spec.trafficPolicy.portLevelSettings[0].tls);
}

const NAMES = { sni: 'a.com', subjectAltNames: ['a.com'] };
const FILES = { clientCertificate: '/etc/a/tls.crt', privateKey: '/etc/a/tls.key' };

test.each<[string, TlsOrigination, object]>([
  ['the CAs of the operating system', TlsOrigination.simple(), { mode: 'SIMPLE', caCertificates: 'system', ...NAMES }],
  ['CAs in a file', TlsOrigination.simple({ caCertificates: CaBundle.file('/etc/a/ca.crt') }), { mode: 'SIMPLE', caCertificates: '/etc/a/ca.crt', ...NAMES }],
  ['CAs in a ConfigMap', TlsOrigination.simple({ caCertificates: CaBundle.configMap('a-ca') }), { mode: 'SIMPLE', credentialName: 'configmap://shop/a-ca', ...NAMES }],
  ['an SNI', TlsOrigination.simple({ sni: 'b.com' }), { mode: 'SIMPLE', caCertificates: 'system', sni: 'b.com', subjectAltNames: ['b.com'] }],
  ['names', TlsOrigination.simple({ subjectAltNames: ['b.com', 'spiffe://c/d'] }),
    { mode: 'SIMPLE', caCertificates: 'system', sni: 'a.com', subjectAltNames: ['b.com', 'spiffe://c/d'] }],
  ['a client certificate in files', TlsOrigination.mutual({ clientCertificate: ClientCertificate.files(FILES) }),
    { mode: 'MUTUAL', caCertificates: 'system', ...FILES, ...NAMES }],
  ['a client certificate and CAs in files', TlsOrigination.mutual({ clientCertificate: ClientCertificate.files({ ...FILES, caCertificates: '/etc/a/ca.crt' }) }),
    { mode: 'MUTUAL', caCertificates: '/etc/a/ca.crt', ...FILES, ...NAMES }],
])('%s', (_what, tls, spec) => {
  expect(tlsOf(tls)).toEqual([spec]);
});

test('every host is asked for by its own name', () => {
  expect(tlsOf(TlsOrigination.simple(), 'a.com', 'b.com')).toMatchObject([
    { sni: 'a.com', subjectAltNames: ['a.com'] },
    { sni: 'b.com', subjectAltNames: ['b.com'] },
  ]);
});

test('what a program changes afterwards changes nothing', () => {
  const subjectAltNames = ['b.com'];
  const tls = TlsOrigination.simple({ subjectAltNames });
  subjectAltNames.pop();
  expect(tlsOf(tls)).toMatchObject([{ subjectAltNames: ['b.com'] }]);
});

test.each<[TlsOrigination, string]>([
  [TlsOrigination.simple(), "TLS verified with the CAs of the proxy's operating system"],
  [TlsOrigination.simple({ caCertificates: CaBundle.file('/etc/a/ca.crt') }), "TLS verified with the CAs in '/etc/a/ca.crt'"],
  [TlsOrigination.simple({ caCertificates: CaBundle.secret('a-ca') }), 'TLS verified with the CAs in Secret a-ca'],
  [TlsOrigination.mutual({ clientCertificate: ClientCertificate.files(FILES) }), "TLS with the client certificate in '/etc/a/tls.crt'"],
  [TlsOrigination.mutual({ clientCertificate: ClientCertificate.secret('a') }), 'TLS with the client certificate in Secret a'],
])('for a person: %s', (tls, text) => {
  expect(`${tls}`).toBe(text);
});

describe('what would not be what it looks like is refused', () => {
  const Untyped: any = TlsOrigination;

  test.each<[string, () => unknown]>([
    ['TlsOrigination.simple: subjectAltNames [] accepts the certificate of any host; name one, or leave it out',
      () => TlsOrigination.simple({ subjectAltNames: [] })],
    ["TlsOrigination.simple: options.subjectAltNames[0] '' is not a name in a certificate; write one, such as 'api.example.com'",
      () => TlsOrigination.simple({ subjectAltNames: [''] })],
    ["TlsOrigination.simple: options.sni '*.a.com' is not a host name; write one, such as 'api.example.com'", () => TlsOrigination.simple({ sni: '*.a.com' })],
    ["TlsOrigination.simple: options has no 'insecureSkipVerify'; it has sni, subjectAltNames, caCertificates",
      () => Untyped.simple({ insecureSkipVerify: true })],
    ["TlsOrigination.simple: options.caCertificates '/etc/ca.crt' is not a CaBundle; write one, such as CaBundle.file('/etc/partner/ca.crt')",
      () => Untyped.simple({ caCertificates: '/etc/ca.crt' })],
    ["TlsOrigination.mutual: options.clientCertificate undefined is not a ClientCertificate; write one, such as ClientCertificate.secret('partner-client')",
      () => Untyped.mutual({})],
    ["TlsOrigination.backendTlsPolicy: options has no 'caCertificates'; it has sni, subjectAltNames",
      () => Untyped.backendTlsPolicy({ caCertificates: CaBundle.configMap('a-ca') })],
  ])('%s', (message, said) => {
    expect(refusalOf(said)).toBe(message);
  });
});

test('names are written as certificates have them', () => {
  expect(TlsOrigination.simple()._toSpec('API.Example.com.', 'shop')).toMatchObject({ sni: 'api.example.com', subjectAltNames: ['api.example.com'] });
  expect(refusalOf(() => TlsOrigination.simple({ sni: 'api.example.com.' }))).toContain("options.sni 'api.example.com.' is not a host name");
});
