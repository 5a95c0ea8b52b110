import { EgressPort, ExternalService, Resolution, Risk } from 'cdk8s-istio-egress';
import { DIALLED_ADDRESS, from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

/** Each is a form that Istio accepts and that opens more than it seems to; here is how much. */
export const risks: readonly Scenario[] = [
  {
    name: 'risk-tcp-without-addresses',
    achieves: 'a TCP service without addresses takes everything that is sent to its port, whatever address was dialled',
    define: (chart) => {
      new ExternalService(chart, 'database', {
        hosts: ['db.example.com'],
        ports: [EgressPort.tcp(5432)],
        acceptRisks: [Risk.tcpAnyAddress({ reason: 'the only database these pods call' })],
      });
    },
    messages: [{ code: 'IST0134', about: 'ServiceEntry shop/', reason: 'it is the risk that is accepted' }],
    worlds: [{
      title: 'a locked mesh',
      mode: 'REGISTRY_ONLY',
      calls: [
        shop.tcp('db.example.com', 5432).reaches('outbound|5432||db.example.com', 'db.example.com:5432'),
        shop.dial('192.0.2.66', 5432).reaches('outbound|5432||db.example.com', 'db.example.com:5432'),
        shop.dial('192.0.2.66', 5433).isClosed(),
        warehouse.tcp('db.example.com', 5432).isClosed(),
        warehouse.dial('192.0.2.66', 5432).isClosed(),
      ],
    }],
  },
  {
    name: 'risk-forged-host-header',
    achieves: 'a service with resolution NONE lets a forged Host header reach any address on its port',
    define: (chart) => {
      new ExternalService(chart, 'mirror', {
        hosts: ['mirror.example.com'],
        ports: [EgressPort.http()],
        resolution: Resolution.NONE,
        acceptRisks: [Risk.spoofableHost({ reason: 'its name has an address in the hosts files of these pods only' })],
      });
    },
    worlds: [{
      title: 'a locked mesh',
      mode: 'REGISTRY_ONLY',
      calls: [
        shop.http('mirror.example.com').reaches('outbound|80||mirror.example.com', DIALLED_ADDRESS),
        shop.http('mirror.example.com', { address: '192.0.2.66' }).reaches('outbound|80||mirror.example.com', DIALLED_ADDRESS),
        shop.http('evil.example').isRefused(),
        shop.dial('192.0.2.66', 80).isClosed(),
        warehouse.http('mirror.example.com').isClosed(),
      ],
    }],
  },
  {
    name: 'risk-plain-http-on-443',
    achieves: 'plain HTTP on port 443, beside services whose TLS is told apart by SNI there',
    define: (chart) => {
      new ExternalService(chart, 'odd', {
        hosts: ['odd.example.com'],
        ports: [EgressPort.http({ number: 443 })],
        acceptRisks: [Risk.plainHttpOn443({ reason: 'the device speaks no TLS' })],
      });
      new ExternalService(chart, 'stripe', { hosts: ['api.stripe.com'], ports: [EgressPort.https()] });
    },
    worlds: [{
      title: 'a locked mesh',
      mode: 'REGISTRY_ONLY',
      calls: [
        shop.http('odd.example.com', { port: 443 }).reaches('outbound|443||odd.example.com', 'odd.example.com:443'),
        shop.tls('api.stripe.com').reaches('outbound|443||api.stripe.com'),
        shop.tls('odd.example.com').isClosed(),
        shop.http('evil.example', { port: 443 }).isRefused(),
        shop.tls('evil.example').isClosed(),
        warehouse.http('odd.example.com', { port: 443 }).isClosed(),
      ],
    }],
  },
];
