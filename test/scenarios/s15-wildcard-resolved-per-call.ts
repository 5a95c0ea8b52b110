import { EgressPort, ExternalService, IstioMesh, IstioVersion } from 'cdk8s-istio-egress';
import { CALLED_NAME, from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s15: Scenario = {
  name: 's15-wildcard-resolved-per-call',
  achieves: 'every host of a domain, each call resolved by the name in it, so that no call reaches another address',
  chapter: 'bytes',
  define: (chart) => {
    new IstioMesh(chart, 'mesh', { version: IstioVersion.V1_31 });
    new ExternalService(chart, 'wikipedia', { hosts: ['*.wikipedia.org'], ports: [EgressPort.tls(), EgressPort.http()] });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.tls('en.wikipedia.org').reaches('outbound|443||*.wikipedia.org', CALLED_NAME),
      shop.tls('en.wikipedia.org', { address: '192.0.2.66' }).reaches('outbound|443||*.wikipedia.org', CALLED_NAME),
      shop.http('en.wikipedia.org').reaches('outbound|80||*.wikipedia.org', CALLED_NAME),
      shop.tls('wikipedia.org').isClosed(),
      shop.tls('evil.example').isClosed(),
      shop.http('wikipedia.org').isRefused(),
      shop.http('evil.example').isRefused(),
      warehouse.tls('en.wikipedia.org').isClosed(),
      warehouse.http('en.wikipedia.org').isClosed(),
    ],
  }],
};
