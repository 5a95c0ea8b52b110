import { type Destination, over } from './calls';

/**
 * What has to become of services in an ambient mesh. Calls cannot be made there: what ztunnel is told and what each waypoint does with
 * it is all that Istio's own code can be asked for.
 */
export interface AmbientExpectation {
  /** By `namespace/host` of a ServiceEntry, the waypoint it is bound to, in the words of `describeBinding`. */
  readonly bindings: Record<string, string>;
  /** By waypoint and filter chain, where the calls go, in the words of `describePassage`. */
  readonly passages: Record<string, string>;
  /**
   * Whether istiod has `ENABLE_WILDCARD_HOST_SERVICE_ENTRIES_FOR_TLS`.
   *
   * @default false
   */
  readonly wildcardTls?: boolean;
}

/** What istiod tells ztunnel, and the status of a ServiceEntry, of one host. */
export interface Binding {
  readonly namespace: string;
  readonly host: string;
  /** Status of the condition `istio.io/WaypointBound`. */
  readonly bound?: 'True' | 'False';
  readonly reason?: string;
  readonly waypoint?: string;
  /** The addresses by which ztunnel knows a call to the host. */
  readonly addresses?: readonly string[];
}

/** What a waypoint does with the calls to one port of a host. */
export interface Passage {
  readonly waypoint: string;
  readonly chain: string;
  /** In seconds. */
  readonly timeout?: number;
  readonly clusters: readonly Destination[] | null;
}

/** All that the judge says of a mesh. */
export interface AmbientState {
  readonly services: readonly Binding[];
  readonly passages: readonly Passage[];
}

/** The state in the words in which scenarios say what they expect. */
export function inWords({ services, passages }: AmbientState): Omit<AmbientExpectation, 'wildcardTls'> {
  return {
    bindings: Object.fromEntries(services.map((one) => [`${one.namespace}/${one.host}`, describeBinding(one)])),
    passages: Object.fromEntries(passages.map((one) => [`${one.waypoint} ${one.chain}`, describePassage(one)])),
  };
}

function describeBinding({ bound, reason, waypoint, addresses = [] }: Binding): string {
  if (bound === 'True' && addresses.length === 0) return `${waypoint}, but no address leads to it`;
  if (bound === 'True') return `${waypoint}`;
  return bound === 'False' ? `none: ${reason}` : 'none';
}

function describePassage({ clusters, timeout }: Passage): string {
  const targets = (clusters ?? []).map(({ name, exists, type = '', endpoints = [], tls }) => [
    name,
    ...exists ? [] : ['which it does not have'],
    ...endpoints.length > 0 ? [`at ${[...endpoints].sort().join(', ')}`] : [],
    ...type.includes('dynamic_forward_proxy') ? ['at the name in the call'] : [],
    ...type === 'ORIGINAL_DST' ? ['at the address that was dialled'] : [],
    ...tls ? [over(tls)] : [],
  ].join(' '));
  return [targets.join(', ') || 'nowhere', ...timeout ? [`within ${timeout} s`] : []].join(' ');
}
