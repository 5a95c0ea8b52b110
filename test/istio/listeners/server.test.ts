import { checkGateway } from '../../../src/istio/kinds/gateway';
import { accepts, schemaRefuses, webhookRefuses, webhookWarns } from '../tables';

const judge = (servers: any) => checkGateway({ apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: { name: 'x', namespace: 'shop' }, spec: { servers } });
const port = (overrides: object = {}) => ({ number: 443, name: 'tls', protocol: 'TLS', ...overrides });
const server = (overrides: object = {}) => [{ hosts: ['*'], port: port({ protocol: 'HTTP' }), ...overrides }];
const tls = (overrides: object, protocol = 'TLS') => server({ port: port({ protocol }), tls: { mode: 'ISTIO_MUTUAL', ...overrides } });

accepts(judge, {
  'every form of host': server({ hosts: ['*', 'a.b', '*.a.b', 'shop/a.b', './a.b', '*/a.b', '*/*', '192.0.2.1', 'shop/192.0.2.1'] }),
  'an address': server({ bind: '192.0.2.1' }),
  'a socket': server({ port: port({ number: 0, protocol: 'HTTP' }), bind: 'unix:///var/run/x.sock' }),
  'mutual TLS of the mesh': tls({}),
  'HTTPS': tls({}, 'HTTPS'),
  'a redirect': server({ tls: { httpsRedirect: true } }),
});

schemaRefuses(judge, {
  'no port': [[{ hosts: ['*'] }], 'gateway/port-required', 'spec.servers[0].port', 'must have a port'],
});

webhookRefuses(judge, {
  'no host': [server({ hosts: [] }), 'gateway/hosts-required', 'spec.servers[0].hosts', 'at least one host'],
  'a short host': [server({ hosts: ['localhost'] }), 'gateway/host-invalid', 'spec.servers[0].hosts[0]', 'with a dot'],
  'half a wildcard': [server({ hosts: ['*foo.com'] }), 'gateway/host-invalid', 'spec.servers[0].hosts[0]'],
  'a namespace that is none': [server({ hosts: ['~/a.b'] }), 'gateway/host-invalid', 'spec.servers[0].hosts[0]'],
  'no name for the port': [server({ port: port({ name: '', protocol: 'HTTP' }) }), 'gateway/port-name-required', 'spec.servers[0].port.name'],
  'a name twice': [[...server(), ...server()], 'gateway/port-name-duplicate', 'spec.servers[1].port.name', 'another server'],
  'a port of 0': [server({ port: port({ number: 0, protocol: 'HTTP' }) }), 'gateway/port-range', 'spec.servers[0].port.number'],
  'no protocol': [server({ port: port({ protocol: '' }) }), 'gateway/protocol-unknown', 'spec.servers[0].port.protocol', 'HTTP'],
  'a target port': [server({ port: port({ protocol: 'HTTP', targetPort: 8080 }) }), 'gateway/target-port-unsupported', 'spec.servers[0].port.targetPort'],
  'a bind that is no address': [server({ bind: 'a.b' }), 'gateway/bind-invalid', 'spec.servers[0].bind'],
  'a socket with a port': [server({ bind: 'unix:///x' }), 'gateway/socket-port', 'spec.servers[0].port.number'],
  'a socket without a path': [server({ port: port({ number: 0, protocol: 'HTTP' }), bind: 'unix://x' }), 'gateway/unix-path', 'spec.servers[0].bind'],
  'TLS without tls': [server({ port: port() }), 'gateway/tls-required', 'spec.servers[0].tls', 'TLS needs tls'],
  'tls for HTTP': [tls({}, 'HTTP'), 'gateway/tls-in-clear', 'spec.servers[0].tls', 'HTTP'],
  'tls for TCP': [tls({ mode: 'PASSTHROUGH' }, 'TCP'), 'gateway/tls-in-clear', 'spec.servers[0].tls'],
  'certificates beside those of the mesh': [tls({ credentialName: 'a' }), 'gateway/istio-mutual-certificates', 'spec.servers[0].tls.credentialName'],
});

webhookWarns(judge, {
  'a redirect of what is no HTTP': [tls({ httpsRedirect: true }), 'gateway/redirect-unused', 'spec.servers[0].tls.httpsRedirect'],
});
