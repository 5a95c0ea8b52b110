import { App, Chart, Duration } from 'cdk8s';
import { Endpoint, EgressPort, ExternalService, Failover, Locality, Retries, RetryOn } from 'cdk8s-istio-egress';

const FRANKFURT = Locality.of('eu-central-1', 'eu-central-1a');
const DUBLIN = Locality.of('eu-west-1', 'eu-west-1b');

/** Services with one endpoint per region, of which the near one is used as long as it answers. */
export function build(outdir: string): App[] {
  const app = new App({ outdir });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });

  // IP addresses: resolution STATIC follows.
  new ExternalService(chart, 'ledger', {
    hosts: ['ledger.example.com'],
    ports: [EgressPort.http()],
    endpoints: [
      Endpoint.of('192.0.2.10', { locality: FRANKFURT }),
      Endpoint.of('198.51.100.10', { locality: DUBLIN, ports: { http: 8080 } }),
    ],
    failover: Failover.nearestFirst(),
    outlierDetection: { consecutive5xxErrors: 3, baseEjectionTime: Duration.seconds(30) },
    // What fails on the way out of the near region is tried in the other one, where that does no harm.
    retries: Retries.of(2, { retryOn: [RetryOn.CONNECT_FAILURE, RetryOn.GATEWAY_ERROR], retryRemoteLocalities: true }),
  });

  // DNS names: resolution DNS follows.
  new ExternalService(chart, 'search', {
    hosts: ['search.example.com'],
    ports: [EgressPort.https()],
    endpoints: [
      Endpoint.of('frankfurt.search.example.com', { locality: FRANKFURT }),
      Endpoint.of('dublin.search.example.com', { locality: DUBLIN }),
    ],
    failover: Failover.betweenRegions({ 'us-east-1': DUBLIN.region }),
    outlierDetection: { consecutive5xxErrors: 3 },
  });

  return [app];
}
