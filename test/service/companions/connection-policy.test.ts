import { Failover, LoadBalancing } from '../../../src';
import { connectionPolicyOf } from '../../../src/service/companions/connection-policy';

test('where nothing is said of connections, there is no policy', () => {
  expect(connectionPolicyOf({})).toBeUndefined();
  expect(connectionPolicyOf({ stripMeshHeaders: true })).toBeUndefined();
});

test('limits that limit nothing are no policy', () => {
  expect(connectionPolicyOf({ connectionPool: {} })).toBeUndefined();
});

test('failover brings the outlier detection without which no locality is ever gone', () => {
  expect(connectionPolicyOf({ failover: Failover.nearestFirst() })?.outlierDetection).toEqual({ maxEjectionPercent: 100 });
  expect(connectionPolicyOf({ loadBalancing: LoadBalancing.random() })?.outlierDetection).toBeUndefined();
});

test('failover and load balancing are one field', () => {
  expect(connectionPolicyOf({ failover: Failover.nearestFirst(), loadBalancing: LoadBalancing.random() })?.loadBalancer)
    .toEqual({ simple: 'RANDOM', localityLbSetting: { enabled: true } });
});
