import { Duration } from 'cdk8s';
import { EgressPort, ExternalService, RouteApi } from 'cdk8s-istio-egress';
import { from } from './calls';
import { service } from './cluster';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s06HttpRoute: Scenario = {
  name: 's06-timeout-as-http-route',
  achieves: 'an external service that may take three seconds, said in an HTTPRoute',
  define: (chart) => {
    new ExternalService(chart, 'httpbin', {
      hosts: ['httpbin.org'],
      ports: [EgressPort.http()],
      routeApi: RouteApi.GATEWAY_API,
      timeout: Duration.seconds(3),
      removeRequestHeaders: ['x-team'],
    });
  },
  worlds: [
    {
      title: 'a locked mesh',
      mode: 'REGISTRY_ONLY',
      calls: [
        shop.http('httpbin.org').reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
        shop.http('example.com').isRefused(),
        warehouse.http('httpbin.org').isClosed(),
      ],
    },
    {
      title: 'an open mesh in which the other namespace has an HTTP service on port 80',
      around: service('web', 'warehouse', { http: 80 }),
      calls: [
        shop.http('httpbin.org').reaches('outbound|80||httpbin.org'),
        warehouse.http('httpbin.org').passesThrough(),
      ],
    },
    {
      title: 'a locked mesh in which the other namespace has an HTTP service on port 80',
      mode: 'REGISTRY_ONLY',
      around: service('web', 'warehouse', { http: 80 }),
      calls: [
        shop.http('httpbin.org', { port: 8080 }).isClosed(),
        warehouse.http('httpbin.org').isRefused(),
      ],
    },
  ],
};
