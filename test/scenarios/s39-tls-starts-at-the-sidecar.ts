import { EgressPort, ExternalService, ExportTo, IstioMesh, IstioVersion, TlsOrigination } from 'cdk8s-istio-egress';
import { from, type StartedTls } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop');
const billing = from('billing');
const warehouse = from('warehouse');

const verified = (host: string): StartedTls => ({ sni: host, names: [host], cas: 'file-root:system' });

export const s39: Scenario = {
  name: 's39-tls-starts-at-the-sidecar',
  also: ['S31'],
  achieves: 'the application speaks HTTP, the wire is TLS; the same host both ways',
  chapter: 'tls-origination',
  define: (chart) => {
    new IstioMesh(chart, 'mesh', { version: IstioVersion.V1_31 });
    const tls = TlsOrigination.simple();
    new ExternalService(chart, 'books', {
      hosts: ['www.googleapis.com', 'books.googleapis.com'],
      ports: [EgressPort.http({ tls }), EgressPort.https()],
      exportTo: ExportTo.namespaces('.', 'billing'),
    });
    new ExternalService(chart, 'metrics', { hosts: ['metrics.example.com'], ports: [EgressPort.grpc({ number: 4317, tls, targetPort: 4318 })] });
    new ExternalService(chart, 'cache', { hosts: ['redis.example.com'], addresses: ['192.0.2.22'], ports: [EgressPort.redis({ tls })] });
    new ExternalService(chart, 'wiki', { hosts: ['*.wiki.example'], ports: [EgressPort.http({ tls })] });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.http('www.googleapis.com').reachesOverTls(verified('www.googleapis.com'), 'outbound|80||www.googleapis.com', 'www.googleapis.com:443'),
      shop.http('books.googleapis.com').reachesOverTls(verified('books.googleapis.com'), 'outbound|80||books.googleapis.com', 'books.googleapis.com:443'),
      shop.tls('www.googleapis.com').reachesAsItIs('outbound|443||www.googleapis.com', 'www.googleapis.com:443'),
      billing.http('www.googleapis.com').reachesOverTls(verified('www.googleapis.com'), 'outbound|80||www.googleapis.com', 'www.googleapis.com:443'),
      shop.grpc('metrics.example.com', { port: 4317 })
        .reachesOverTls(verified('metrics.example.com'), 'outbound|4317||metrics.example.com', 'metrics.example.com:4318'),
      shop.dial('192.0.2.22', 6379).reachesOverTls(verified('redis.example.com'), 'outbound|6379||redis.example.com'),
      shop.http('en.wiki.example').reachesOverTls({ namesOfCalls: true, cas: 'file-root:system' }, 'outbound|80||*.wiki.example'),

      shop.http('www.googleapis.com', { port: 443 }).isClosed(),
      shop.tls('www.googleapis.com', { port: 80 }).isClosed(),
      shop.http('mail.googleapis.com').isRefused(),
      shop.tls('mail.googleapis.com').isClosed(),
      shop.dial('192.0.2.23', 6379).isClosed(),
      billing.grpc('metrics.example.com', { port: 4317 }).isClosed(),
      billing.dial('192.0.2.22', 6379).isClosed(),
      warehouse.http('www.googleapis.com').isClosed(),
      warehouse.tls('www.googleapis.com').isClosed(),
    ],
  }],
};
