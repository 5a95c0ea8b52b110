import { Endpoint, EgressPort, ExternalService, IstioMesh } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop', { dnsCapture: true });
const warehouse = from('warehouse', { dnsCapture: true });

export const s22: Scenario = {
  name: 's22-fixed-address-for-a-name',
  achieves: 'a name that no DNS server knows, with an address the proxies answer with',
  define: (chart) => {
    new IstioMesh(chart, 'mesh', { dnsCapture: true });
    new ExternalService(chart, 'ledger', {
      hosts: ['ledger.internal'],
      addresses: ['198.51.100.1'],
      endpoints: [Endpoint.of('192.0.2.40', { ports: { tcp: 9443 } })],
      ports: [EgressPort.tcp(9000)],
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.tcp('ledger.internal', 9000).reaches('outbound|9000||ledger.internal', '192.0.2.40:9443'),
      shop.dial('198.51.100.1', 9000).reaches('outbound|9000||ledger.internal', '192.0.2.40:9443'),
      shop.dial('198.51.100.2', 9000).isClosed(),
      shop.tcp('other.internal', 9000).isClosed(),
      warehouse.tcp('ledger.internal', 9000).isClosed(),
      // Without DNS capture the name has whatever address DNS gives it.
      from('shop').tcp('ledger.internal', 9000).isClosed(),
    ],
  }],
};
