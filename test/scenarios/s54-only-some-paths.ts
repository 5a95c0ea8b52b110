import { EgressGateway, EgressPort, ExternalService } from 'cdk8s-istio-egress';
import { from, TurnedAway } from './calls';
import { type Scenario } from './scenario';

const GATEWAY = 'istio-egress/egress-gateway';
const shop = from('shop');
const warehouse = from('warehouse');

export const s54: Scenario = {
  name: 's54-only-some-paths',
  achieves: 'the gateway lets some paths of a service pass, and answers 404 to all others',
  define: (chart) => {
    const gateway = new EgressGateway(chart, 'egress', { metadata: { name: 'egress-gateway', namespace: 'istio-egress' } });
    new ExternalService(chart, 'httpbin', {
      hosts: ['httpbin.org'], ports: [EgressPort.http()], via: gateway.withOptions({ pathPrefixes: ['/get', '/status/'] }),
    });
    new ExternalService(chart, 'metrics', { hosts: ['metrics.example.com'], ports: [EgressPort.http()], via: gateway });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.http('httpbin.org', { path: '/get' }).leavesBy(GATEWAY).reaches('outbound|80||httpbin.org'),
      shop.http('httpbin.org', { path: '/get?x=1' }).leavesBy(GATEWAY).reaches('outbound|80||httpbin.org'),
      shop.http('httpbin.org', { path: '/status/200' }).leavesBy(GATEWAY).reaches('outbound|80||httpbin.org'),
      shop.http('metrics.example.com', { path: '/post' }).leavesBy(GATEWAY).reaches('outbound|80||metrics.example.com'),
      shop.http('httpbin.org', { path: '/post' }).isTurnedAwayBy(GATEWAY, TurnedAway.NO_ROUTE),
      shop.http('httpbin.org', { path: '/' }).isTurnedAwayBy(GATEWAY, TurnedAway.NO_ROUTE),
      shop.http('httpbin.org', { path: '/status' }).isTurnedAwayBy(GATEWAY, TurnedAway.NO_ROUTE),
      warehouse.http('httpbin.org', { path: '/get' }).isRefused(),
    ],
  }],
};
