import { Duration } from 'cdk8s';
import { EgressPort, ExternalService, FaultInjection, Retries, RetryOn } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s08: Scenario = {
  name: 's08-retries-and-limits',
  achieves: 'calls that are made again where that does no harm, limits of connections, and a fault for a test',
  chapter: 'behaviour',
  define: (chart) => {
    new ExternalService(chart, 'payments', {
      hosts: ['api.payments.example.com'],
      ports: [EgressPort.http()],
      timeout: Duration.seconds(10),
      retries: Retries.of(2, {
        perTryTimeout: Duration.seconds(3),
        retryOn: [RetryOn.CONNECT_FAILURE, RetryOn.RESET, RetryOn.status(503)],
      }),
      connectionPool: { connectTimeout: Duration.seconds(1), maxConnections: 50, http1MaxPendingRequests: 100 },
      stripMeshHeaders: true,
      removeRequestHeaders: ['x-team'],
    });
    new ExternalService(chart, 'rates', {
      hosts: ['rates.example.com'],
      ports: [EgressPort.grpc({ number: 50051 })],
      retries: Retries.ofEveryMethod(3, { retryOn: [RetryOn.UNAVAILABLE] }),
      connectionPool: { http2MaxRequests: 100 },
      outlierDetection: { consecutiveGatewayErrors: 3, baseEjectionTime: Duration.minutes(1) },
    });
    new ExternalService(chart, 'mail', {
      hosts: ['mail.example.com'],
      ports: [EgressPort.http()],
      retries: Retries.none(),
      fault: FaultInjection.abort(503, { percentage: 10 }),
    });
    new ExternalService(chart, 'database', {
      hosts: ['postgres.example.com'],
      ports: [EgressPort.tcp(5432)],
      addresses: ['192.0.2.10'],
      connectionPool: { maxConnections: 20, idleTimeout: Duration.minutes(10) },
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.http('api.payments.example.com').reaches('outbound|80||api.payments.example.com', 'api.payments.example.com:80'),
      shop.grpc('rates.example.com').reaches('outbound|50051||rates.example.com', 'rates.example.com:50051'),
      shop.http('mail.example.com').reaches('outbound|80||mail.example.com'),
      shop.dial('192.0.2.10', 5432).reaches('outbound|5432||postgres.example.com'),
      shop.http('payments.example.com').isRefused(),
      shop.grpc('mail.example.com').isRefused(),
      shop.dial('192.0.2.11', 5432).isClosed(),
      warehouse.http('api.payments.example.com').isClosed(),
      warehouse.http('mail.example.com').isClosed(),
      warehouse.grpc('rates.example.com').isClosed(),
      warehouse.dial('192.0.2.10', 5432).isClosed(),
    ],
  }],
};
