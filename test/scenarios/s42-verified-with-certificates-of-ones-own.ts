import { CaBundle, EgressPort, ExternalService, ExportTo, IstioMesh, IstioVersion, TlsOrigination, Workloads } from 'cdk8s-istio-egress';
import { from } from './calls';
import { pod } from './cluster';
import { type Scenario } from './scenario';

const batch = from('shop', { labels: { app: 'batch' } });
const web = from('shop', { labels: { app: 'web' } });
const warehouse = from('warehouse');

export const s42: Scenario = {
  name: 's42-verified-with-certificates-of-ones-own',
  achieves: 'TLS is verified with the CAs and the names of the service: from a file, a ConfigMap, a Secret',
  chapter: 'tls-origination',
  define: (chart) => {
    new IstioMesh(chart, 'mesh', { version: IstioVersion.V1_31 });
    const overTls = (caCertificates: CaBundle, names: { sni?: string; subjectAltNames?: string[] } = {}) => [
      EgressPort.http({ tls: TlsOrigination.simple({ caCertificates, ...names }) }),
    ];
    new ExternalService(chart, 'ledger', {
      hosts: ['ledger.example.com'],
      ports: overTls(CaBundle.file('/etc/ledger/ca.crt'), { sni: 'tenant-7.ledger.example.net', subjectAltNames: ['ledger.example.net'] }),
    });
    new ExternalService(chart, 'tax', { hosts: ['tax.example.com'], ports: overTls(CaBundle.configMap('tax-ca')), exportTo: ExportTo.ALL_NAMESPACES });
    new ExternalService(chart, 'archive', {
      hosts: ['archive.example.com'],
      ports: overTls(CaBundle.secret('archive-ca', { workloads: Workloads.select({ namespace: 'shop', labels: { app: 'batch' } }) })),
    });
  },
  messages: [{
    code: 'IST0129', about: 'tax', reason: 'istioctl does not know that every proxy has the CAs of a ConfigMap; the judge below sees that it verifies',
  }],
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    around: [pod('batch', 'shop', { app: 'batch' }), pod('web', 'shop', { app: 'web' })],
    calls: [
      web.http('ledger.example.com').reachesOverTls(
        { sni: 'tenant-7.ledger.example.net', names: ['ledger.example.net'], cas: 'file-root:/etc/ledger/ca.crt' },
        'outbound|80||ledger.example.com', 'ledger.example.com:443',
      ),
      ...[web, warehouse].map((caller) => caller.http('tax.example.com').reachesOverTls(
        { sni: 'tax.example.com', names: ['tax.example.com'], cas: 'configmap://shop/tax-ca-cacert' }, 'outbound|80||tax.example.com', 'tax.example.com:443',
      )),
      batch.http('archive.example.com').reachesOverTls(
        { sni: 'archive.example.com', names: ['archive.example.com'], cas: 'kubernetes://archive-ca-cacert' },
        'outbound|80||archive.example.com', 'archive.example.com:443',
      ),
      // Its certificate is not one of a CA that the operating system knows.
      web.http('archive.example.com').reachesOverTls(
        { sni: 'archive.example.com', names: ['archive.example.com'], cas: 'file-root:system' }, 'outbound|80||archive.example.com', 'archive.example.com:443',
      ),
      web.tls('ledger.example.com').isClosed(),
      web.tls('tax.example.com').isClosed(),
      web.http('tenant-7.ledger.example.net').isRefused(),
      warehouse.http('ledger.example.com').isRefused(),
      warehouse.http('archive.example.com').isRefused(),
      warehouse.tls('tax.example.com').isClosed(),
    ],
  }],
};
