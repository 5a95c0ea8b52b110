import { EgressGateway, EgressLockdown, EgressPort, ExternalService, LockdownScope } from 'cdk8s-istio-egress';
import { from, TurnedAway } from './calls';
import { stockEgressGateway } from './cluster';
import { type Scenario } from './scenario';

const GATEWAY = 'istio-system/istio-egressgateway';
const ADDRESS_OF_THE_GATEWAY = { address: '10.96.0.1' };
const shop = from('shop');
const finance = from('finance');
const warehouse = from('warehouse');

export const s45: Scenario = {
  name: 's45-http-through-a-gateway-that-is-there',
  achieves: "HTTP leaves by the egress gateway of Istio's own charts, also from a locked namespace that imports nothing else",
  define: (chart) => {
    const gateway = EgressGateway.fromServiceAttributes(chart, 'egress', {
      name: 'istio-egressgateway', namespace: 'istio-system', labels: { istio: 'egressgateway' },
    });
    const httpbin = new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()], via: gateway });
    new ExternalService(chart, 'metrics', { hosts: ['metrics.example.com'], ports: [EgressPort.http({ number: 8080 })], via: gateway });
    new EgressLockdown(chart, 'finance', { scope: LockdownScope.namespace('finance', { allow: [httpbin] }) });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    around: stockEgressGateway(),
    calls: [
      shop.http('httpbin.org').leavesBy(GATEWAY).reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
      shop.http('metrics.example.com', { port: 8080 }).leavesBy(GATEWAY).reaches('outbound|8080||metrics.example.com', 'metrics.example.com:8080'),
      finance.http('httpbin.org').leavesBy(GATEWAY).reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
      shop.http('metrics.example.com').isRefused(),
      shop.http('httpbin.org', { port: 8080 }).isRefused(),
      shop.tls('httpbin.org').isClosed(),
      finance.http('metrics.example.com', { port: 8080 }).isClosed(),
      finance.http('example.com').isRefused(),
      warehouse.http('httpbin.org').isRefused(),
      warehouse.http('metrics.example.com', { port: 8080 }).isClosed(),
      warehouse.tls('httpbin.org', ADDRESS_OF_THE_GATEWAY).isTurnedAwayBy(GATEWAY, TurnedAway.NO_LISTENER),
    ],
  }],
};
