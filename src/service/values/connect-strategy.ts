/**
 * How the proxy connects to a service with several addresses: the annotation `istio.io/connect-strategy`. Needs Istio 1.30 and a
 * resolution by DNS.
 *
 * @see https://istio.io/latest/docs/reference/config/annotations/
 */
export enum ConnectStrategy {
  /** To the address the load balancer picks, as Istio does where nothing is written. */
  DEFAULT = 'DEFAULT',
  /** To IPv4 and IPv6 addresses at once; the first that answers is used. */
  RACE_FIRST_TCP_CONNECT = 'RACE_FIRST_TCP_CONNECT',
}
