import * as fc from 'fast-check';
import { bytesProtocol, either, httpProtocol, ip, labels, object, portNumber, some, tlsProtocol, unixSocket } from './pieces';

const host = fc.constantFrom('*', '*.example.com', 'api.example.com', 'shop/api.example.com', './*.example.com', '*/*', '*/a.b', '192.0.2.1');
const hosts = some(host);

const port = (protocol: fc.Arbitrary<string>) => object({ number: portNumber, protocol, name: fc.constant('a') });

const certificate = { serverCertificate: fc.constant('c'), privateKey: fc.constant('k') };
const serverTls = either<any>(
  fc.constant({ mode: 'ISTIO_MUTUAL' }),
  object({ mode: fc.constant('PASSTHROUGH') }),
  object({ mode: fc.constant('AUTO_PASSTHROUGH') }),
  object({ mode: fc.constant('SIMPLE'), ...certificate }, {
    minProtocolVersion: fc.constantFrom('TLSV1_2', 'TLSV1_3'), cipherSuites: fc.constant(['ECDHE-ECDSA-AES256-GCM-SHA384']),
  }),
  object({ mode: fc.constantFrom('MUTUAL', 'OPTIONAL_MUTUAL'), ...certificate, caCertificates: fc.constant('ca') }, { caCrl: fc.constant('crl') }),
  object({ mode: fc.constantFrom('SIMPLE', 'MUTUAL'), credentialName: fc.constant('secret') }, { subjectAltNames: fc.constant(['a.b']) }),
);

const plain = object({ hosts, port: port(either(httpProtocol, bytesProtocol)) }, { bind: ip, name: fc.constant('b') });
const overTls = object({ hosts, port: port(tlsProtocol), tls: serverTls }, { bind: ip });
const redirecting = object({ hosts, port: port(fc.constant('HTTP')), tls: fc.constant({ httpsRedirect: true }) });
const atSocket = object({
  hosts, port: object({ number: fc.constant(0), protocol: fc.constant('HTTP'), name: fc.constant('a') }), bind: unixSocket,
});

const servers = some(either(plain, overTls, redirecting, atSocket), 3).map(distinct);

export const gatewaySpec: fc.Arbitrary<any> = object({ servers }, { selector: labels });

/** Every port with a name of its own. */
function distinct(all: any[]): any[] {
  return all.map((server, at) => ({ ...server, port: { ...server.port, name: `p${at}` } }));
}
