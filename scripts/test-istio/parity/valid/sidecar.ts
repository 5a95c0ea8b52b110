import * as fc from 'fast-check';
import { either, exactHost, ip, labels, object, objectWithAny, portNumber, some, unixSocket, withoutGaps } from './pieces';
import { connectionPool } from './traffic-policy';

const imported = fc.constantFrom('./*', 'istio-system/*', '*/api.example.com', './*.example.com', 'ns1/a.b', '~/*');
const protocol = fc.constantFrom('HTTP', 'TLS', 'TCP', 'GRPC');
const captureMode = fc.constantFrom('DEFAULT', 'IPTABLES', 'NONE');

const policy = either(
  object({ mode: fc.constantFrom('REGISTRY_ONLY', 'ALLOW_ANY') }),
  object({
    mode: fc.constant('ALLOW_ANY'),
    egressProxy: object({ host: exactHost, port: portNumber.map((number) => ({ number })) }, { subset: fc.constant('v1') }),
  }),
);

export const sidecarSpec: fc.Arbitrary<any> = objectWithAny({
  egress: egress(),
  ingress: ingress(),
  outboundTrafficPolicy: policy,
  inboundConnectionPool: connectionPool,
}).chain((spec) => fc.option(labels, { nil: undefined })
  .map((selected) => withoutGaps({ workloadSelector: selected && { labels: selected }, ...spec })));

/** Listeners on ports of their own, and the one for all other ports last. */
function egress(): fc.Arbitrary<any[]> {
  const hosts = some(imported);
  const onPort = object({ hosts, port: object({ number: portNumber, protocol }, { name: fc.constant('a') }) }, { bind: ip, captureMode });
  const onSocket = object(
    { hosts, port: object({ number: fc.constant(0), protocol }), bind: unixSocket }, { captureMode: fc.constant('NONE') },
  );
  const onOthers = object({ hosts }, { captureMode });
  return fc.tuple(fc.array(either(onPort, onSocket), { maxLength: 2 }), onOthers)
    .map(([first, last]) => [...distinct(first), last]);
}

function ingress(): fc.Arbitrary<any[]> {
  const plain = object({ port: object({ number: portNumber, protocol }) }, {
    defaultEndpoint: fc.constantFrom('127.0.0.1:8080', 'unix:///var/run/x.sock', ':8080', '[::1]:8080'),
    bind: ip,
    captureMode,
    connectionPool,
  });
  const overTls = object({
    port: object({ number: portNumber, protocol: fc.constantFrom('HTTPS', 'TLS') }),
    tls: either<any>(
      fc.constant({ mode: 'SIMPLE', serverCertificate: 'c', privateKey: 'k' }),
      fc.constant({ mode: 'MUTUAL', serverCertificate: 'c', privateKey: 'k', caCertificates: 'ca' }),
    ),
  }, { defaultEndpoint: fc.constant('127.0.0.1:8443') });
  return some(either(plain, overTls)).map(distinct);
}

/** Every listener on a port or socket of its own. */
function distinct(listeners: any[]): any[] {
  return listeners.map((listener, at) => listener.port.number === 0
    ? { ...listener, bind: `${listener.bind}${at}` }
    : { ...listener, port: { ...listener.port, number: listener.port.number - at * 10 } });
}
