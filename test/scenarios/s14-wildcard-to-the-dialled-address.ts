import { EgressPort, ExternalService, Resolution, Risk } from 'cdk8s-istio-egress';
import { DIALLED_ADDRESS, from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s14: Scenario = {
  name: 's14-wildcard-to-the-dialled-address',
  achieves: 'every host of a domain over TLS, at whatever address the application dials',
  chapter: 'bytes',
  define: (chart) => {
    new ExternalService(chart, 'wikipedia', {
      hosts: ['*.wikipedia.org'],
      ports: [EgressPort.https()],
      resolution: Resolution.NONE,
      acceptRisks: [Risk.spoofableHost({ reason: 'the meshes it is written for cannot resolve wildcards yet' })],
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.tls('en.wikipedia.org').reaches('outbound|443||*.wikipedia.org', DIALLED_ADDRESS),
      shop.tls('de.m.wikipedia.org').reaches('outbound|443||*.wikipedia.org', DIALLED_ADDRESS),
      // The weakness that the risk stands for: nothing ties the name in the call to the address.
      shop.tls('en.wikipedia.org', { address: '192.0.2.66' }).reaches('outbound|443||*.wikipedia.org', DIALLED_ADDRESS),
      shop.tls('wikipedia.org').isClosed(),
      shop.tls('wikipedia.org.evil.example').isClosed(),
      shop.tls('evil.example').isClosed(),
      shop.dial('203.0.113.7', 443).isClosed(),
      warehouse.tls('en.wikipedia.org').isClosed(),
    ],
  }],
};
