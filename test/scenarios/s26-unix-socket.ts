import { Endpoint, EgressPort, ExternalService } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

export const s26: Scenario = {
  name: 's26-unix-socket',
  achieves: 'a service that listens on a socket beside the proxy',
  define: (chart) => {
    new ExternalService(chart, 'agent', {
      hosts: ['agent.local'],
      ports: [EgressPort.http()],
      endpoints: [Endpoint.unixSocket('/var/run/example/agent.sock')],
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      from('shop').http('agent.local').reaches('outbound|80||agent.local', 'unix:///var/run/example/agent.sock'),
      from('shop').http('other.local').isRefused(),
      from('warehouse').http('agent.local').isClosed(),
    ],
  }],
};
