import { ApiObject } from 'cdk8s';
import { EgressLockdown, EgressPort, Endpoint, ExternalService, ExportTo, LockdownScope, MeshConfigTarget } from 'cdk8s-istio-egress';
import { from } from './calls';
import { pod } from './cluster';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s33: Scenario = {
  name: 's33-authorization-beside-the-proxy',
  achieves: 'a service in the pod itself decides what its proxy lets in; the mesh config knows it by a name that leads to the pod',
  define: (chart) => {
    new ExternalService(chart, 'authorizer', {
      hosts: ['authorizer.local'],
      ports: [EgressPort.grpc({ number: 9000 })],
      endpoints: [Endpoint.of('127.0.0.1')],
      exportTo: ExportTo.ALL_NAMESPACES,
    });
    new EgressLockdown(chart, 'policy', {
      scope: LockdownScope.mesh(MeshConfigTarget.configMap({
        base: [
          'extensionProviders:',
          '- name: authorizer',
          '  envoyExtAuthzGrpc:',
          '    service: authorizer.local',
          '    port: 9000',
          '',
        ].join('\n'),
      })),
    });
    new ApiObject(chart, 'ask-authorizer', {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      spec: { action: 'CUSTOM', provider: { name: 'authorizer' }, rules: [{ to: [{ operation: { paths: ['/admin/*'] } }] }] },
    });
  },
  worlds: [{
    title: 'any mesh',
    around: [pod('web', 'shop', { app: 'web' })],
    calls: [
      shop.grpc('authorizer.local', { port: 9000 }).reaches('outbound|9000||authorizer.local', '127.0.0.1:9000'),
      warehouse.grpc('authorizer.local', { port: 9000 }).reaches('outbound|9000||authorizer.local', '127.0.0.1:9000'),
      shop.grpc('authorizer.local', { port: 9001 }).isClosed(),
      shop.grpc('other.local', { port: 9000 }).isRefused(),
      warehouse.tls('authorizer.local', { port: 9000 }).isClosed(),
    ],
  }],
};
