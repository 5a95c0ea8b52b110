import { build } from '../../../examples/failover/app';
import { from } from '../calls';
import { type Story } from './story';

const shop = from('shop');
const elsewhere = from('elsewhere');

export const failover: Story = {
  example: 'failover',
  build,
  steps: [{
    name: '',
    worlds: [{
      title: 'a locked mesh',
      mode: 'REGISTRY_ONLY',
      calls: [
        shop.http('ledger.example.com').reaches('outbound|80||ledger.example.com', '192.0.2.10:80', '198.51.100.10:8080'),
        shop.tls('search.example.com')
          .reaches('outbound|443||search.example.com', 'frankfurt.search.example.com:443', 'dublin.search.example.com:443'),
        shop.http('search.example.com').isRefused(),
        shop.tls('frankfurt.search.example.com').isClosed(),
        elsewhere.http('ledger.example.com').isClosed(),
        elsewhere.tls('search.example.com').isClosed(),
      ],
    }],
  }],
};
