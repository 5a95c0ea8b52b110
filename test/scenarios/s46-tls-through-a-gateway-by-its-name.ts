import { EgressGateway, EgressLockdown, EgressPort, ExternalService, GatewayHop, LockdownScope } from 'cdk8s-istio-egress';
import { from, TurnedAway } from './calls';
import { stockEgressGateway } from './cluster';
import { type Scenario } from './scenario';

const GATEWAY = 'istio-system/istio-egressgateway';
const ADDRESS_OF_THE_GATEWAY = { address: '10.96.0.1' };
const shop = from('shop');
const finance = from('finance');
const warehouse = from('warehouse');

export const s46: Scenario = {
  name: 's46-tls-through-a-gateway-by-its-name',
  achieves: 'TLS of the application is passed on by its SNI, without the mesh around it and so without the identity of the caller',
  chapter: 'egress-gateway',
  define: (chart) => {
    const gateway = EgressGateway.fromServiceAttributes(chart, 'egress', {
      name: 'istio-egressgateway', namespace: 'istio-system', labels: { istio: 'egressgateway' },
    });
    const unknown = gateway.withOptions({ hop: GatewayHop.PASSTHROUGH });
    const edition = new ExternalService(chart, 'edition', { hosts: ['edition.cnn.com'], ports: [EgressPort.https()], via: unknown });
    new ExternalService(chart, 'api', { hosts: ['api.example.com'], ports: [EgressPort.tls({ number: 8443 })], via: unknown });
    // In the same port of the gateway, and known by the certificate of the mesh.
    new ExternalService(chart, 'bank', { hosts: ['bank.example.com'], ports: [EgressPort.https()], via: gateway });
    new EgressLockdown(chart, 'finance', { scope: LockdownScope.namespace('finance', { allow: [edition] }) });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    around: stockEgressGateway(),
    calls: [
      shop.tls('edition.cnn.com').leavesUnknownBy(GATEWAY).reaches('outbound|443||edition.cnn.com', 'edition.cnn.com:443'),
      shop.tls('api.example.com', { port: 8443 }).leavesUnknownBy(GATEWAY).reaches('outbound|8443||api.example.com', 'api.example.com:8443'),
      shop.tls('bank.example.com').leavesBy(GATEWAY).reaches('outbound|443||bank.example.com', 'bank.example.com:443'),
      finance.tls('edition.cnn.com').leavesUnknownBy(GATEWAY).reaches('outbound|443||edition.cnn.com', 'edition.cnn.com:443'),
      // Nothing at the gateway tells this caller from those who may.
      warehouse.tls('edition.cnn.com', ADDRESS_OF_THE_GATEWAY).leavesUnknownBy(GATEWAY).reaches('outbound|443||edition.cnn.com'),
      warehouse.tls('bank.example.com', ADDRESS_OF_THE_GATEWAY).isTurnedAwayBy(GATEWAY, TurnedAway.NO_IDENTITY),
      warehouse.tls('example.com', ADDRESS_OF_THE_GATEWAY).isTurnedAwayBy(GATEWAY, TurnedAway.NO_SUCH_NAME),
      shop.tls('api.example.com').isClosed(),
      shop.tls('example.com').isClosed(),
      shop.http('edition.cnn.com').isRefused(),
      finance.tls('api.example.com', { port: 8443 }).isClosed(),
      finance.tls('bank.example.com').isClosed(),
      warehouse.tls('edition.cnn.com').isClosed(),
      warehouse.tls('bank.example.com').isClosed(),
    ],
  }],
};
