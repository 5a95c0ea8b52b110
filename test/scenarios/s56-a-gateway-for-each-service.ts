import { EgressGateway, EgressPort, ExternalService } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s56: Scenario = {
  name: 's56-a-gateway-for-each-service',
  achieves: 'each upstream has a gateway of its own, so that each can have an address, a size and a policy of its own',
  define: (chart) => {
    for (const name of ['billing', 'shipping']) {
      const gateway = new EgressGateway(chart, `${name}-egress`, { metadata: { name: `${name}-egress`, namespace: 'istio-egress' }, replicas: 1 });
      new ExternalService(chart, name, { hosts: [`${name}.example.com`], ports: [EgressPort.http(), EgressPort.https()], via: gateway });
    }
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.http('billing.example.com').leavesBy('istio-egress/billing-egress').reaches('outbound|80||billing.example.com', 'billing.example.com:80'),
      shop.tls('billing.example.com').leavesBy('istio-egress/billing-egress').reaches('outbound|443||billing.example.com', 'billing.example.com:443'),
      shop.http('shipping.example.com').leavesBy('istio-egress/shipping-egress').reaches('outbound|80||shipping.example.com', 'shipping.example.com:80'),
      shop.tls('shipping.example.com').leavesBy('istio-egress/shipping-egress').reaches('outbound|443||shipping.example.com', 'shipping.example.com:443'),
      shop.http('example.com').isRefused(),
      shop.tls('example.com').isClosed(),
      warehouse.http('billing.example.com').isRefused(),
      warehouse.tls('shipping.example.com').isClosed(),
    ],
  }],
};
