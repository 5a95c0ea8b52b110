import type { LoadBalancer, TrafficPolicy } from '../../istio/spec';
import { connectionPoolSpec } from '../behaviour/connection-pool';
import { outlierDetectionSpec } from '../behaviour/outlier-detection';
import type { Behaviour } from './behaviour';

/** What of a behaviour holds for connections, whatever is spoken on them. */
export type ConnectionPolicy = Pick<TrafficPolicy, 'loadBalancer' | 'connectionPool' | 'outlierDetection'>;

/** What is said of the connections to a service; undefined where nothing is. */
export function connectionPolicyOf(behaviour: Behaviour): ConnectionPolicy | undefined {
  const loadBalancer = loadBalancerOf(behaviour);
  const connectionPool = behaviour.connectionPool && connectionPoolSpec(behaviour.connectionPool);
  // Without it the proxy never learns that a locality is gone.
  const outliers = behaviour.outlierDetection ?? (behaviour.failover && {});
  const outlierDetection = outliers && outlierDetectionSpec(outliers);
  return loadBalancer ?? connectionPool ?? outlierDetection ? { loadBalancer, connectionPool, outlierDetection } : undefined;
}

function loadBalancerOf({ loadBalancing, failover }: Behaviour): LoadBalancer | undefined {
  if (!failover) return loadBalancing?._toSpec();
  return { ...loadBalancing?._toSpec(), localityLbSetting: failover._toSpec() };
}
