import { Chart } from 'cdk8s';
import { ClusterServices, EgressLockdown, EgressPort, ExternalService, LockdownScope, OutboundTrafficPolicyMode, Workloads } from 'cdk8s-istio-egress';
import { from } from './calls';
import { pod, service } from './cluster';
import { type Scenario } from './scenario';

const shop = from('shop', { labels: { app: 'web' } });
const checkout = from('shop', { labels: { app: 'checkout' } });
const batch = from('shop', { labels: { app: 'batch' } });
const migration = from('shop', { labels: { app: 'migration' } });
const warehouse = from('warehouse');

export const s09: Scenario = {
  name: 's09-namespaces-and-workloads',
  achieves: 'a namespace calls what it names and nothing else; some of its workloads call more, fewer or anything',
  chapter: 'mesh-policy',
  define: (chart) => {
    const app = chart.node.root;
    const egress = new Chart(app as Chart, 'egress', { namespace: 'egress' });
    const sentry = new ExternalService(egress, 'sentry', { hosts: ['sentry.example.com'], ports: [EgressPort.https()] });
    const stripe = new ExternalService(egress, 'stripe', { hosts: ['api.stripe.com'], ports: [EgressPort.https()] });
    const mirror = new ExternalService(egress, 'mirror', { hosts: ['mirror.example.com'], ports: [EgressPort.http()] });
    // Declared, visible, and allowed to nobody.
    new ExternalService(chart, 'forgotten', { hosts: ['forgotten.example.com'], ports: [EgressPort.https()] });

    new EgressLockdown(chart, 'shop', {
      scope: LockdownScope.namespace('shop', { allow: [sentry, ClusterServices.named('ledger', 'finance')] }),
    });
    new EgressLockdown(chart, 'checkout', {
      scope: LockdownScope.workloads(Workloads.select({ namespace: 'shop', labels: { app: 'checkout' } }), { allow: [stripe] }),
    });
    const batchLockdown = new EgressLockdown(chart, 'batch', {
      scope: LockdownScope.workloads(Workloads.select({ namespace: 'shop', labels: { app: 'batch' } }), { inheritNamespace: false }),
    });
    batchLockdown.allow(mirror);
    new EgressLockdown(chart, 'migration', {
      scope: LockdownScope.workloads(Workloads.select({ namespace: 'shop', labels: { app: 'migration' } })),
      mode: OutboundTrafficPolicyMode.ALLOW_ANY,
    });
  },
  worlds: [{
    title: 'a mesh that lets everything out',
    mode: 'ALLOW_ANY',
    around: [
      ...service('web', 'shop', { http: 8080 }),
      ...service('ledger', 'finance', { http: 8080 }),
      ...service('salaries', 'finance', { http: 8080 }),
      ...service('istiod', 'istio-system', { 'https-dns': 15012 }),
      pod('checkout', 'shop', { app: 'checkout' }), pod('batch', 'shop', { app: 'batch' }), pod('migration', 'shop', { app: 'migration' }),
    ],
    calls: [
      shop.tls('sentry.example.com').reaches('outbound|443||sentry.example.com', 'sentry.example.com:443'),
      shop.http('web', { port: 8080 }).reaches('outbound|8080||web.shop.svc.cluster.local'),
      shop.http('ledger.finance', { port: 8080 }).reaches('outbound|8080||ledger.finance.svc.cluster.local'),
      shop.tls('istiod.istio-system', { port: 15012 }).reaches('outbound|15012||istiod.istio-system.svc.cluster.local'),
      shop.http('salaries.finance', { port: 8080 }).isRefused(),
      shop.tls('api.stripe.com').isClosed(),
      shop.http('mirror.example.com').isClosed(),
      shop.tls('forgotten.example.com').isClosed(),
      shop.tls('example.com').isClosed(),

      checkout.tls('api.stripe.com').reaches('outbound|443||api.stripe.com'),
      checkout.tls('sentry.example.com').reaches('outbound|443||sentry.example.com'),
      checkout.http('ledger.finance', { port: 8080 }).reaches('outbound|8080||ledger.finance.svc.cluster.local'),
      checkout.http('mirror.example.com').isClosed(),
      checkout.tls('forgotten.example.com').isClosed(),

      batch.http('mirror.example.com').reaches('outbound|80||mirror.example.com'),
      batch.http('web', { port: 8080 }).reaches('outbound|8080||web.shop.svc.cluster.local'),
      batch.tls('sentry.example.com').isClosed(),
      batch.tls('api.stripe.com').isClosed(),
      batch.http('ledger.finance', { port: 8080 }).isRefused(),
      batch.http('example.com').isRefused(),

      migration.tls('example.com').passesThrough(),
      migration.http('salaries.finance', { port: 8080 }).reaches('outbound|8080||salaries.finance.svc.cluster.local'),

      // Nothing was said about this namespace: the services are not even visible there, and everything passes through.
      warehouse.tls('api.stripe.com').passesThrough(),
      warehouse.tls('example.com').passesThrough(),
    ],
  }],
};
