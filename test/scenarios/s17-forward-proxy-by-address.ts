import { EgressLockdown, ForwardProxy, LockdownScope } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop');
const builds = from('builds');
const warehouse = from('warehouse');

export const s17: Scenario = {
  name: 's17-forward-proxy-by-address',
  achieves: 'applications that speak CONNECT call a forward proxy, and nothing is declared for the sites behind it',
  chapter: 'forward-proxy',
  define: (chart) => {
    const proxy = new ForwardProxy(chart, 'proxy', { host: 'proxy.example.com', port: 3128, addresses: ['192.0.2.1'] });
    new EgressLockdown(chart, 'builds', { scope: LockdownScope.namespace('builds', { allow: [proxy] }) });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.dial('192.0.2.1', 3128).reaches('outbound|3128||proxy.example.com', '192.0.2.1:3128'),
      builds.dial('192.0.2.1', 3128).reaches('outbound|3128||proxy.example.com', '192.0.2.1:3128'),
      shop.dial('192.0.2.2', 3128).isClosed(),
      shop.dial('192.0.2.1', 8080).isClosed(),
      // A site behind it, around it.
      shop.tls('en.wikipedia.org').isClosed(),
      builds.tls('en.wikipedia.org').isClosed(),
      warehouse.dial('192.0.2.1', 3128).isClosed(),
    ],
  }],
};
