import { build } from '../../../examples/mesh-policy-by-helm/app';
import { from } from '../calls';
import { type Story } from './story';

const shop = from('shop');
const elsewhere = from('elsewhere');

export const meshPolicyByHelm: Story = {
  example: 'mesh-policy-by-helm',
  build,
  steps: [{
    name: '',
    worlds: [{
      title: 'the chart was upgraded with the values',
      calls: [
        shop.tls('api.stripe.com').reaches('outbound|443||api.stripe.com', 'api.stripe.com:443'),
        shop.tls('github.com').reaches('outbound|443||github.com', 'github.com:443'),
        elsewhere.tls('api.github.com').reaches('outbound|443||api.github.com', 'api.github.com:443'),
        shop.tls('gist.github.com').isClosed(),
        shop.http('example.com').isClosed(),
        elsewhere.tls('api.stripe.com').isClosed(),
        elsewhere.tls('example.com').isClosed(),
      ],
    }],
  }],
};
