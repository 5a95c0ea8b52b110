import { EgressPort, ExternalService, type ExternalServiceProps, type IEgressPath, IstioVersion, TlsOrigination } from '../../../../src';
import { chartInMesh, complaintsOf, newChart, refusalOf } from '../../../helpers';

const POLICY = TlsOrigination.backendTlsPolicy();
const GATEWAY: IEgressPath = {
  way: 'through gateway egress/test',
  _plan: () => ({ isRouted: false, relays: ['egress'], hidesDirectPath: false, labels: {}, legs: () => [], problems: () => [] }),
};

function written(props: Partial<ExternalServiceProps> = {}): any[] {
  const chart = newChart({ namespace: 'shop' });
  new ExternalService(chart, 'a', { metadata: { name: 'a' }, hosts: ['a.com'], ports: [EgressPort.http({ tls: POLICY }), EgressPort.https()], ...props });
  return chart.toJson();
}

test('instead of the rule there is a policy for the port, with the name of the certificate', () => {
  const [entry, policy, ...rest] = written();

  expect(entry.spec.ports).toMatchObject([{ number: 80, name: 'http', targetPort: 443 }, { number: 443 }]);
  expect(rest).toEqual([]);
  expect(policy).toMatchObject({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'BackendTLSPolicy',
    metadata: { namespace: 'shop' },
    spec: {
      targetRefs: [{ group: 'networking.istio.io', kind: 'ServiceEntry', name: 'a', sectionName: 'http' }],
      validation: { hostname: 'a.com', subjectAltNames: [{ type: 'Hostname', hostname: 'a.com' }], wellKnownCACertificates: 'System' },
    },
  });
});

test('every port has its own, with the names that are given', () => {
  const named = TlsOrigination.backendTlsPolicy({ sni: 'b.com', subjectAltNames: ['c.com', 'spiffe://d/e'] });
  const policies = written({ ports: [EgressPort.http({ tls: POLICY }), EgressPort.http({ number: 8080, tls: named })] }).slice(1);

  expect(policies.map(({ spec }) => spec.targetRefs[0].sectionName)).toEqual(['http', 'http-8080']);
  expect(policies[1].spec.validation).toMatchObject({
    hostname: 'b.com', subjectAltNames: [{ type: 'Hostname', hostname: 'c.com' }, { type: 'URI', uri: 'spiffe://d/e' }],
  });
});

test.each<[string, Partial<ExternalServiceProps>]>([
  ['a BackendTLSPolicy names one host in the handshake, and the service has a.com, b.com', { hosts: ['a.com', 'b.com'] }],
  ['the TLS of a service that others forward is said in a DestinationRule', { via: GATEWAY }],
  ['Istio takes one of the BackendTLSPolicy and what else is said of the connections, and TLS may be lost', {
    ports: [EgressPort.http({ tls: POLICY }), EgressPort.http({ number: 8080, tls: TlsOrigination.simple() })],
  }],
])('refused: %s', (what, props) => {
  expect(refusalOf(() => written(props))).toBe(`chart/a: TlsOrigination.backendTlsPolicy(): ${what}; use TlsOrigination.simple()`);
});

test('an older Istio takes no such policy for a ServiceEntry', () => {
  const chart = chartInMesh({ version: IstioVersion.of('1.27') }, { namespace: 'shop' });
  new ExternalService(chart, 'a', { hosts: ['a.com'], ports: [EgressPort.http({ tls: POLICY })] });
  expect(complaintsOf(chart)).toEqual(['[chart/a] ports[0].tls: TlsOrigination.backendTlsPolicy() needs Istio 1.28, and this mesh is taken for 1.27; '
    + 'use TlsOrigination.simple(), or declare the version with new IstioMesh()']);
});
