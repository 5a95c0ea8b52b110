import { ClientCertificate, EgressGateway, EgressPort, ExportTo, ExternalService, TlsOrigination } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

const GATEWAY = 'istio-egress/egress-gateway';
const shop = from('shop');
const billing = from('billing');
const warehouse = from('warehouse');

export const s50: Scenario = {
  name: 's50-client-certificate-at-a-gateway',
  achieves: 'the gateway shows a client certificate, whose key lies in its namespace and in no other',
  chapter: 'egress-gateway',
  define: (chart) => {
    const gateway = new EgressGateway(chart, 'egress', { metadata: { name: 'egress-gateway', namespace: 'istio-egress' } });
    new ExternalService(chart, 'partner', {
      hosts: ['partner.example.com'],
      ports: [EgressPort.http({ tls: TlsOrigination.mutual({ clientCertificate: ClientCertificate.secret('partner-client') }) })],
      exportTo: ExportTo.namespaces('.', 'billing'),
      via: gateway,
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    around: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'partner-client', namespace: 'istio-egress' }, data: { 'tls.crt': '', 'tls.key': '' } }],
    calls: [shop, billing].map((caller) => caller.http('partner.example.com').leavesBy(GATEWAY).reachesOverTls({
      sni: 'partner.example.com', names: ['partner.example.com'], cas: 'kubernetes://partner-client-cacert', clientCertificate: 'kubernetes://partner-client',
    }, 'outbound|80||partner.example.com', 'partner.example.com:443')).concat([
      shop.tls('partner.example.com').isClosed(),
      billing.http('example.com').isRefused(),
      warehouse.http('partner.example.com').isRefused(),
      warehouse.tls('partner.example.com').isClosed(),
    ]),
  }],
  messages: [{
    code: 'IST0129',
    about: 'DestinationRule shop/',
    reason: 'the CAs come with the Secret, of which istioctl knows for selected workloads alone',
  }],
};
