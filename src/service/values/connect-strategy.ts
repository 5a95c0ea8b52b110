/**
 * How the proxy connects to a service with several addresses. Needs Istio 1.30 and a resolution by DNS.
 *
 * Istio has one strategy that can be named. Without, a connection goes to the one address that the load balancer picks.
 *
 * @see https://istio.io/latest/news/releases/1.30.x/announcing-1.30/change-notes/
 */
export enum ConnectStrategy {
  /** To the addresses of a name, IPv4 and IPv6, in a race: the first connection that comes about is used. */
  RACE_FIRST_TCP_CONNECT = 'RACE_FIRST_TCP_CONNECT',
}
