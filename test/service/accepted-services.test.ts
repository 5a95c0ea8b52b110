import { ApiObject, App, Chart, Duration } from 'cdk8s';
import * as fc from 'fast-check';
import {
  ConnectStrategy, DataPlane, EgressPort, Endpoint, ExportTo, ExternalService, type ExternalServiceProps, Failover, FaultInjection,
  IstioMesh, IstioVersion, LoadBalancing, Locality, Location, Protocol, Resolution, Retries, RetryOn, Risk,
} from '../../src';
import { checkManifest } from '../../src/istio/check-manifest';
import { type IstioProblem, ProblemOrigin, ProblemSeverity } from '../../src/istio/problem';
import { checkServiceEntry } from '../../src/istio/kinds/service-entry';
import { factsOf } from '../../src/mesh/istio-mesh';

/** Mostly what people write, and now and then what they should not. */
const often = <T>(good: fc.Arbitrary<T>, bad: fc.Arbitrary<T>) => fc.oneof({ weight: 40, arbitrary: good }, { weight: 1, arbitrary: bad });
const one = <T>(...values: T[]) => fc.constantFrom(...values);
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const host = often(one('a.com', 'b.com', 'localhost', 'A.example.com', '*.a.com', '*.b.com'),
  fc.oneof(one('*', '*a.com', '1.2.3.4', 'a_b', 'a..b', '', 'a.*.com'), fc.string()));
const address = often(one('192.0.2.1', '2001:db8::1', '192.0.2.0/24', '2001:db8::/32'), one('a.com', '192.0.2.1/33', '', 'fe80::1%eth0'));
const number = often(fc.integer({ min: 1, max: 65535 }), one(0, -1, 65536, 1.5, NaN));
const name = often(one('web', 'db', 'x-1'), one('', 'a b', '-', 'x'.repeat(64)));
const label = often(one('v1', '', 'a.b'), one('*', 'not a value', 'x'.repeat(64)));
const protocol = sometimes(one(...Object.values(Protocol)));
const port = fc.record({ number, protocol, name: sometimes(name), targetPort: sometimes(number) })
  .map((props) => EgressPort.of(props));
const usualPort = one(EgressPort.http(), EgressPort.https(), EgressPort.tls({ number: 8443 }), EgressPort.grpc(), EgressPort.tcp(5432));
const endpoint = fc.tuple(
  often(one('192.0.2.1', '2001:db8::1', 'c.com', 'unix:///run/a.sock'), one('', 'not a name', 'unix://', 'x'.repeat(257))),
  fc.record({
    ports: sometimes(fc.dictionary(one('http', 'web', 'tls'), number, { maxKeys: 2 })),
    labels: sometimes(fc.dictionary(one('version', 'a/b', 'not a key'), label, { maxKeys: 2 })),
    network: sometimes(one('', 'vpc-1')),
    locality: sometimes(one(Locality.of('r'), Locality.of('r', 'z', 's'))),
    weight: sometimes(often(fc.integer({ min: 0, max: 100 }), one(-1, 0.5, 2 ** 32))),
    serviceAccount: sometimes(one('', 'sa')),
  }),
).map(([where, options]) => Endpoint.of(where, options));
const risk = one(Risk.spoofableHost, Risk.tcpAnyAddress, Risk.plainHttpOn443, Risk.protocolConflict).map((of) => of({ reason: 'why' }));

const duration = often(one(1, 250, 3000, 60000), one(0, 0.5)).map((milliseconds) => Duration.millis(milliseconds));
const limit = often(fc.integer({ min: 1, max: 1000 }), one(0, -1, 0.5, 2 ** 31));
const percent = often(fc.integer({ min: 1, max: 100 }), one(0, 101, 0.5));
const failure = often(
  one(RetryOn.RESET, RetryOn.CONNECT_FAILURE, RetryOn.UNAVAILABLE, RetryOn.status(429)),
  one(RetryOn.status(599), RetryOn.status(0)),
);
const retries = fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.boolean(), fc.record({
  perTryTimeout: sometimes(duration),
  retryOn: sometimes(fc.array(failure, { maxLength: 2 })),
  retryRemoteLocalities: sometimes(fc.boolean()),
})).map(([attempts, every, options]) => every ? Retries.ofEveryMethod(attempts, options) : Retries.of(attempts, options));
const behaviour: fc.Arbitrary<Partial<ExternalServiceProps>> = fc.record({
  timeout: sometimes(duration),
  retries: sometimes(fc.oneof(retries, one(Retries.none()))),
  stripMeshHeaders: sometimes(fc.boolean()),
  removeRequestHeaders: sometimes(fc.array(often(one('x-team', 'baggage'), one('', 'host', ':path')), { maxLength: 2 })),
  fault: sometimes(fc.oneof(
    one(200, 418, 503, 599).map((status) => FaultInjection.abort(status)),
    fc.tuple(duration, percent).map(([delay, percentage]) => FaultInjection.delay(delay, { percentage })),
  )),
  connectionPool: sometimes(fc.record({
    connectTimeout: sometimes(duration), idleTimeout: sometimes(duration), maxConnections: sometimes(limit), maxRetries: sometimes(limit),
  })),
  outlierDetection: sometimes(fc.record({
    consecutive5xxErrors: sometimes(limit),
    consecutiveLocalOriginFailures: sometimes(limit),
    interval: sometimes(duration),
    maxEjectionPercent: sometimes(percent),
  })),
  loadBalancing: sometimes(one(
    LoadBalancing.roundRobin(), LoadBalancing.consistentHashByHeader('x-user'), LoadBalancing.leastRequest(),
    LoadBalancing.consistentHashBySourceIp(), LoadBalancing.consistentHashByCookie('a', { ttl: Duration.seconds(0) }),
  )),
  failover: sometimes(one(
    Failover.nearestFirst(), Failover.betweenRegions({ s: 'r' }), Failover.betweenRegions({ r: 'r' }), Failover.betweenRegions({ 'r/z': 'r' }),
  )),
});

const props: fc.Arbitrary<ExternalServiceProps> = fc.record({
  metadata: sometimes(fc.record({
    name: sometimes(often(one('a', 'a.com'), one('A', ''))),
    namespace: sometimes(often(one('demo', 'shop'), one('De mo'))),
    labels: sometimes(fc.dictionary(one('team', 'networking.istio.io/enable-autoallocate-ip', 'istio.io/use-waypoint'), one('false', 'true', 'w'))),
    annotations: sometimes(fc.dictionary(one('note', 'istio.io/dry-run', 'internal.istio.io/parents'), one('x'))),
  })),
  hosts: fc.array(host, { minLength: 1, maxLength: 2 }),
  ports: fc.array(fc.oneof({ weight: 3, arbitrary: usualPort }, { weight: 1, arbitrary: port }), { maxLength: 2 }),
  addresses: sometimes(fc.array(address, { maxLength: 2 })),
  location: sometimes(one(...Object.values(Location))),
  resolution: sometimes(one(...Object.values(Resolution))),
  endpoints: sometimes(fc.array(endpoint, { maxLength: 2 })),
  workloadSelector: sometimes(fc.dictionary(one('app', 'tier', ''), label, { maxKeys: 2 })),
  exportTo: sometimes(often(
    one(ExportTo.MESH_DEFAULT, ExportTo.NOBODY, ExportTo.ALL_NAMESPACES, ExportTo.namespaces('.', 'shop')),
    one(ExportTo.namespaces('*', '.'), ExportTo.namespaces()),
  )),
  subjectAltNames: sometimes(fc.array(one('a', ''), { maxLength: 2 })),
  connectStrategy: sometimes(one(...Object.values(ConnectStrategy))),
  ipAutoAllocate: sometimes(fc.boolean()),
  acceptRisks: sometimes(fc.array(risk, { maxLength: 2 })),
});

const mesh = fc.record({
  version: one(IstioVersion.V1_28, IstioVersion.V1_29, IstioVersion.V1_30, IstioVersion.V1_31),
  dataPlane: one(...Object.values(DataPlane)),
  dnsCapture: fc.boolean(),
  ipAutoAllocate: fc.boolean(),
});

function isRefusedByIstio({ origin, severity }: IstioProblem): boolean {
  return origin !== ProblemOrigin.ADVICE && severity === ProblemSeverity.ERROR;
}

/** Where behaviour has nothing to hold for, it is refused, and that would be most of what is generated. */
const fitting = fc.record({
  hosts: one(['a.com'], ['a.com', 'b.com']),
  ports: one([EgressPort.http()], [EgressPort.http(), EgressPort.https()], [EgressPort.grpc()]),
  endpoints: sometimes(one(
    [Endpoint.of('192.0.2.1', { locality: Locality.of('r') }), Endpoint.of('192.0.2.2', { locality: Locality.of('s', 'z') })],
    [Endpoint.of('c.com', { locality: Locality.of('r') }), Endpoint.of('d.com', { locality: Locality.of('r') })],
  )),
});

test.each<[string, number, fc.Arbitrary<ExternalServiceProps>]>([
  ['a service', 600, props],
  ['a service that says how its calls behave', 600, fc.tuple(fitting, behaviour).map((parts) => Object.assign({}, ...parts))],
  ['any of both', 200, fc.tuple(props, behaviour).map((parts) => Object.assign({}, ...parts))],
])('whatever %s accepts, Istio does not refuse', (_what, runs, anyProps) => {
  let accepted = 0;
  fc.assert(fc.property(anyProps, mesh, (serviceProps, meshProps) => {
    const chart = new Chart(new App(), 'chart', { namespace: 'demo' });
    const facts = factsOf(new IstioMesh(chart, 'mesh', meshProps));
    let manifest: any;
    let companions: any[];
    try {
      new ExternalService(chart, 'service', serviceProps);
      [manifest, ...companions] = chart.toJson();
    } catch (error) {
      expect((error as Error).constructor).toBe(Error);
      expect((error as Error).message).toMatch(/^chart\/service: |^Validation failed with the following errors:\n {2}\[chart\/service\] /);
      return;
    }
    accepted++;
    expect(checkServiceEntry(manifest, facts).filter(isRefusedByIstio)).toEqual([]);
    for (const each of [manifest, ...companions]) expect(checkManifest(each, facts).filter(isRefusedByIstio)).toEqual([]);
    expect(ApiObject.isApiObject(chart.node.findChild('service'))).toBe(true);
  }), { seed: 1970, numRuns: runs });

  // A generator that is always refused would prove nothing.
  expect(accepted / runs).toBeGreaterThan(0.15);
  expect(accepted / runs).toBeLessThan(0.75);
});
