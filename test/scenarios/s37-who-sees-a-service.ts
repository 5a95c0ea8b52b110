import { EgressLockdown, EgressPort, ExportTo, ExternalService, LockdownScope } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');
const finance = from('finance');

export const s37: Scenario = {
  name: 's37-who-sees-a-service',
  achieves: 'a service is seen by the namespaces it is exported to, and by those that lockdowns let call it',
  define: (chart) => {
    const service = (id: string, exportTo?: ExportTo) => new ExternalService(chart, id, {
      hosts: [`${id}.example.com`], ports: [EgressPort.https()], exportTo,
    });
    service('own');
    service('all', ExportTo.ALL_NAMESPACES);
    service('by-default', ExportTo.MESH_DEFAULT);
    service('named', ExportTo.namespaces('.', 'warehouse'));
    service('nobody', ExportTo.NOBODY);
    const consumed = service('consumed');
    new EgressLockdown(chart, 'finance', { scope: LockdownScope.namespace('finance', { allow: [consumed] }) });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.tls('own.example.com').reaches('outbound|443||own.example.com'),
      shop.tls('all.example.com').reaches('outbound|443||all.example.com'),
      shop.tls('by-default.example.com').reaches('outbound|443||by-default.example.com'),
      shop.tls('named.example.com').reaches('outbound|443||named.example.com'),
      shop.tls('consumed.example.com').reaches('outbound|443||consumed.example.com'),
      shop.tls('nobody.example.com').isClosed(),

      warehouse.tls('all.example.com').reaches('outbound|443||all.example.com'),
      warehouse.tls('by-default.example.com').reaches('outbound|443||by-default.example.com'),
      warehouse.tls('named.example.com').reaches('outbound|443||named.example.com'),
      warehouse.tls('own.example.com').isClosed(),
      warehouse.tls('consumed.example.com').isClosed(),
      warehouse.tls('nobody.example.com').isClosed(),

      // Its lockdown names one service: the others, however widely exported, are not imported.
      finance.tls('consumed.example.com').reaches('outbound|443||consumed.example.com'),
      finance.tls('all.example.com').isClosed(),
      finance.tls('by-default.example.com').isClosed(),
      finance.tls('named.example.com').isClosed(),
      finance.tls('own.example.com').isClosed(),
    ],
  }],
};
