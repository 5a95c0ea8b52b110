import { ApiObject, App, Chart } from 'cdk8s';
import { Endpoint, EgressPort, ExternalService, Locality } from 'cdk8s-istio-egress';

const FRANKFURT = Locality.of('eu-central-1', 'eu-central-1a');
const DUBLIN = Locality.of('eu-west-1', 'eu-west-1b');

/** Services with one endpoint per region, of which the near one is used as long as it answers. */
export function build(outdir: string): App[] {
  const app = new App({ outdir });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });

  // IP addresses: resolution STATIC follows.
  const ledger = new ExternalService(chart, 'ledger', {
    hosts: ['ledger.example.com'],
    ports: [EgressPort.http()],
    endpoints: [
      Endpoint.of('192.0.2.10', { locality: FRANKFURT }),
      Endpoint.of('198.51.100.10', { locality: DUBLIN, ports: { http: 8080 } }),
    ],
  });

  // DNS names: resolution DNS follows.
  const search = new ExternalService(chart, 'search', {
    hosts: ['search.example.com'],
    ports: [EgressPort.https()],
    endpoints: [
      Endpoint.of('frankfurt.search.example.com', { locality: FRANKFURT }),
      Endpoint.of('dublin.search.example.com', { locality: DUBLIN }),
    ],
  });

  preferNearEndpoints(chart, ledger);
  preferNearEndpoints(chart, search);
  return [app];
}

/** Istio looks at localities only where outlier detection can tell that an endpoint is gone. */
function preferNearEndpoints(chart: Chart, service: ExternalService): void {
  new ApiObject(chart, `${service.node.id}-failover`, {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { namespace: service.namespace },
    spec: {
      host: service.hosts[0],
      exportTo: ['.'],
      trafficPolicy: {
        loadBalancer: {
          localityLbSetting: {
            failover: [{ from: FRANKFURT.region, to: DUBLIN.region }, { from: DUBLIN.region, to: FRANKFURT.region }],
          },
        },
        // By default one endpoint in ten may be ejected at the most: neither of two.
        outlierDetection: { consecutive5xxErrors: 3, interval: '10s', baseEjectionTime: '30s', maxEjectionPercent: 100 },
      },
    },
  });
}
