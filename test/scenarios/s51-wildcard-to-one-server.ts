import { EgressGateway, EgressPort, Endpoint, ExternalService } from 'cdk8s-istio-egress';
import { from, TurnedAway } from './calls';
import { type Scenario } from './scenario';

const GATEWAY = 'istio-egress/egress-gateway';
const shop = from('shop');
const warehouse = from('warehouse');

export const s51: Scenario = {
  name: 's51-wildcard-to-one-server',
  achieves: 'every name of a domain leaves by a gateway for the one server that serves them all',
  chapter: 'egress-gateway',
  define: (chart) => {
    const gateway = new EgressGateway(chart, 'egress', { metadata: { name: 'egress-gateway', namespace: 'istio-egress' } });
    new ExternalService(chart, 'wikipedia', {
      hosts: ['*.wikipedia.org'],
      endpoints: [Endpoint.of('www.wikipedia.org')],
      ports: [EgressPort.https(), EgressPort.http()],
      via: gateway,
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.tls('en.wikipedia.org').leavesBy(GATEWAY).reaches('outbound|443||*.wikipedia.org', 'www.wikipedia.org:443'),
      shop.tls('de.wikipedia.org').leavesBy(GATEWAY).reaches('outbound|443||*.wikipedia.org', 'www.wikipedia.org:443'),
      shop.http('en.wikipedia.org').leavesBy(GATEWAY).reaches('outbound|80||*.wikipedia.org', 'www.wikipedia.org:80'),
      shop.tls('wikipedia.org').isClosed(),
      shop.tls('en.wikipedia.org.example.com').isClosed(),
      shop.http('example.org').isRefused(),
      warehouse.tls('en.wikipedia.org').isClosed(),
      warehouse.tls('en.wikipedia.org', { address: '10.96.0.1' }).isTurnedAwayBy(GATEWAY, TurnedAway.NO_IDENTITY),
    ],
  }],
};
