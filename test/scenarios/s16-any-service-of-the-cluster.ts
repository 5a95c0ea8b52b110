import { ApiObject } from 'cdk8s';
import { EgressLockdown, EgressPort, ExternalService, IstioMesh, IstioVersion, Location, LockdownScope } from 'cdk8s-istio-egress';
import { CALLED_NAME, from } from './calls';
import { service } from './cluster';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s16: Scenario = {
  name: 's16-any-service-of-the-cluster',
  achieves: 'a namespace imports nothing of the others, and its proxies still reach any service of the cluster by name',
  define: (chart) => {
    new IstioMesh(chart, 'mesh', { version: IstioVersion.V1_31 });
    const cluster = new ExternalService(chart, 'cluster', {
      hosts: ['*.svc.cluster.local'],
      ports: [EgressPort.http({ number: 8080 })],
      location: Location.MESH_INTERNAL,
    });
    new EgressLockdown(chart, 'shop', { scope: LockdownScope.namespace('shop', { allow: [cluster] }) });
    // Of a name that is looked up in each call nobody knows whether a sidecar answers: where all have one, say so.
    new ApiObject(chart, 'mutual', {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      spec: { host: '*.svc.cluster.local', exportTo: ['.'], trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } },
    });
  },
  worlds: [{
    title: 'a mesh that lets everything out',
    mode: 'ALLOW_ANY',
    around: [...service('ledger', 'finance', { 'http': 8080, 'http-admin': 9000 }), ...service('web', 'shop', { http: 8080 })],
    calls: [
      shop.http('ledger.finance.svc.cluster.local', { port: 8080 }).reaches('outbound|8080||*.svc.cluster.local', CALLED_NAME),
      shop.http('web', { port: 8080 }).reaches('outbound|8080||web.shop.svc.cluster.local'),
      shop.http('ledger.finance.svc.cluster.local', { port: 9000 }).isClosed(),
      shop.http('ledger.finance.example.com', { port: 8080 }).isRefused(),
      shop.http('example.com', { port: 8080 }).isRefused(),
      shop.tls('example.com').isClosed(),
      warehouse.http('ledger.finance', { port: 8080 }).reaches('outbound|8080||ledger.finance.svc.cluster.local'),
    ],
  }],
};
