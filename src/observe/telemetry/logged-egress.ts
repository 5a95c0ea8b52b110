/** Which calls out of the mesh are logged. Calls of declared services that succeed never are. */
export enum LoggedEgress {
  /** Blocked by REGISTRY_ONLY: 502 from the route `block_all`, or a connection closed by `BlackHoleCluster`. */
  BLOCKED = 'BLOCKED',
  /** Passed through to a destination that no service declares: `PassthroughCluster`, `AllowAnyDynamicDNSCluster`. */
  UNKNOWN = 'UNKNOWN',
  /** Calls of declared external services that failed: a response code of 500 or more, or a response flag of Envoy. */
  FAILED = 'FAILED',
}
