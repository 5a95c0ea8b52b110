import * as fc from 'fast-check';
import { count, duration, either, exactHost, object, objectWithAny, portNumber, some } from './pieces';

export const connectionPool: fc.Arbitrary<any> = objectWithAny({
  tcp: object({}, {
    maxConnections: count, connectTimeout: duration, idleTimeout: duration, maxConnectionDuration: duration,
    tcpKeepalive: object({}, { probes: count, time: duration, interval: duration }),
  }),
  http: object({}, {
    http1MaxPendingRequests: count, http2MaxRequests: count, maxRequestsPerConnection: count, maxRetries: count, idleTimeout: duration,
    h2UpgradePolicy: fc.constantFrom('DEFAULT', 'DO_NOT_UPGRADE'), maxConcurrentStreams: count,
  }),
});

const localities = either<any>(
  fc.constant({ enabled: true }),
  fc.constant({ failover: [{ from: 'us', to: 'eu' }] }),
  fc.constant({ failoverPriority: ['topology.istio.io/network', 'version=v1'] }),
  fc.constant({ distribute: [{ from: 'us/z1/*', to: { 'us/z1/*': 80, 'us/z2/*': 20 } }] }),
);

const loadBalancer = either(
  object({ simple: fc.constantFrom('ROUND_ROBIN', 'LEAST_REQUEST', 'RANDOM', 'PASSTHROUGH') }, {
    localityLbSetting: localities,
    warmup: object({ duration }, { aggression: fc.constantFrom(1, 2.5), minimumPercent: fc.constantFrom(0, 10, 100) }),
  }),
  object({
    consistentHash: either<any>(
      fc.constant({ httpHeaderName: 'x-user' }),
      fc.constant({ useSourceIp: true }),
      fc.constant({ httpQueryParameterName: 'user' }),
      object(
        { httpCookie: object({ name: fc.constant('user') }, { ttl: duration, path: fc.constant('/') }) },
        { maglev: fc.constantFrom({}, { tableSize: 65537 }) },
      ),
      object({ httpHeaderName: fc.constant('x-user') }, { ringHash: fc.constantFrom({}, { minimumRingSize: 1024 }) }),
    ),
  }),
);

const outlierDetection = object({}, {
  consecutive5xxErrors: count, consecutiveGatewayErrors: count, interval: duration, baseEjectionTime: duration,
  maxEjectionPercent: fc.constantFrom(0, 50, 100), minHealthPercent: fc.constantFrom(0, 50, 100),
  outlierDetectionHttpErrorCodes: some(fc.constantFrom(429, 503)),
});

const tls = either<any>(
  fc.constant({ mode: 'DISABLE' }),
  fc.constant({ mode: 'ISTIO_MUTUAL' }),
  object({ mode: fc.constant('SIMPLE') }, { sni: exactHost, caCertificates: fc.constant('/etc/ca.pem'), subjectAltNames: some(exactHost) }),
  object(
    { mode: fc.constantFrom('SIMPLE', 'MUTUAL'), credentialName: fc.constantFrom('my-cert', 'configmap://shop/ca') }, { sni: exactHost },
  ),
  object(
    { mode: fc.constant('MUTUAL'), clientCertificate: fc.constant('c'), privateKey: fc.constant('k') },
    { caCertificates: fc.constant('ca') },
  ),
  fc.constant({ mode: 'SIMPLE', insecureSkipVerify: true }),
);

/** What may be said for all ports and for one. */
const perPort = { connectionPool, loadBalancer, outlierDetection, tls };

export const trafficPolicy: fc.Arbitrary<any> = objectWithAny({
  ...perPort,
  portLevelSettings: some(fc.tuple(portNumber, objectWithAny(perPort)).map(([number, settings]) => ({ port: { number }, ...settings }))),
  tunnel: object({ targetHost: exactHost, targetPort: portNumber }, { protocol: fc.constantFrom('CONNECT', 'POST') }),
  retryBudget: object({}, { percent: fc.constantFrom(0, 20, 100), minRetryConcurrency: count }),
});
