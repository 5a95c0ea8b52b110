import { build } from '../../../examples/egress-waypoint/app';
import { ambientNamespace } from '../cluster';
import { type Story } from './story';

const STRIPE = 'inbound-vip|80|http|api.stripe.com';
const SENTRY = 'inbound-vip|443|tcp|sentry.example.com';
const CARRIER = 'inbound-vip|9000|tcp|track.carrier.example.com';

export const egressWaypoint: Story = {
  example: 'egress-waypoint',
  build,
  steps: [{
    name: '',
    worlds: [{
      title: 'an ambient mesh',
      around: ['shop', 'warehouse'].map(ambientNamespace),
      calls: [],
      ambient: {
        bindings: {
          'shop/api.stripe.com': 'egress/waypoint',
          'shop/sentry.example.com': 'egress/waypoint',
          'warehouse/track.carrier.example.com': 'egress/waypoint',
        },
        passages: {
          [`egress/waypoint ${STRIPE}`]: `${STRIPE} at api.stripe.com:443 `
            + 'over TLS (SNI api.stripe.com, certificate for api.stripe.com, CAs file-root:system, client certificate none) within 3 s',
          [`egress/waypoint ${SENTRY}`]: `${SENTRY} at sentry.example.com:443`,
          [`egress/waypoint ${CARRIER}`]: `${CARRIER} at track.carrier.example.com:9000`,
        },
      },
    }],
  }],
};
