import { Endpoint, EgressPort, ExternalService, LoadBalancing } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

export const s25: Scenario = {
  name: 's25-one-host-many-endpoints',
  achieves: 'one name balanced over endpoints with names and ports of their own',
  define: (chart) => {
    new ExternalService(chart, 'legacy', {
      hosts: ['foo.bar.com'],
      ports: [EgressPort.http({ name: 'web' }), EgressPort.https()],
      endpoints: [
        Endpoint.of('us.foo.bar.com', { ports: { web: 8080 } }),
        Endpoint.of('uk.foo.bar.com', { ports: { web: 9080, https: 9443 } }),
        Endpoint.of('2001:db8::10'),
      ],
      loadBalancing: LoadBalancing.roundRobin(),
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      from('shop').http('foo.bar.com').reaches('outbound|80||foo.bar.com', 'us.foo.bar.com:8080', 'uk.foo.bar.com:9080', '2001:db8::10:80'),
      from('shop').tls('foo.bar.com').reaches('outbound|443||foo.bar.com', 'us.foo.bar.com:443', 'uk.foo.bar.com:9443', '2001:db8::10:443'),
      from('shop').http('us.foo.bar.com').isRefused(),
      from('shop').http('foo.bar.com', { port: 8080 }).isClosed(),
      from('warehouse').http('foo.bar.com').isClosed(),
    ],
  }],
};
