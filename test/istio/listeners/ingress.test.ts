import { checkSidecar } from '../../../src/istio/kinds/sidecar';
import { accepts, schemaRefuses, webhookRefuses, webhookWarns } from '../tables';

const judge = (ingress: any) => checkSidecar({ apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'default', namespace: 'shop' }, spec: { ingress } });
const listener = (overrides: object = {}) => ({ port: { number: 8080, protocol: 'HTTP' }, ...overrides });
const tls = (overrides: object, protocol = 'HTTPS') => [listener({
  port: { number: 8443, protocol }, tls: { mode: 'SIMPLE', serverCertificate: 'c', privateKey: 'k', ...overrides },
})];

accepts(judge, {
  'a listener': [listener({ bind: '0.0.0.0', defaultEndpoint: '127.0.0.1:80' })],
  'every form of defaultEndpoint': [':80', '0.0.0.0:80', '[::1]:80', '[::]:80', '[127.0.0.1]:80', '[]:80', '127.0.0.1:+80', 'unix:///x', 'unix://@x', '']
    .map((defaultEndpoint, index) => listener({ port: { number: 8000 + index }, defaultEndpoint })),
  'TLS': tls({}),
  'TLS with credentials turned off': tls({ credentialNames: [], tlsCertificates: [], subjectAltNames: [], credentialName: '' }),
});

schemaRefuses(judge, {
  'no port': [[{}], 'sidecar/port-required', 'spec.ingress[0].port', 'must have a port'],
});

webhookRefuses(judge, {
  'a port of 0': [[{ port: { protocol: 'HTTP' } }], 'sidecar/port-range', 'spec.ingress[0].port.number'],
  'a port twice': [[listener(), listener()], 'sidecar/listener-duplicate', 'spec.ingress[1].port.number', '8080'],
  'a bind that is no address': [[listener({ bind: 'unix:///x' })], 'sidecar/bind-invalid', 'spec.ingress[0].bind'],
  'a target port': [[listener({ port: { number: 80, targetPort: 81 } })], 'sidecar/target-port-unsupported', 'spec.ingress[0].port.targetPort'],
  'another default endpoint': [[listener({ defaultEndpoint: '10.0.0.1:80' })], 'sidecar/default-endpoint-invalid', 'spec.ingress[0].defaultEndpoint', '127.0.0.1:<port>'],
  'a default endpoint without port': [[listener({ defaultEndpoint: '127.0.0.1' })], 'sidecar/default-endpoint-invalid', 'spec.ingress[0].defaultEndpoint'],
  'a default endpoint on port 0': [[listener({ defaultEndpoint: ':0' })], 'sidecar/default-endpoint-invalid', 'spec.ingress[0].defaultEndpoint'],
  'a default socket that is none': [[listener({ defaultEndpoint: 'unix://x' })], 'sidecar/unix-path', 'spec.ingress[0].defaultEndpoint'],
  'subject names': [tls({ subjectAltNames: ['a'] }), 'sidecar/ingress-tls-unsupported', 'spec.ingress[0].tls.subjectAltNames'],
  'a redirect': [tls({ httpsRedirect: true }), 'sidecar/ingress-tls-unsupported', 'spec.ingress[0].tls.httpsRedirect'],
  'a mode of gateways': [tls({ mode: 'AUTO_PASSTHROUGH', serverCertificate: '', privateKey: '' }), 'sidecar/ingress-tls-mode', 'spec.ingress[0].tls.mode'],
  'TLS on an HTTP port': [tls({}, 'HTTP'), 'sidecar/ingress-tls-protocol', 'spec.ingress[0].tls', 'HTTPS or TLS'],
  'an empty pool': [[listener({ connectionPool: {} })], 'sidecar/connection-pool-empty', 'spec.ingress[0].connectionPool'],
});

webhookWarns(judge, {
  'HTTP settings for TCP': [
    [listener({ port: { number: 80, protocol: 'TCP' }, connectionPool: { http: { maxRetries: 1 } } })],
    'sidecar/connection-pool-unused', 'spec.ingress[0].connectionPool.http', 'TCP',
  ],
});
