import { EgressPort, ExternalService, TlsOrigination } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s43: Scenario = {
  name: 's43-tls-by-the-gateway-api',
  achieves: 'the application speaks HTTP, the wire is TLS, said by a BackendTLSPolicy',
  chapter: 'gateway-api',
  define: (chart) => {
    new ExternalService(chart, 'books', {
      hosts: ['www.googleapis.com'],
      ports: [EgressPort.http({ tls: TlsOrigination.backendTlsPolicy() }), EgressPort.https()],
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.http('www.googleapis.com').reachesOverTls(
        { sni: 'www.googleapis.com', names: ['www.googleapis.com'], cas: 'file-root:system' }, 'outbound|80||www.googleapis.com', 'www.googleapis.com:443',
      ),
      shop.tls('www.googleapis.com').reachesAsItIs('outbound|443||www.googleapis.com', 'www.googleapis.com:443'),
      shop.http('mail.googleapis.com').isRefused(),
      shop.tls('mail.googleapis.com').isClosed(),
      warehouse.http('www.googleapis.com').isClosed(),
      warehouse.tls('www.googleapis.com').isClosed(),
    ],
  }],
};
