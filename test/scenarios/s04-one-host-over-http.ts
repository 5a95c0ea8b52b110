import { EgressPort, ExternalService } from 'cdk8s-istio-egress';
import { from } from './calls';
import { service } from './cluster';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s04: Scenario = {
  name: 's04-one-host-over-http',
  achieves: 'one external service over plain HTTP, seen and routed by the proxy',
  chapter: 'the-post',
  define: (chart) => {
    new ExternalService(chart, 'httpbin', {
      metadata: { name: 'httpbin.org' },
      hosts: ['httpbin.org', 'www.httpbin.org'],
      ports: [EgressPort.http()],
    });
  },
  worlds: [
    {
      title: 'a locked mesh',
      mode: 'REGISTRY_ONLY',
      calls: [
        shop.http('httpbin.org').reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
        shop.http('HTTPBIN.org'.toLowerCase(), { address: '192.0.2.1' }).reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
        shop.http('www.httpbin.org').reaches('outbound|80||www.httpbin.org', 'www.httpbin.org:80'),
        shop.http('api.httpbin.org').isRefused(),
        shop.http('httpbin.org.example.com').isRefused(),
        shop.http('example.com').isRefused(),
        shop.http('httpbin.org', { port: 8080 }).isClosed(),
        shop.tls('httpbin.org').isClosed(),
        shop.tls('httpbin.org', { port: 80 }).isClosed(),
        warehouse.http('httpbin.org').isClosed(),
      ],
    },
    {
      title: 'a locked mesh in which the other namespace has an HTTP service on port 80',
      mode: 'REGISTRY_ONLY',
      around: service('web', 'warehouse', { http: 80 }),
      calls: [
        shop.http('httpbin.org').reaches('outbound|80||httpbin.org'),
        shop.http('web.warehouse').reaches('outbound|80||web.warehouse.svc.cluster.local'),
        warehouse.http('httpbin.org').isRefused(),
        warehouse.http('www.httpbin.org').isRefused(),
      ],
    },
  ],
};
