import { EgressListener, EgressLockdown, EgressPort, Endpoint, ExternalService, LockdownScope, Workloads } from 'cdk8s-istio-egress';
import { from } from './calls';
import { pod } from './cluster';
import { type Scenario } from './scenario';

const legacy = from('shop', { labels: { app: 'legacy' } });
const shop = from('shop', { labels: { app: 'web' } });
const warehouse = from('warehouse');

export const s32: Scenario = {
  name: 's32-listener-in-the-pod',
  achieves: 'an application calls a database outside the mesh at an address in its own pod, and nowhere else',
  define: (chart) => {
    const mysql = new ExternalService(chart, 'mysql', {
      hosts: ['mysql.example.com'],
      ports: [EgressPort.mysql()],
      addresses: ['198.51.100.5'],
      endpoints: [Endpoint.of('198.51.100.5')],
    });
    new EgressLockdown(chart, 'legacy', {
      scope: LockdownScope.workloads(Workloads.select({ namespace: 'shop', labels: { app: 'legacy' } }), {
        listeners: [EgressListener.to(mysql)],
      }),
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    around: [pod('legacy', 'shop', { app: 'legacy' })],
    calls: [
      legacy.dial('127.0.0.1', 3306).reaches('outbound|3306||mysql.example.com', '198.51.100.5:3306'),
      legacy.dial('198.51.100.5', 3306).isClosed(),
      legacy.tls('example.com').isClosed(),
      // Without a Sidecar of its own a pod calls the service at its address.
      shop.dial('198.51.100.5', 3306).reaches('outbound|3306||mysql.example.com', '198.51.100.5:3306'),
      shop.dial('198.51.100.6', 3306).isClosed(),
      warehouse.dial('198.51.100.5', 3306).isClosed(),
    ],
  }],
};
