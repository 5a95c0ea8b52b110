import { build } from '../../../examples/mesh-policy-by-sail/app';
import { from } from '../calls';
import { type Story } from './story';

const shop = from('shop');
const elsewhere = from('elsewhere');

export const meshPolicyBySail: Story = {
  example: 'mesh-policy-by-sail',
  build,
  steps: [
    {
      name: '1-services',
      worlds: [{
        title: 'the operator has installed its defaults',
        calls: [
          shop.tls('api.stripe.com').reaches('outbound|443||api.stripe.com', 'api.stripe.com:443'),
          shop.tls('example.com').passesThrough(),
          elsewhere.tls('api.stripe.com').passesThrough(),
        ],
      }],
    },
    {
      name: '2-lockdown',
      worlds: [{
        title: 'the operator has changed the mesh',
        calls: [
          shop.tls('api.stripe.com').reaches('outbound|443||api.stripe.com', 'api.stripe.com:443'),
          shop.tls('example.com').isClosed(),
          elsewhere.tls('api.stripe.com').isClosed(),
          elsewhere.http('example.com').isClosed(),
        ],
      }],
    },
  ],
};
