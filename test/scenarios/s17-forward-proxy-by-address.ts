import { EgressPort, ExternalService } from 'cdk8s-istio-egress';
import { DIALLED_ADDRESS, from } from './calls';
import { type Scenario } from './scenario';

export const s17: Scenario = {
  name: 's17-forward-proxy-by-address',
  achieves: 'applications that speak to an HTTP proxy themselves reach it, and nothing but it',
  define: (chart) => {
    // TCP and not HTTP: what the applications say to their proxy is not for the sidecar to read.
    new ExternalService(chart, 'proxy', { hosts: ['proxy.example.com'], addresses: ['192.0.2.30/32'], ports: [EgressPort.tcp(3128)] });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      from('shop').dial('192.0.2.30', 3128).reaches('outbound|3128||proxy.example.com', DIALLED_ADDRESS),
      from('shop').http('example.com', { port: 3128, address: '192.0.2.30' }).reaches('outbound|3128||proxy.example.com', DIALLED_ADDRESS),
      from('shop').dial('192.0.2.31', 3128).isClosed(),
      from('shop').dial('192.0.2.30', 80).isClosed(),
      from('shop').http('example.com').isClosed(),
      from('warehouse').dial('192.0.2.30', 3128).isClosed(),
    ],
  }],
};
