import { EgressPort, ExternalService, GatewayApiEgressGateway, GatewayHop, IstioMesh, IstioVersion } from 'cdk8s-istio-egress';
import { from, TurnedAway } from './calls';
import { service } from './cluster';
import { type Scenario } from './scenario';

const GATEWAY = 'istio-egress/egress-gateway-istio';
const shop = from('shop');
const warehouse = from('warehouse');

/** What cluster.ts gives the first Service of a cluster. */
const ADDRESS_OF_THE_GATEWAY = { address: '10.96.0.1' };

export const s47: Scenario = {
  name: 's47-gateway-api',
  achieves: 'the same with the Gateway API: HTTP goes inside the TLS of the mesh, TLS of the application by its SNI',
  chapter: 'gateway-api',
  define: (chart) => {
    new IstioMesh(chart, 'mesh', { version: IstioVersion.V1_31 });
    const gateway = new GatewayApiEgressGateway(chart, 'egress', { metadata: { name: 'egress-gateway', namespace: 'istio-egress' } });
    new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()], via: gateway });
    new ExternalService(chart, 'edition', {
      hosts: ['edition.cnn.com'], ports: [EgressPort.https()], via: gateway.withOptions({ hop: GatewayHop.PASSTHROUGH }),
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.http('httpbin.org').leavesBy(GATEWAY).reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
      shop.tls('edition.cnn.com').leavesUnknownBy(GATEWAY).reaches('outbound|443||edition.cnn.com', 'edition.cnn.com:443'),
      shop.http('example.com').isRefused(),
      shop.tls('example.com').isClosed(),
      shop.tls('httpbin.org').isClosed(),
      shop.http('edition.cnn.com').isRefused(),
      warehouse.tls('edition.cnn.com').isClosed(),
      warehouse.http('httpbin.org').isClosed(),
      warehouse.tls('example.com', ADDRESS_OF_THE_GATEWAY).isTurnedAwayBy(GATEWAY, TurnedAway.NO_SUCH_NAME),
      // The rule for the gateway's Service is for everybody: who dials its address brings an identity, by which a policy could tell.
      warehouse.http('httpbin.org', ADDRESS_OF_THE_GATEWAY).leavesBy(GATEWAY).reaches('outbound|80||httpbin.org'),
    ],
  }, {
    title: 'a locked mesh in which everybody sees a service with HTTP on the port',
    mode: 'REGISTRY_ONLY',
    around: service('web', 'shop', { http: 80 }),
    calls: [
      shop.http('httpbin.org').leavesBy(GATEWAY).reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
      // Routes of this API hold for those who see the service.
      warehouse.http('httpbin.org').isRefused(),
      warehouse.http('example.com').isRefused(),
      warehouse.tls('edition.cnn.com').isClosed(),
    ],
  }],
};
