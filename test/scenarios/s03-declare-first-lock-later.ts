import { EgressPort, ExternalService } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s03: Scenario = {
  name: 's03-declare-first-lock-later',
  achieves: 'services are declared while everything may leave, and go on working when the mesh is locked',
  define: (chart) => {
    new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()] });
  },
  worlds: [
    {
      title: 'everything may leave',
      mode: 'ALLOW_ANY',
      calls: [
        shop.http('httpbin.org').reaches('outbound|80||httpbin.org'),
        shop.http('example.com').passesThrough(),
        warehouse.http('httpbin.org').passesThrough(),
      ],
    },
    {
      title: 'the mesh is locked',
      mode: 'REGISTRY_ONLY',
      calls: [
        shop.http('httpbin.org').reaches('outbound|80||httpbin.org'),
        shop.http('example.com').isRefused(),
        warehouse.http('httpbin.org').isClosed(),
      ],
    },
  ],
};
