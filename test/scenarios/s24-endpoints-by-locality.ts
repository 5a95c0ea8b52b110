import { Endpoint, EgressPort, ExternalService, Failover, Locality } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop');

export const s24: Scenario = {
  name: 's24-endpoints-by-locality',
  achieves: 'a service with one endpoint per region, by address and by name: the near one is called, and another one when it is gone',
  chapter: 'bytes',
  define: (chart) => {
    const frankfurt = Locality.of('eu-central-1', 'eu-central-1a');
    const dublin = Locality.of('eu-west-1', 'eu-west-1b');
    new ExternalService(chart, 'ledger', {
      hosts: ['ledger.example.com'],
      ports: [EgressPort.http()],
      endpoints: [Endpoint.of('192.0.2.10', { locality: frankfurt }), Endpoint.of('198.51.100.10', { locality: dublin, ports: { http: 8080 } })],
      failover: Failover.nearestFirst(),
    });
    new ExternalService(chart, 'search', {
      hosts: ['search.example.com'],
      ports: [EgressPort.https()],
      endpoints: [
        Endpoint.of('frankfurt.search.example.com', { locality: frankfurt }),
        Endpoint.of('dublin.search.example.com', { locality: dublin }),
      ],
      failover: Failover.betweenRegions({ 'us-east-1': 'eu-west-1' }),
      outlierDetection: { consecutive5xxErrors: 3 },
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.http('ledger.example.com').reaches('outbound|80||ledger.example.com', '192.0.2.10:80', '198.51.100.10:8080'),
      shop.tls('search.example.com')
        .reaches('outbound|443||search.example.com', 'frankfurt.search.example.com:443', 'dublin.search.example.com:443'),
      // Endpoints are where the service is found, and no hosts of it.
      shop.tls('frankfurt.search.example.com').isClosed(),
      shop.http('dublin.search.example.com').isRefused(),
      from('warehouse').http('ledger.example.com').isClosed(),
      from('warehouse').tls('search.example.com').isClosed(),
    ],
  }],
};
