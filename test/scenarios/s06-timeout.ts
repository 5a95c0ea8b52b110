import { Duration } from 'cdk8s';
import { EgressLockdown, EgressPort, ExternalService, LockdownScope } from 'cdk8s-istio-egress';
import { from } from './calls';
import { service } from './cluster';
import { type Scenario } from './scenario';

const shop = from('shop');
const billing = from('billing');
const warehouse = from('warehouse');

export const s06: Scenario = {
  name: 's06-timeout',
  achieves: 'an external service that may take three seconds, for those who see it and nobody else',
  chapter: 'behaviour',
  define: (chart) => {
    const httpbin = new ExternalService(chart, 'httpbin', {
      hosts: ['httpbin.org'],
      ports: [EgressPort.http(), EgressPort.https()],
      timeout: Duration.seconds(3),
    });
    new EgressLockdown(chart, 'billing', { scope: LockdownScope.namespace('billing', { allow: [httpbin] }) });
  },
  worlds: [
    {
      title: 'a locked mesh',
      mode: 'REGISTRY_ONLY',
      calls: [
        shop.http('httpbin.org').reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
        shop.tls('httpbin.org').reaches('outbound|443||httpbin.org', 'httpbin.org:443'),
        billing.http('httpbin.org', { path: '/delay/5' }).reaches('outbound|80||httpbin.org'),
        shop.http('example.com').isRefused(),
        billing.tls('example.com').isClosed(),
        // The route is not seen where the service is not, and makes no listener there either.
        warehouse.http('httpbin.org').isClosed(),
        warehouse.tls('httpbin.org').isClosed(),
      ],
    },
    {
      title: 'an open mesh in which the other namespace has an HTTP service on port 80',
      around: service('web', 'warehouse', { http: 80 }),
      calls: [
        warehouse.http('httpbin.org').passesThrough(),
        shop.http('httpbin.org').reaches('outbound|80||httpbin.org'),
        billing.http('example.com').isRefused(),
      ],
    },
  ],
};
