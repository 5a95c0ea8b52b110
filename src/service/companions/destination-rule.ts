import type { DestinationRuleSpec, TrafficPolicy } from '../../istio/spec';
import type { Workloads } from '../../mesh/workloads';
import type { Behaviour } from './behaviour';
import { connectionPolicyOf } from './connection-policy';
import type { RoutedService } from './routed-service';
import { originations } from './tls/tls-policy';

/** The proxies that a DestinationRule is for. */
export interface RuleAudience {
  readonly exportTo?: string[];
  /** Those of certain pods. */
  readonly workloads?: Workloads;
  /** Those of all other pods, which do not have the certificates of the former. */
  readonly isForOthers?: boolean;
}

/** What the proxy that connects to a host of the service has to know; undefined where it needs to know nothing. */
export function trafficPolicyOf(
  service: RoutedService, host: string, behaviour: Behaviour, { isForOthers }: RuleAudience = {},
): TrafficPolicy | undefined {
  const connections = connectionPolicyOf(behaviour);
  const originated = originations(service, host, isForOthers);
  if (originated.length === 0) return connections;
  // What stands at a port replaces what stands above it, and adds nothing to it.
  return { ...connections, portLevelSettings: originated.map(({ port, tls }) => ({ port: { number: port.number }, ...connections, tls })) };
}

/** A DestinationRule of one host of a service. */
export function destinationRuleSpec(
  service: RoutedService, host: string, behaviour: Behaviour, audience: RuleAudience,
): DestinationRuleSpec {
  const { exportTo, workloads } = audience;
  return {
    host,
    exportTo,
    workloadSelector: workloads && { matchLabels: workloads.labels },
    trafficPolicy: trafficPolicyOf(service, host, behaviour, audience),
  };
}
