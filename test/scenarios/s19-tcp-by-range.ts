import { EgressPort, ExternalService } from 'cdk8s-istio-egress';
import { DIALLED_ADDRESS, from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s19: Scenario = {
  name: 's19-tcp-by-range',
  achieves: 'a database outside the mesh, known by the range of its addresses',
  chapter: 'bytes',
  define: (chart) => {
    new ExternalService(chart, 'mysql', { hosts: ['mysql.example.com'], addresses: ['198.51.100.0/28'], ports: [EgressPort.tcp(3306)] });
    new ExternalService(chart, 'reports', { hosts: ['reports.example.com'], addresses: ['198.51.100.64/28'], ports: [EgressPort.tcp(3306)] });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.dial('198.51.100.3', 3306).reaches('outbound|3306||mysql.example.com', DIALLED_ADDRESS),
      shop.dial('198.51.100.15', 3306).reaches('outbound|3306||mysql.example.com', DIALLED_ADDRESS),
      shop.dial('198.51.100.70', 3306).reaches('outbound|3306||reports.example.com', DIALLED_ADDRESS),
      shop.dial('198.51.100.16', 3306).isClosed(),
      shop.dial('203.0.113.7', 3306).isClosed(),
      shop.dial('198.51.100.3', 3307).isClosed(),
      warehouse.dial('198.51.100.3', 3306).isClosed(),
    ],
  }],
};
