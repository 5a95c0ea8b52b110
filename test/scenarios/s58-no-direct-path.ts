import { EgressGateway, EgressLockdown, EgressPort, ExportTo, ExternalService, LockdownScope } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

const GATEWAY = 'istio-egress/egress-gateway';
const shop = from('shop');
const billing = from('billing');
const finance = from('finance');
const warehouse = from('warehouse');

export const s58: Scenario = {
  name: 's58-no-direct-path',
  achieves: 'callers see the way through the gateway and not the service, so that nothing of theirs can lead straight to it',
  define: (chart) => {
    const gateway = new EgressGateway(chart, 'egress', { metadata: { name: 'egress-gateway', namespace: 'istio-egress' } });
    const httpbin = new ExternalService(chart, 'httpbin', {
      hosts: ['httpbin.org'], ports: [EgressPort.http()], exportTo: ExportTo.namespaces('.', 'billing', 'finance'), via: gateway.withOptions({ hideDirectPath: true }),
    });
    new EgressLockdown(chart, 'finance', { scope: LockdownScope.namespace('finance', { allow: [httpbin] }) });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.http('httpbin.org').leavesBy(GATEWAY).reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
      billing.http('httpbin.org').leavesBy(GATEWAY).reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
      finance.http('httpbin.org').leavesBy(GATEWAY).reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
      shop.http('example.com').isRefused(),
      shop.tls('httpbin.org').isClosed(),
      billing.http('www.httpbin.org').isRefused(),
      warehouse.http('httpbin.org').isRefused(),
      warehouse.tls('httpbin.org').isClosed(),
    ],
  }],
};
