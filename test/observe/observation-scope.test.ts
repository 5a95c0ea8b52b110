import { ObservationScope } from '../../src';
import { refusalOf } from '../helpers';

test('reads as what it is', () => {
  expect(`${ObservationScope.mesh()}`).toEqual('the mesh');
  expect(`${ObservationScope.namespace('shop')}`).toEqual('namespace shop');
});

test('a name that no namespace has is refused', () => {
  expect(refusalOf(() => ObservationScope.namespace('Shop'))).toEqual(
    "ObservationScope.namespace('Shop'): that is not a name Kubernetes allows for a namespace; name one such as 'backyards-demo'");
});
