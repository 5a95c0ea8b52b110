import { CaBundle, EgressGateway, EgressPort, ExternalService, Resolution, TlsOrigination } from 'cdk8s-istio-egress';
import { from, TurnedAway } from './calls';
import { type Scenario } from './scenario';

const GATEWAY = 'istio-egress/egress-gateway';
const ADDRESS_OF_THE_GATEWAY = { address: '10.96.0.1' };
const shop = from('shop');
const warehouse = from('warehouse');

export const s49: Scenario = {
  name: 's49-tls-started-by-a-gateway',
  achieves: 'the application speaks HTTP, the mesh carries it to the gateway in mutual TLS, and the gateway makes TLS of it',
  chapter: 'egress-gateway',
  define: (chart) => {
    const gateway = new EgressGateway(chart, 'egress', { metadata: { name: 'egress-gateway', namespace: 'istio-egress' } });
    new ExternalService(chart, 'stripe', {
      hosts: ['api.stripe.com'], ports: [EgressPort.http({ tls: TlsOrigination.simple() })], via: gateway,
    });
    new ExternalService(chart, 'partner', {
      hosts: ['partner.example.com'],
      ports: [EgressPort.http({ tls: TlsOrigination.simple({ caCertificates: CaBundle.secret('partner-ca') }) })],
      via: gateway,
    });
    new ExternalService(chart, 'ldap', {
      hosts: ['ldap.example.com'], addresses: ['192.0.2.7'], resolution: Resolution.DNS,
      ports: [EgressPort.tcp(389, { targetPort: 636, tls: TlsOrigination.simple() })], via: gateway,
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    around: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'partner-ca', namespace: 'istio-egress' }, data: { 'ca.crt': '' } }],
    calls: [
      shop.http('api.stripe.com').leavesBy(GATEWAY)
        .reachesOverTls({ sni: 'api.stripe.com', names: ['api.stripe.com'], cas: 'file-root:system' }, 'outbound|80||api.stripe.com', 'api.stripe.com:443'),
      shop.http('partner.example.com').leavesBy(GATEWAY).reachesOverTls(
        { sni: 'partner.example.com', names: ['partner.example.com'], cas: 'kubernetes://partner-ca-cacert' },
        'outbound|80||partner.example.com', 'partner.example.com:443',
      ),
      shop.dial('192.0.2.7', 389).leavesBy(GATEWAY)
        .reachesOverTls({ sni: 'ldap.example.com', names: ['ldap.example.com'], cas: 'file-root:system' }, 'outbound|389||ldap.example.com', 'ldap.example.com:636'),
      shop.dial('192.0.2.8', 389).isClosed(),
      shop.tls('api.stripe.com').isClosed(),
      shop.http('example.com').isRefused(),
      warehouse.http('api.stripe.com').isRefused(),
      warehouse.dial('192.0.2.7', 389).isClosed(),
      warehouse.dial('10.96.0.1', 389).isTurnedAwayBy(GATEWAY, TurnedAway.NO_SUCH_NAME),
      warehouse.tls('api.stripe.com', { ...ADDRESS_OF_THE_GATEWAY, port: 389 }).isTurnedAwayBy(GATEWAY, TurnedAway.NO_SUCH_NAME),
    ],
  }],
  messages: [{
    code: 'IST0129',
    about: 'DestinationRule shop/',
    reason: 'the CAs come with the Secret, of which istioctl knows for selected workloads alone',
  }],
};
