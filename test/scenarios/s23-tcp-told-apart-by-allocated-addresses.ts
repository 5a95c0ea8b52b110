import { EgressPort, ExternalService, IstioMesh } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop', { dnsCapture: true });
const warehouse = from('warehouse', { dnsCapture: true });

export const s23: Scenario = {
  name: 's23-tcp-told-apart-by-allocated-addresses',
  achieves: 'two TCP services on one port, told apart by addresses that istiod allocates',
  define: (chart) => {
    new IstioMesh(chart, 'mesh', { dnsCapture: true });
    new ExternalService(chart, 'orders', { hosts: ['orders.example.com'], ports: [EgressPort.tcp(5432)] });
    new ExternalService(chart, 'invoices', { hosts: ['invoices.example.com'], ports: [EgressPort.tcp(5432)] });
  },
  messages: [{
    code: 'IST0134',
    about: 'ServiceEntry shop/',
    reason: 'istioctl looks for addresses in the object, where istiod writes the allocated ones after it was applied',
  }],
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.tcp('orders.example.com', 5432).reaches('outbound|5432||orders.example.com', 'orders.example.com:5432'),
      shop.tcp('invoices.example.com', 5432).reaches('outbound|5432||invoices.example.com', 'invoices.example.com:5432'),
      shop.dial('203.0.113.7', 5432).isClosed(),
      shop.tcp('evil.example', 5432).isClosed(),
      shop.tcp('orders.example.com', 5433).isClosed(),
      warehouse.tcp('orders.example.com', 5432).isClosed(),
    ],
  }],
};
