import { build } from '../../../examples/seeing-egress/app';
import { declared, open, restricted } from './accessing-external-services';
import { type Story } from './story';

/** Looking changes nothing: the calls end as they do in the post. */
export const seeingEgress: Story = {
  example: 'seeing-egress',
  build,
  steps: [
    { name: '1-allowed', worlds: open },
    { name: '2-restricted', worlds: restricted },
    { name: '3-declared', worlds: declared },
  ],
};
