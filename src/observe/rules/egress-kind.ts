import { type Matcher, oneOf, quoted } from './promql';

/** What becomes of a call out of the mesh, as Istio's metrics tell it. */
export enum EgressKind {
  /** To a host that a ServiceEntry declares. */
  DECLARED = 'declared',
  /** To something that nothing declares, and let through. */
  PASSTHROUGH = 'passthrough',
  /** To something that nothing declares, and blocked. */
  BLACKHOLE = 'blackhole',
  /** To an egress gateway of the mesh. What the gateway then calls is declared, with the gateway as its source. */
  GATEWAY = 'gateway',
}

/** What stands in `destination_service_name` where no service was found. */
const PASSTHROUGH = ['PassthroughCluster', 'AllowAnyDynamicDNSCluster'];
const BLACKHOLE = ['BlackHoleCluster'];
const NO_SERVICE = [...PASSTHROUGH, ...BLACKHOLE, 'InboundPassthroughCluster', 'unknown'];

/** How the metrics of the proxies are told apart. */
export interface KindFacts {
  /** Names of the Services of egress gateways. */
  readonly gateways: readonly string[];
  readonly clusterDomain: string;
}

/** The conditions that a metric of the calling proxy fulfils for a kind. */
export function matchersOf(kind: EgressKind, { gateways, clusterDomain }: KindFacts): Matcher[] {
  switch (kind) {
    case EgressKind.PASSTHROUGH: return [oneOf('destination_service_name', PASSTHROUGH)];
    case EgressKind.BLACKHOLE: return [oneOf('destination_service_name', BLACKHOLE)];
    case EgressKind.GATEWAY: return [oneOf('destination_service_name', gateways)];
    case EgressKind.DECLARED: return [
      oneOf('destination_service_name', NO_SERVICE, true),
      { label: 'destination_service', operator: '!~', value: `unknown|.*[.]svc[.]${quoted(clusterDomain)}` },
    ];
  }
}
