import { ApiObject } from 'cdk8s';
import { EgressPort, ExternalService, ExportTo } from 'cdk8s-istio-egress';
import { from } from './calls';
import { service } from './cluster';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s36: Scenario = {
  name: 's36-in-front-of-an-external-service',
  achieves: 'clients outside the mesh reach an external service through the ingress gateway, which passes their TLS on',
  define: (chart) => {
    new ExternalService(chart, 'legacy', {
      hosts: ['legacy.example.com'],
      ports: [EgressPort.tls()],
      exportTo: ExportTo.namespaces('.', 'istio-system'),
    });
    new ApiObject(chart, 'front', {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { name: 'front' },
      spec: {
        selector: { istio: 'ingressgateway' },
        servers: [{ port: { number: 443, name: 'tls', protocol: 'TLS' }, hosts: ['./legacy.example.com'], tls: { mode: 'PASSTHROUGH' } }],
      },
    });
    new ApiObject(chart, 'to-legacy', {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      spec: {
        hosts: ['legacy.example.com'],
        gateways: ['front'],
        exportTo: ['.', 'istio-system'],
        tls: [{
          match: [{ port: 443, sniHosts: ['legacy.example.com'] }],
          route: [{ destination: { host: 'legacy.example.com', port: { number: 443 } } }],
        }],
      },
    });
  },
  worlds: [{
    title: 'a locked mesh with an ingress gateway',
    mode: 'REGISTRY_ONLY',
    around: service('istio-ingressgateway', 'istio-system', { tls: 443 }, { istio: 'ingressgateway' }),
    calls: [
      // From inside the mesh it is an external service like any other.
      shop.tls('legacy.example.com').reaches('outbound|443||legacy.example.com', 'legacy.example.com:443'),
      shop.tls('example.com').isClosed(),
      shop.http('legacy.example.com').isClosed(),
      warehouse.tls('legacy.example.com').isClosed(),
    ],
  }],
};
