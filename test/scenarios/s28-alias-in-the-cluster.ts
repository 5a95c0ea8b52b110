import * as kplus from 'cdk8s-plus-27';
import { EgressPort, ExternalService } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s28: Scenario = {
  name: 's28-alias-in-the-cluster',
  achieves: 'an external service has a name in the cluster, too: an ExternalName Service beside it, which Istio reads as an alias',
  define: (chart) => {
    new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http(), EgressPort.https()] });
    new kplus.Service(chart, 'alias', {
      metadata: { name: 'my-httpbin' },
      type: kplus.ServiceType.EXTERNAL_NAME,
      externalName: 'httpbin.org',
      ports: [{ name: 'http', port: 80 }, { name: 'https', port: 443 }],
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.http('my-httpbin').reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
      shop.http('my-httpbin.shop.svc.cluster.local').reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
      shop.http('httpbin.org').reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
      shop.tls('httpbin.org').reaches('outbound|443||httpbin.org', 'httpbin.org:443'),
      shop.http('your-httpbin').isRefused(),
      shop.http('my-httpbin', { port: 8080 }).isClosed(),
      // The alias is seen everywhere, and leads to what is not.
      warehouse.http('my-httpbin.shop').isClosed(),
      warehouse.http('httpbin.org').isClosed(),
    ],
  }],
};
