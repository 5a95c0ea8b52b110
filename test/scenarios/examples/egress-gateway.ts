import { build } from '../../../examples/egress-gateway/app';
import { from, TurnedAway } from '../calls';
import { type Story } from './story';

const GATEWAY = 'istio-egress/egress-gateway';
const shop = from('shop');
const elsewhere = from('elsewhere');

export const egressGateway: Story = {
  example: 'egress-gateway',
  build,
  steps: [{
    name: '',
    worlds: [{
      title: 'a mesh that lets everything out',
      mode: 'ALLOW_ANY',
      calls: [
        shop.tls('api.stripe.com').leavesBy(GATEWAY).reachesAsItIs('outbound|443||api.stripe.com', 'api.stripe.com:443'),
        shop.http('api.shipping.example.com', { path: '/v2/labels' }).leavesBy(GATEWAY).reachesOverTls(
          { sni: 'api.shipping.example.com', names: ['api.shipping.example.com'], cas: 'file-root:system' },
          'outbound|80||api.shipping.example.com', 'api.shipping.example.com:443',
        ),
        shop.dial('192.0.2.10', 5432).leavesBy(GATEWAY).reaches('outbound|5432||ledger.example.com', '192.0.2.10:5432'),
        shop.http('api.shipping.example.com', { path: '/v1/labels' }).isTurnedAwayBy(GATEWAY, TurnedAway.NO_ROUTE),
        shop.http('example.com').isRefused(),
        shop.tls('example.com').isClosed(),
        shop.dial('192.0.2.11', 5432).isClosed(),
        elsewhere.tls('api.stripe.com').passesThrough(),
        elsewhere.dial('10.96.0.1', 5432).isTurnedAwayBy(GATEWAY, TurnedAway.NO_SUCH_NAME),
        elsewhere.tls('api.stripe.com', { address: '10.96.0.1' }).isTurnedAwayBy(GATEWAY, TurnedAway.NO_IDENTITY),
      ],
    }],
  }],
};
