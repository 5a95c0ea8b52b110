import { EgressLockdown, EgressPort, ExternalService, IstioMesh, IstioVersion, LockdownScope, MeshConfigTarget, OutboundTrafficPolicyMode } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

export const s12: Scenario = {
  name: 's12-unknown-names-are-resolved',
  achieves: 'plain HTTP to undeclared hosts goes to the address of its Host header, whatever address was dialled',
  define: (chart) => {
    new IstioMesh(chart, 'mesh', { version: IstioVersion.V1_31 });
    new EgressLockdown(chart, 'policy', {
      scope: LockdownScope.mesh(MeshConfigTarget.stockConfigMap()),
      mode: OutboundTrafficPolicyMode.ALLOW_ANY_DYNAMIC_DNS,
    });
    new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()] });
  },
  worlds: [{
    title: 'any mesh',
    calls: [
      from('shop').http('httpbin.org').reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
      from('shop').http('example.com').isResolvedByHostHeader(),
      from('shop').tls('example.com').passesThrough(),
      // Also on a port that no service has made a listener for.
      from('warehouse').http('example.com').isResolvedByHostHeader(),
      from('warehouse').http('example.com', { port: 8080 }).isResolvedByHostHeader(),
      from('warehouse').dial('203.0.113.7', 5432).passesThrough(),
    ],
  }],
};
