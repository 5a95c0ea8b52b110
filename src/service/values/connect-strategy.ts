/** How the proxy connects to a service with several addresses. Needs Istio 1.30 and a resolution by DNS. */
export enum ConnectStrategy {
  /** To the address the load balancer picks. */
  DEFAULT = 'DEFAULT',
  /** To IPv4 and IPv6 addresses at once; the first that answers is used. */
  RACE_FIRST_TCP_CONNECT = 'RACE_FIRST_TCP_CONNECT',
}
