import { build } from '../../../examples/tls-origination/app';
import { from } from '../calls';
import { pod } from '../cluster';
import { type Story } from './story';

const payments = from('shop', { labels: { app: 'payments' } });
const web = from('shop', { labels: { app: 'web' } });
const elsewhere = from('elsewhere');

const names = (host: string) => ({ sni: host, names: [host] });

export const tlsOrigination: Story = {
  example: 'tls-origination',
  build,
  steps: [{
    name: '',
    messages: [{ code: 'IST0129', about: 'ledger', reason: 'istioctl does not know that every proxy has the CAs of a ConfigMap; decide sees that it verifies' }],
    worlds: [{
      title: 'a mesh that lets everything out',
      mode: 'ALLOW_ANY',
      around: [pod('payments', 'shop', { app: 'payments' }), pod('web', 'shop', { app: 'web' })],
      calls: [
        web.http('www.googleapis.com').reachesOverTls(
          { ...names('www.googleapis.com'), cas: 'file-root:system' }, 'outbound|80||www.googleapis.com', 'www.googleapis.com:443',
        ),
        web.tls('www.googleapis.com').reachesAsItIs('outbound|443||www.googleapis.com', 'www.googleapis.com:443'),
        web.http('ledger.example.com').reachesOverTls(
          { ...names('ledger.example.com'), cas: 'configmap://shop/ledger-ca-cacert' }, 'outbound|80||ledger.example.com', 'ledger.example.com:443',
        ),
        payments.http('api.partner.example').reachesOverTls(
          { ...names('api.partner.example'), cas: 'kubernetes://partner-client-cacert', clientCertificate: 'kubernetes://partner-client' },
          'outbound|80||api.partner.example', 'api.partner.example:443',
        ),
        web.http('api.partner.example').reachesOverTls(
          { ...names('api.partner.example'), cas: 'file-root:system' }, 'outbound|80||api.partner.example', 'api.partner.example:443',
        ),
        web.tls('ledger.example.com').isClosed(),
        web.tls('api.partner.example').isClosed(),
        web.http('mail.googleapis.com').isRefused(),
        payments.http('partner.example').isRefused(),
        payments.tls('mail.googleapis.com').isClosed(),
        payments.dial('203.0.113.7', 443).isClosed(),
        elsewhere.http('api.partner.example').passesThrough(),
      ],
    }],
  }],
};
