import { build } from '../../../examples/forward-proxy/app';
import { from } from '../calls';
import { type Story } from './story';

const shop = from('shop');
const builds = from('builds');
const elsewhere = from('elsewhere');

export const forwardProxy: Story = {
  example: 'forward-proxy',
  build,
  steps: [{
    name: '',
    worlds: [{
      title: 'a mesh that lets everything out',
      mode: 'ALLOW_ANY',
      calls: [
        shop.tls('api.stripe.com').reaches('outbound|3128|api-stripe-com-443|proxy.example.com'),
        shop.dial('198.51.100.5', 5432).reaches('outbound|3128|ledger-example-com-5432|proxy.example.com'),
        builds.dial('192.0.2.1', 3128).reaches('outbound|3128||proxy.example.com'),
        builds.dial('192.0.2.2', 3128).reaches('outbound|3128||proxy.example.com'),
        shop.tls('example.com').isClosed(),
        shop.http('api.stripe.com').isClosed(),
        shop.dial('198.51.100.6', 5432).isClosed(),
        shop.dial('192.0.2.1', 3128).isClosed(),
        builds.dial('192.0.2.3', 3128).isClosed(),
        builds.tls('api.stripe.com').isClosed(),
        builds.tls('pypi.org').isClosed(),
        builds.dial('198.51.100.5', 5432).isClosed(),
        elsewhere.tls('api.stripe.com').passesThrough(),
      ],
    }],
  }],
};
