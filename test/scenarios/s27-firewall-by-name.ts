import { EgressFirewall, EgressPort, ExternalService, IstioMesh, IstioVersion } from 'cdk8s-istio-egress';
import { from } from './calls';
import { service } from './cluster';
import { type Scenario } from './scenario';

const shop = from('shop');
const security = from('security');
const warehouse = from('warehouse');
const firewall = 'outbound|8443||firewall.security.svc.cluster.local';

export const s27: Scenario = {
  name: 's27-firewall-by-name',
  achieves: 'TLS that leaves goes to a firewall inside the cluster, which decides by the name in it',
  define: (chart) => {
    new IstioMesh(chart, 'mesh', { version: IstioVersion.V1_31 });
    const via = EgressFirewall.inCluster('firewall', 'security', { port: 8443 });
    new ExternalService(chart, 'wikipedia', { hosts: ['wikipedia.org'], ports: [EgressPort.tls()], via });
    new ExternalService(chart, 'wikipedias', { hosts: ['*.wikipedia.org'], ports: [EgressPort.tls()], via });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    around: service('firewall', 'security', { 'tls': 8443, 'tcp-admin': 9000 }),
    calls: [
      shop.tls('wikipedia.org').reaches(firewall, '10.244.1.1:8443'),
      shop.tls('en.wikipedia.org').reaches(firewall, '10.244.1.1:8443'),
      shop.tls('de.m.wikipedia.org', { address: '192.0.2.66' }).reaches(firewall, '10.244.1.1:8443'),
      shop.tls('evil.example').isClosed(),
      shop.tls('wikipedia.org', { port: 8443 }).isClosed(),
      shop.http('wikipedia.org').isClosed(),
      // The firewall's own namespace does not see the services: what it passes on would not come back to it.
      security.tls('wikipedia.org').isClosed(),
      warehouse.tls('en.wikipedia.org').isClosed(),
    ],
  }],
};
