import { EgressPort, ExternalService } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s05: Scenario = {
  name: 's05-one-host-over-https',
  achieves: 'one external service over TLS that the application starts itself',
  define: (chart) => {
    new ExternalService(chart, 'google', { hosts: ['www.google.com'], ports: [EgressPort.https()] });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.tls('www.google.com').reaches('outbound|443||www.google.com', 'www.google.com:443'),
      // The address that was dialled makes no difference: the proxy looks the name up.
      shop.tls('www.google.com', { address: '192.0.2.1' }).reaches('outbound|443||www.google.com', 'www.google.com:443'),
      shop.tls('google.com').isClosed(),
      shop.tls('mail.google.com').isClosed(),
      shop.http('www.google.com').isClosed(),
      shop.http('www.google.com', { port: 443 }).isClosed(),
      shop.dial('203.0.113.7', 443).isClosed(),
      warehouse.tls('www.google.com').isClosed(),
    ],
  }],
};
