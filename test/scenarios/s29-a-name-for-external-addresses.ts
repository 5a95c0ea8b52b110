import { Endpoint, EgressPort, ExternalService } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type KubernetesObject } from './cluster';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

/** What the page does: a Service without selector, and its endpoints by hand. */
const BY_HAND: KubernetesObject[] = [
  { apiVersion: 'v1', kind: 'Service', metadata: { name: 'by-hand', namespace: 'shop' }, spec: { ports: [{ name: 'http', port: 80 }] } },
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'by-hand-1', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'by-hand' } },
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 80, protocol: 'TCP' }],
    endpoints: [{ addresses: ['198.51.100.20'], conditions: { ready: true } }],
  },
];

export const s29: Scenario = {
  name: 's29-a-name-for-external-addresses',
  achieves: 'a name for addresses outside the cluster, seen by its own namespace alone, where a Service with endpoints by hand is seen by all',
  define: (chart) => {
    new ExternalService(chart, 'ledger', {
      hosts: ['ledger.example.com'],
      ports: [EgressPort.http()],
      endpoints: [Endpoint.of('198.51.100.20'), Endpoint.of('198.51.100.21', { ports: { http: 8080 } })],
    });
  },
  worlds: [
    {
      title: 'a locked mesh',
      mode: 'REGISTRY_ONLY',
      calls: [
        shop.http('ledger.example.com').reaches('outbound|80||ledger.example.com', '198.51.100.20:80', '198.51.100.21:8080'),
        shop.http('ledger').isRefused(),
        shop.dial('198.51.100.20', 80).isClosed(),
        warehouse.http('ledger.example.com').isClosed(),
        warehouse.dial('198.51.100.20', 80).isClosed(),
      ],
    },
    {
      title: 'a locked mesh, and a Service with endpoints by hand',
      mode: 'REGISTRY_ONLY',
      around: BY_HAND,
      calls: [
        shop.http('by-hand').reaches('outbound|80||by-hand.shop.svc.cluster.local', '198.51.100.20:80'),
        // Who may create a Service opens the mesh for everybody.
        warehouse.http('by-hand.shop').reaches('outbound|80||by-hand.shop.svc.cluster.local', '198.51.100.20:80'),
        warehouse.http('ledger.example.com').isRefused(),
      ],
    },
  ],
};
