import { EgressLockdown, LockdownScope, MeshConfigTarget, OutboundTrafficPolicyMode } from 'cdk8s-istio-egress';
import { from } from './calls';
import { service } from './cluster';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s01: Scenario = {
  name: 's01-everything-may-leave',
  achieves: 'everything may leave the mesh, declared or not',
  chapter: 'mesh-policy',
  define: (chart) => {
    new EgressLockdown(chart, 'policy', {
      scope: LockdownScope.mesh(MeshConfigTarget.stockConfigMap()),
      mode: OutboundTrafficPolicyMode.ALLOW_ANY,
    });
  },
  worlds: [
    {
      title: 'a service in the mesh speaks HTTP on port 80',
      around: service('web', 'shop', { http: 80 }),
      calls: [
        shop.http('httpbin.org').passesThrough(),
        shop.tls('httpbin.org').passesThrough(),
        shop.dial('203.0.113.7', 5432).passesThrough(),
        shop.http('web').reaches('outbound|80||web.shop.svc.cluster.local', '10.244.1.1:80'),
        warehouse.http('httpbin.org').passesThrough(),
        warehouse.http('web.shop').reaches('outbound|80||web.shop.svc.cluster.local', '10.244.1.1:80'),
      ],
    },
    {
      title: 'no service in the mesh uses port 80',
      calls: [shop.http('httpbin.org').passesThrough(), warehouse.http('httpbin.org').passesThrough()],
    },
  ],
};
