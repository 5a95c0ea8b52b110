import { EgressPort, ExternalService, GatewayApiEgressGateway, GatewayHop, GatewayApiListener, IstioMesh, IstioVersion } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type KubernetesObject } from './cluster';
import { type Scenario } from './scenario';

const GATEWAY = 'platform/way-out-istio';
const shop = from('shop');
const warehouse = from('warehouse');

/** As another team has declared it. */
const wayOut: KubernetesObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'way-out', namespace: 'platform', annotations: { 'networking.istio.io/service-type': 'ClusterIP' } },
  spec: {
    gatewayClassName: 'istio',
    listeners: [
      {
        name: 'mesh',
        port: 8443,
        protocol: 'HTTPS',
        allowedRoutes: { namespaces: { from: 'All' } },
        tls: { mode: 'Terminate', options: { 'gateway.istio.io/tls-terminate-mode': 'ISTIO_MUTUAL' } },
      },
      { name: 'tls', port: 443, protocol: 'TLS', allowedRoutes: { namespaces: { from: 'All' } }, tls: { mode: 'Passthrough' } },
    ],
  },
};

export const s47ThatIsThere: Scenario = {
  name: 's47-gateway-api-that-is-there',
  achieves: 'the same by a Gateway of the Gateway API that somebody else declares',
  define: (chart) => {
    new IstioMesh(chart, 'mesh', { version: IstioVersion.V1_31 });
    const gateway = GatewayApiEgressGateway.fromGatewayAttributes(chart, 'egress', {
      name: 'way-out', namespace: 'platform', listeners: [GatewayApiListener.istioMutual(8443), GatewayApiListener.tlsPassthrough(443)],
    });
    new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()], via: gateway });
    new ExternalService(chart, 'edition', {
      hosts: ['edition.cnn.com'], ports: [EgressPort.https()], via: gateway.withOptions({ hop: GatewayHop.PASSTHROUGH }),
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    around: [wayOut],
    calls: [
      shop.http('httpbin.org').leavesBy(GATEWAY).reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
      shop.tls('edition.cnn.com').leavesUnknownBy(GATEWAY).reaches('outbound|443||edition.cnn.com', 'edition.cnn.com:443'),
      shop.http('example.com').isRefused(),
      shop.tls('example.com').isClosed(),
      shop.tls('httpbin.org').isClosed(),
      shop.http('edition.cnn.com').isRefused(),
      // Nothing that it sees has HTTP on port 80.
      warehouse.http('httpbin.org').isClosed(),
      warehouse.tls('edition.cnn.com').isClosed(),
    ],
  }],
};
