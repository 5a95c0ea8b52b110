import { EgressGateway, EgressPort, ExportTo, ExternalService } from 'cdk8s-istio-egress';
import { from, TurnedAway } from './calls';
import { type KubernetesObject } from './cluster';
import { type Scenario } from './scenario';

const GATEWAY = 'istio-egress/egress-gateway';
const shop = from('shop');
const billing = from('billing');
const warehouse = from('warehouse');

/** What cluster.ts gives the first Service of a cluster. */
const ADDRESS_OF_THE_GATEWAY = { address: '10.96.0.1' };

export const s44: Scenario = {
  name: 's44-a-gateway-of-its-own',
  achieves: 'calls leave by a gateway that is deployed for it, over HTTP and TLS, and the gateway knows who calls',
  chapter: 'egress-gateway',
  define: (chart) => {
    const gateway = new EgressGateway(chart, 'egress', { metadata: { name: 'egress-gateway', namespace: 'istio-egress' } });
    new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org', 'www.httpbin.org'], ports: [EgressPort.http(), EgressPort.https()], via: gateway });
    new ExternalService(chart, 'stripe', {
      hosts: ['api.stripe.com'], ports: [EgressPort.https()], exportTo: ExportTo.namespaces('.', 'billing'), via: gateway,
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.http('httpbin.org').leavesBy(GATEWAY).reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
      shop.http('www.httpbin.org').leavesBy(GATEWAY).reaches('outbound|80||www.httpbin.org', 'www.httpbin.org:80'),
      shop.tls('httpbin.org').leavesBy(GATEWAY).reaches('outbound|443||httpbin.org', 'httpbin.org:443'),
      shop.tls('www.httpbin.org').leavesBy(GATEWAY).reaches('outbound|443||www.httpbin.org', 'www.httpbin.org:443'),
      shop.tls('api.stripe.com').leavesBy(GATEWAY).reaches('outbound|443||api.stripe.com', 'api.stripe.com:443'),
      billing.tls('api.stripe.com').leavesBy(GATEWAY).reaches('outbound|443||api.stripe.com', 'api.stripe.com:443'),
      shop.http('example.com').isRefused(),
      shop.tls('example.com').isClosed(),
      shop.tls('httpbin.org', { port: 80 }).isClosed(),
      billing.http('httpbin.org').isRefused(),
      billing.tls('httpbin.org').isClosed(),
      warehouse.http('httpbin.org').isRefused(),
      warehouse.tls('api.stripe.com').isClosed(),

      // Straight to the address of the gateway, with the name of a service that others may call.
      warehouse.tls('api.stripe.com', ADDRESS_OF_THE_GATEWAY).isTurnedAwayBy(GATEWAY, TurnedAway.NO_IDENTITY),
      warehouse.http('httpbin.org', ADDRESS_OF_THE_GATEWAY).isRefused(),
      billing.tls('httpbin.org', ADDRESS_OF_THE_GATEWAY).isTurnedAwayBy(GATEWAY, TurnedAway.NO_IDENTITY),
    ],
  }, {
    title: 'a mesh that lets everything out',
    mode: 'ALLOW_ANY',
    calls: [
      shop.http('httpbin.org').leavesBy(GATEWAY).reaches('outbound|80||httpbin.org'),
      shop.tls('api.stripe.com').leavesBy(GATEWAY).reaches('outbound|443||api.stripe.com'),
      warehouse.http('httpbin.org').passesThrough(),
      warehouse.tls('api.stripe.com', ADDRESS_OF_THE_GATEWAY).isTurnedAwayBy(GATEWAY, TurnedAway.NO_IDENTITY),
    ],
  }, {
    // What the library refuses where it sees it, and cannot see where somebody else applies it.
    title: 'a mesh in which a team has a rule of its own for the gateway',
    mode: 'REGISTRY_ONLY',
    around: [ruleOfShop({ trafficPolicy: { tls: { mode: 'DISABLE' } } })],
    calls: [
      shop.tls('api.stripe.com').isSentToMissing('outbound|443|api-stripe-com|egress-gateway.istio-egress.svc.cluster.local'),
      billing.tls('api.stripe.com').leavesBy(GATEWAY).reaches('outbound|443||api.stripe.com'),
    ],
  }, {
    title: 'a mesh in which a team speaks to the gateway in its own way',
    mode: 'REGISTRY_ONLY',
    around: [ruleOfShop({ subsets: [{ name: 'api-stripe-com', trafficPolicy: { tls: { mode: 'DISABLE' } } }] })],
    calls: [
      shop.tls('api.stripe.com').isTurnedAwayBy(GATEWAY, TurnedAway.NO_IDENTITY),
      billing.tls('api.stripe.com').leavesBy(GATEWAY).reaches('outbound|443||api.stripe.com'),
    ],
  }],
};

function ruleOfShop(spec: object): KubernetesObject {
  const host = 'egress-gateway.istio-egress.svc.cluster.local';
  return { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { name: 'theirs', namespace: 'shop' }, spec: { host, ...spec } };
}
