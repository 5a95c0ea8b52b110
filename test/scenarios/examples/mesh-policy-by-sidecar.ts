import { build } from '../../../examples/mesh-policy-by-sidecar/app';
import { from } from '../calls';
import { pod, service } from '../cluster';
import { type Story } from './story';

const web = from('shop', { labels: { app: 'web' } });
const checkout = from('shop', { labels: { app: 'checkout' } });
const elsewhere = from('elsewhere');
const egress = from('egress');

export const meshPolicyBySidecar: Story = {
  example: 'mesh-policy-by-sidecar',
  build,
  steps: [{
    name: '',
    worlds: [{
      title: 'a mesh config that lets everything out',
      mode: 'ALLOW_ANY',
      around: [
        ...service('web', 'shop', { http: 8080 }),
        ...service('cards', 'payments', { http: 8080 }),
        ...service('web', 'elsewhere', { http: 8080 }),
        pod('checkout', 'shop', { app: 'checkout' }),
      ],
      calls: [
        web.tls('sentry.example.com').reaches('outbound|443||sentry.example.com', 'sentry.example.com:443'),
        web.http('web', { port: 8080 }).reaches('outbound|8080||web.shop.svc.cluster.local'),
        web.http('cards.payments', { port: 8080 }).reaches('outbound|8080||cards.payments.svc.cluster.local'),
        web.tls('api.stripe.com').isClosed(),
        web.tls('example.com').isClosed(),
        web.http('web.elsewhere', { port: 8080 }).isRefused(),

        checkout.tls('api.stripe.com').reaches('outbound|443||api.stripe.com', 'api.stripe.com:443'),
        checkout.tls('sentry.example.com').reaches('outbound|443||sentry.example.com'),
        checkout.http('cards.payments', { port: 8080 }).reaches('outbound|8080||cards.payments.svc.cluster.local'),
        checkout.tls('example.com').isClosed(),
        checkout.http('web.elsewhere', { port: 8080 }).isRefused(),

        // Under the root Sidecar: everything in the mesh, nothing outside it.
        elsewhere.http('cards.payments', { port: 8080 }).reaches('outbound|8080||cards.payments.svc.cluster.local'),
        elsewhere.tls('api.stripe.com').isClosed(),
        elsewhere.tls('example.com').isClosed(),
        elsewhere.http('example.com', { port: 8080 }).isRefused(),
        egress.tls('api.stripe.com').reaches('outbound|443||api.stripe.com'),
        egress.tls('example.com').isClosed(),
      ],
    }],
  }],
};
