import { EgressGateway, EgressPort, Endpoint, ExternalService, GatewayHop, IstioMesh } from 'cdk8s-istio-egress';
import { from, TurnedAway } from './calls';
import { type Scenario } from './scenario';

const GATEWAY = 'istio-egress/egress-gateway';
const shop = from('shop');
const byName = from('shop', { dnsCapture: true });
const warehouse = from('warehouse');

export const s53: Scenario = {
  name: 's53-tcp-through-a-gateway',
  achieves: 'databases leave by a gateway: with the identity of the caller, or as they are',
  chapter: 'egress-gateway',
  define: (chart) => {
    const gateway = new EgressGateway(chart, 'egress', { metadata: { name: 'egress-gateway', namespace: 'istio-egress' } });
    new ExternalService(chart, 'mongo', {
      hosts: ['mongo.example.com'], addresses: ['192.0.2.10'], endpoints: [Endpoint.of('192.0.2.10')],
      ports: [EgressPort.mongo()], via: gateway,
    });
    // Both on one port: the name in the TLS of the mesh tells them apart.
    new ExternalService(chart, 'orders', {
      hosts: ['orders.example.com'], addresses: ['192.0.2.20', '192.0.2.21'], endpoints: [Endpoint.of('orders.example.com')], ports: [EgressPort.tcp(5432)], via: gateway,
    });
    new ExternalService(chart, 'ledger', {
      hosts: ['ledger.example.com'], addresses: ['192.0.2.30'], endpoints: [Endpoint.of('192.0.2.30')], ports: [EgressPort.tcp(5432)], via: gateway,
    });
    new ExternalService(chart, 'legacy', {
      hosts: ['legacy.example.com'], addresses: ['192.0.2.40'], endpoints: [Endpoint.of('192.0.2.40')], ports: [EgressPort.tcp(7000)],
      via: gateway.withOptions({ hop: GatewayHop.PASSTHROUGH }),
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.dial('192.0.2.10', 27017).leavesBy(GATEWAY).reaches('outbound|27017||mongo.example.com', '192.0.2.10:27017'),
      // A service with two addresses is two to Istio, and their clusters are merged: the endpoint stands in it twice.
      shop.dial('192.0.2.20', 5432).leavesBy(GATEWAY).reaches('outbound|5432||orders.example.com'),
      shop.dial('192.0.2.21', 5432).leavesBy(GATEWAY).reaches('outbound|5432||orders.example.com'),
      shop.dial('192.0.2.30', 5432).leavesBy(GATEWAY).reaches('outbound|5432||ledger.example.com', '192.0.2.30:5432'),
      shop.dial('192.0.2.40', 7000).leavesUnknownBy(GATEWAY).reaches('outbound|7000||legacy.example.com', '192.0.2.40:7000'),
      // Nothing at the gateway tells this caller from those who may.
      warehouse.dial('10.96.0.1', 7000).leavesUnknownBy(GATEWAY).reaches('outbound|7000||legacy.example.com', '192.0.2.40:7000'),
      shop.dial('192.0.2.11', 27017).isClosed(),
      shop.dial('192.0.2.22', 5432).isClosed(),
      shop.dial('192.0.2.10', 5432).isClosed(),
      warehouse.dial('192.0.2.10', 27017).isClosed(),
      warehouse.dial('192.0.2.20', 5432).isClosed(),
      warehouse.dial('192.0.2.40', 7000).isClosed(),
      warehouse.dial('10.96.0.1', 27017).isTurnedAwayBy(GATEWAY, TurnedAway.NO_SUCH_NAME),
      warehouse.dial('10.96.0.1', 5432).isTurnedAwayBy(GATEWAY, TurnedAway.NO_SUCH_NAME),
    ],
  }],
};

export const s53ByName: Scenario = {
  name: 's53-tcp-through-a-gateway-by-name',
  achieves: 'TCP without addresses leaves by a gateway, where istiod allocates addresses and the proxies answer for the names',
  define: (chart) => {
    new IstioMesh(chart, 'mesh', { dnsCapture: true });
    const gateway = new EgressGateway(chart, 'egress', { metadata: { name: 'egress-gateway', namespace: 'istio-egress' } });
    for (const name of ['orders', 'ledger']) {
      new ExternalService(chart, name, { hosts: [`${name}.example.com`], ports: [EgressPort.tcp(5432)], via: gateway });
    }
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      byName.tcp('orders.example.com', 5432).leavesBy(GATEWAY).reaches('outbound|5432||orders.example.com', 'orders.example.com:5432'),
      byName.tcp('ledger.example.com', 5432).leavesBy(GATEWAY).reaches('outbound|5432||ledger.example.com', 'ledger.example.com:5432'),
      byName.tcp('other.example.com', 5432).isClosed(),
      byName.dial('192.0.2.10', 5432).isClosed(),
      from('warehouse', { dnsCapture: true }).tcp('orders.example.com', 5432).isClosed(),
      warehouse.dial('10.96.0.1', 5432).isTurnedAwayBy(GATEWAY, TurnedAway.NO_SUCH_NAME),
    ],
  }],
  messages: [{
    code: 'IST0134',
    about: 'ServiceEntry shop/',
    reason: 'istioctl looks for addresses in the object, where istiod writes the allocated ones after it was applied',
  }],
};
