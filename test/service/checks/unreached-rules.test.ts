import { EgressFirewall, EgressGateway, EgressPort, ExternalService, type ExternalServiceProps } from '../../../src';
import { complaintsOf, newChart } from '../../helpers';

const PROPS: ExternalServiceProps = { hosts: ['a.com'], ports: [EgressPort.https()], outlierDetection: { consecutive5xxErrors: 3 } };

test('a firewall connects by itself: what is said of connections to the service is refused', () => {
  const chart = newChart({ namespace: 'shop' });
  const firewall = EgressFirewall.inCluster('firewall', 'egress');
  new ExternalService(chart, 'a', { ...PROPS, via: firewall });

  expect(complaintsOf(chart)).toEqual([`[chart/a] calls go ${firewall.way}, and no proxy of the mesh connects to a.com itself, so that connectionPool, `
    + 'outlierDetection, loadBalancing, failover and the TLS of its ports have no effect; leave them out, or let the calls go another way']);
});

test('a gateway connects to the service, and heeds it', () => {
  const chart = newChart({ namespace: 'shop' });
  new ExternalService(chart, 'a', { ...PROPS, via: new EgressGateway(chart, 'gateway') });

  expect(complaintsOf(chart)).toEqual([]);
});
