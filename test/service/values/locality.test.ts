import { Locality } from '../../../src';
import { refusalOf } from '../../helpers';

test('is written as Istio reads it', () => {
  expect(`${Locality.of('us-east-1')}`).toEqual('us-east-1');
  expect(`${Locality.of('us-east-1', 'us-east-1a')}`).toEqual('us-east-1/us-east-1a');
  expect(`${Locality.of('us-east-1', 'us-east-1a', 'rack-7')}`).toEqual('us-east-1/us-east-1a/rack-7');
});

const ONE_BY_ONE = "is not a part of a locality; write region, zone and sub-zone one by one, without '/': Locality.of('us-east-1', 'us-east-1a')";

test.each<[string, any[]]>([
  [`Locality.of: '' ${ONE_BY_ONE}`, ['']],
  [`Locality.of: undefined ${ONE_BY_ONE}`, []],
  [`Locality.of: 'us-east-1/us-east-1a' ${ONE_BY_ONE}`, ['us-east-1/us-east-1a']],
  [`Locality.of: '' ${ONE_BY_ONE}`, ['us-east-1', 'us-east-1a', '']],
  [`Locality.of: 1 ${ONE_BY_ONE}`, ['us-east-1', 1]],
  [`Locality.of: null ${ONE_BY_ONE}`, ['us-east-1', null]],
  ["Locality.of: sub-zone 'rack-7' has no zone; write Locality.of(region, zone, subZone)", ['us-east-1', undefined, 'rack-7']],
])('refuses: %s', (message, parts) => {
  expect(refusalOf(() => (Locality.of as any)(...parts))).toEqual(message);
});
