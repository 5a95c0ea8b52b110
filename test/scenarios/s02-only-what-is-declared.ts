import { EgressLockdown, LockdownScope, MeshConfigTarget } from 'cdk8s-istio-egress';
import { from } from './calls';
import { service } from './cluster';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s02: Scenario = {
  name: 's02-only-what-is-declared',
  achieves: 'a call to what is not declared goes nowhere, and calls inside the mesh go on',
  chapter: 'mesh-policy',
  define: (chart) => {
    new EgressLockdown(chart, 'policy', { scope: LockdownScope.mesh(MeshConfigTarget.stockConfigMap()) });
  },
  worlds: [
    {
      title: 'a service in the mesh speaks HTTP on port 80',
      around: service('web', 'shop', { 'http': 80, 'tcp-admin': 9000 }),
      calls: [
        shop.http('httpbin.org').isRefused(),
        shop.tls('httpbin.org').isClosed(),
        // The listener is there for HTTP in clear text; everything else on its port meets the policy.
        shop.tls('httpbin.org', { port: 80 }).isClosed(),
        shop.dial('203.0.113.7', 80).isClosed(),
        shop.dial('203.0.113.7', 9000).isClosed(),
        shop.dial('203.0.113.7', 5432).isClosed(),
        shop.http('web').reaches('outbound|80||web.shop.svc.cluster.local'),
        shop.tcp('web', 9000).reaches('outbound|9000||web.shop.svc.cluster.local'),
        warehouse.http('httpbin.org').isRefused(),
        warehouse.tls('httpbin.org').isClosed(),
        warehouse.http('web.shop').reaches('outbound|80||web.shop.svc.cluster.local'),
        // A name of another namespace, which the caller's resolver does not complete.
        warehouse.http('web').isRefused(),
      ],
    },
    {
      title: 'no service in the mesh uses port 80',
      around: service('web', 'shop', { http: 8080 }),
      calls: [
        shop.http('httpbin.org').isClosed(),
        shop.tls('httpbin.org').isClosed(),
        shop.http('httpbin.org', { port: 8080 }).isRefused(),
        shop.http('web', { port: 8080 }).reaches('outbound|8080||web.shop.svc.cluster.local'),
        warehouse.http('httpbin.org').isClosed(),
      ],
    },
  ],
};
