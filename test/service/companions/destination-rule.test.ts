import { CaBundle, EgressPort, TlsOrigination, Workloads } from '../../../src';
import { companionsOf, trafficPolicyOf } from '../spoken-of';

const LIMITS = { maxConnections: 10 };

test('what is said of connections stands at the top where no proxy starts TLS', () => {
  expect(trafficPolicyOf({ connectionPool: LIMITS })).toEqual({ connectionPool: { tcp: LIMITS } });
});

test('and again at each port on which one does, because Istio takes nothing from the top there', () => {
  const ports = [EgressPort.http({ tls: TlsOrigination.simple() }), EgressPort.https()];

  expect(trafficPolicyOf({ ports, connectionPool: LIMITS })).toMatchObject({
    connectionPool: { tcp: LIMITS },
    portLevelSettings: [{ port: { number: 80 }, connectionPool: { tcp: LIMITS }, tls: { mode: 'SIMPLE' } }],
  });
});

test('a rule for the host is seen where the service is', () => {
  expect(companionsOf({ connectionPool: LIMITS }).DestinationRule).toMatchObject({ host: 'api.example.com', exportTo: ['.'] });
});

test('proxies without the certificates get a rule of their own, that starts TLS all the same', () => {
  const workloads = Workloads.select({ namespace: 'shop', labels: { app: 'till' } });
  const tls = TlsOrigination.simple({ caCertificates: CaBundle.secret('partner-ca', { workloads }) });

  // The last of its kind.
  expect(companionsOf({ ports: [EgressPort.http({ tls })] }).DestinationRule).toMatchObject({
    exportTo: ['shop'],
    trafficPolicy: { portLevelSettings: [{ tls: { mode: 'SIMPLE', caCertificates: 'system' } }] },
  });
});
