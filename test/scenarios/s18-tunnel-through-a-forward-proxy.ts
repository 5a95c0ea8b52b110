import { EgressLockdown, EgressPort, ExternalService, ForwardProxy, LockdownScope } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop');
const billing = from('billing');
const warehouse = from('warehouse');

export const s18: Scenario = {
  name: 's18-tunnel-through-a-forward-proxy',
  achieves: 'calls go through a forward proxy of which the applications know nothing',
  chapter: 'forward-proxy',
  define: (chart) => {
    const proxy = new ForwardProxy(chart, 'proxy', { host: 'proxy.example.com', port: 3128, addresses: ['192.0.2.1'] });

    const stripe = new ExternalService(chart, 'stripe', { hosts: ['api.stripe.com', 'files.stripe.com'], ports: [EgressPort.https()], via: proxy });
    new ExternalService(chart, 'ledger', {
      hosts: ['ledger.example.com'], addresses: ['198.51.100.5'], ports: [EgressPort.tcp(5432)], via: proxy,
    });
    // A namespace that may call one of the two, and not the forward proxy itself.
    new EgressLockdown(chart, 'billing', { scope: LockdownScope.namespace('billing', { allow: [stripe] }) });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.tls('api.stripe.com').reaches('outbound|3128|api-stripe-com-443|proxy.example.com', '192.0.2.1:3128'),
      shop.tls('files.stripe.com').reaches('outbound|3128|files-stripe-com-443|proxy.example.com', '192.0.2.1:3128'),
      shop.dial('198.51.100.5', 5432).reaches('outbound|3128|ledger-example-com-5432|proxy.example.com', '192.0.2.1:3128'),
      billing.tls('api.stripe.com').reaches('outbound|3128|api-stripe-com-443|proxy.example.com', '192.0.2.1:3128'),
      shop.tls('stripe.com').isClosed(),
      shop.http('api.stripe.com').isClosed(),
      shop.dial('198.51.100.6', 5432).isClosed(),
      billing.tls('evil.example').isClosed(),
      billing.dial('198.51.100.5', 5432).isClosed(),
      billing.dial('192.0.2.1', 3128).isClosed(),
      warehouse.tls('api.stripe.com').isClosed(),
      warehouse.dial('198.51.100.5', 5432).isClosed(),
      warehouse.dial('192.0.2.1', 3128).isClosed(),
      // Who sees services that go through it sees the forward proxy, too: a Sidecar alone keeps it from being dialled.
      shop.dial('192.0.2.1', 3128).reaches('outbound|3128||proxy.example.com', '192.0.2.1:3128'),
    ],
  }],
};
