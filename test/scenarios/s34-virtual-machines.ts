import { ApiObject } from 'cdk8s';
import { EgressPort, ExternalService, ExportTo, Location } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

export const s34: Scenario = {
  name: 's34-virtual-machines',
  achieves: 'virtual machines as endpoints of a service inside the mesh, chosen by label',
  define: (chart) => {
    new ExternalService(chart, 'stock', {
      hosts: ['stock.shop.example'],
      ports: [EgressPort.http({ number: 8080 })],
      location: Location.MESH_INTERNAL,
      workloadSelector: { app: 'stock' },
      exportTo: ExportTo.ALL_NAMESPACES,
    });
    const vm = (id: string, address: string, labels: Record<string, string>) => new ApiObject(chart, id, {
      apiVersion: 'networking.istio.io/v1', kind: 'WorkloadEntry', metadata: { name: id }, spec: { address, labels },
    });
    vm('stock-1', '10.8.0.11', { app: 'stock' });
    vm('stock-2', '10.8.0.12', { app: 'stock' });
    vm('other', '10.8.0.13', { app: 'other' });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      from('shop').http('stock.shop.example', { port: 8080 })
        .reaches('outbound|8080||stock.shop.example', '10.8.0.11:8080', '10.8.0.12:8080'),
      from('warehouse').http('stock.shop.example', { port: 8080 })
        .reaches('outbound|8080||stock.shop.example', '10.8.0.11:8080', '10.8.0.12:8080'),
      from('shop').http('other.shop.example', { port: 8080 }).isRefused(),
      from('shop').http('stock.shop.example').isClosed(),
      from('warehouse').dial('10.8.0.13', 8080).isClosed(),
    ],
  }],
};
