import { ClusterServices, EgressPort, ExternalService } from '../../src';
import { nameOf } from '../../src/service/importable';
import { newChart } from '../helpers';

test('a construct is called by its path, a value as it calls itself', () => {
  expect(nameOf(new ExternalService(newChart(), 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()] }))).toEqual('chart/httpbin');
  expect(nameOf(ClusterServices.named('catalog', 'shop'))).toEqual('catalog.shop');
});
