import * as fc from 'fast-check';
import {
  bytesProtocol, either, exactHost, exportTo, httpProtocol, ip, labels, object, portNumber, range, some, tlsProtocol, unixSocket,
  wildcardHost,
} from './pieces';

const described = { exportTo, location: fc.constantFrom('MESH_EXTERNAL', 'MESH_INTERNAL'), subjectAltNames: fc.constant(['spiffe://a/b']) };

/** A spec for every resolution; what else may be said follows from it. */
export const serviceEntrySpec: fc.Arbitrary<any> = either(none(), fixed(), byName(), perCall());

function none(): fc.Arbitrary<any> {
  return either(
    object({ hosts: some(either(exactHost, wildcardHost)) }, {
      ...described, ports: ports(either(httpProtocol, tlsProtocol)), resolution: fc.constant('NONE'), addresses: some(either(ip, range)),
    }),
    object({ hosts: some(exactHost, 1), addresses: some(either(ip, range)), ports: ports(bytesProtocol) }, described),
  );
}

function fixed(): fc.Arbitrary<any> {
  const withEndpoints = object(
    { hosts: some(either(exactHost, wildcardHost)), ports: ports(either(httpProtocol, tlsProtocol)), resolution: fc.constant('STATIC') },
    { ...described, endpoints: some(endpoint(ip)), addresses: some(either(ip, range)) },
  );
  const selecting = object(
    {
      hosts: some(exactHost, 1),
      ports: ports(bytesProtocol),
      resolution: fc.constant('STATIC'),
      workloadSelector: labels.map((selected) => ({ labels: selected })),
    },
    described,
  );
  const socket = object({
    hosts: some(exactHost, 1),
    ports: ports(httpProtocol, 1),
    resolution: fc.constant('STATIC'),
    endpoints: some(unixSocket.map((address) => ({ address }))),
  });
  return either(withEndpoints, selecting, socket);
}

function byName(): fc.Arbitrary<any> {
  const plain = object(
    { hosts: some(exactHost), ports: ports(either(httpProtocol, tlsProtocol)), resolution: fc.constantFrom('DNS', 'DNS_ROUND_ROBIN') },
    { ...described, addresses: some(ip) },
  );
  const elsewhere = object(
    {
      hosts: some(either(exactHost, wildcardHost), 1),
      ports: ports(bytesProtocol),
      resolution: fc.constantFrom('DNS', 'DNS_ROUND_ROBIN'),
      endpoints: some(endpoint(either(exactHost, ip)), 1),
    },
    described,
  );
  return either(plain, elsewhere);
}

function perCall(): fc.Arbitrary<any> {
  return object(
    { hosts: some(wildcardHost), ports: ports(fc.constantFrom('HTTP', 'TLS', 'GRPC', 'HTTP2')), resolution: fc.constant('DYNAMIC_DNS') },
    described,
  );
}

/** Names and numbers of their own. */
function ports(protocol: fc.Arbitrary<string>, maxLength = 3): fc.Arbitrary<any[]> {
  return some(object({ protocol, number: portNumber }, { targetPort: portNumber }), maxLength)
    .map((all) => all.map((port, at) => ({ ...port, name: `port-${at}`, number: at === 0 ? port.number : 9000 + at })));
}

function endpoint(address: fc.Arbitrary<string>): fc.Arbitrary<any> {
  return object({ address }, {
    ports: portNumber.map((number) => ({ 'port-0': number })),
    labels,
    locality: fc.constant('region/zone'),
    weight: fc.constantFrom(1, 100),
    network: fc.constant('network-1'),
    serviceAccount: fc.constant('default'),
  });
}
