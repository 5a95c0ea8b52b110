import { ClientCertificate, EgressPort, ExternalService, TlsOrigination, Workloads } from 'cdk8s-istio-egress';
import { from } from './calls';
import { pod } from './cluster';
import { type Scenario } from './scenario';

const payments = from('shop', { labels: { app: 'payments' } });
const web = from('shop', { labels: { app: 'web' } });
const warehouse = from('warehouse', { labels: { app: 'payments' } });

const names = (host: string) => ({ sni: host, names: [host] });

export const s40: Scenario = {
  name: 's40-client-certificates-at-the-sidecar',
  achieves: 'the sidecars of some workloads show a client certificate; those of others call without one, never in clear text',
  chapter: 'tls-origination',
  define: (chart) => {
    const workloads = Workloads.select({ namespace: 'shop', labels: { app: 'payments' } });
    new ExternalService(chart, 'partner', {
      hosts: ['api.partner.example'],
      ports: [EgressPort.http({
        tls: TlsOrigination.mutual({ clientCertificate: ClientCertificate.secret('partner-client', { workloads, serviceAccount: 'payments' }) }),
      })],
    });
    new ExternalService(chart, 'bank', {
      hosts: ['api.bank.example'],
      ports: [EgressPort.http({
        tls: TlsOrigination.mutual({
          clientCertificate: ClientCertificate.files({
            clientCertificate: '/etc/bank/tls.crt', privateKey: '/etc/bank/tls.key', caCertificates: '/etc/bank/ca.crt',
          }),
        }),
      })],
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    around: [pod('payments', 'shop', { app: 'payments' }), pod('web', 'shop', { app: 'web' })],
    calls: [
      payments.http('api.partner.example').reachesOverTls(
        { ...names('api.partner.example'), cas: 'kubernetes://partner-client-cacert', clientCertificate: 'kubernetes://partner-client' },
        'outbound|80||api.partner.example', 'api.partner.example:443',
      ),
      // The server refuses it.
      web.http('api.partner.example').reachesOverTls(
        { ...names('api.partner.example'), cas: 'file-root:system' }, 'outbound|80||api.partner.example', 'api.partner.example:443',
      ),
      payments.http('api.bank.example').reachesOverTls(
        { ...names('api.bank.example'), cas: 'file-root:/etc/bank/ca.crt', clientCertificate: 'file-cert:/etc/bank/tls.crt~/etc/bank/tls.key' },
        'outbound|80||api.bank.example', 'api.bank.example:443',
      ),
      payments.tls('api.partner.example').isClosed(),
      payments.http('partner.example').isRefused(),
      web.tls('api.bank.example').isClosed(),
      warehouse.http('api.partner.example').isClosed(),
      warehouse.http('api.bank.example').isClosed(),
    ],
  }],
};
