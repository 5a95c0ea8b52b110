import { EgressPort, ExternalService, ExportTo } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

const HOSTS = ['www.dropbox.com', 'www.googleapis.com', 'api.facebook.com'];
const shop = from('shop');
const warehouse = from('warehouse');

export const s13: Scenario = {
  name: 's13-several-hosts-over-tls',
  achieves: 'several external services in one entry, told apart by SNI and seen by the whole mesh',
  define: (chart) => {
    new ExternalService(chart, 'saas', { hosts: HOSTS, ports: [EgressPort.tls()], exportTo: ExportTo.ALL_NAMESPACES });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      ...HOSTS.map((host) => shop.tls(host).reaches(`outbound|443||${host}`, `${host}:443`)),
      warehouse.tls('www.dropbox.com').reaches('outbound|443||www.dropbox.com', 'www.dropbox.com:443'),
      shop.tls('dropbox.com').isClosed(),
      shop.tls('www.dropbox.com', { port: 8443 }).isClosed(),
      shop.dial('203.0.113.7', 443).isClosed(),
      shop.http('www.dropbox.com').isClosed(),
      warehouse.tls('evil.example').isClosed(),
    ],
  }],
};
