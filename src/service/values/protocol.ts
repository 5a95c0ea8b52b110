/**
 * What is spoken on a port, as Istio names it.
 *
 * @see https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/
 */
export enum Protocol {
  /** HTTP/1.1 in clear text. Matched by Host header. */
  HTTP = 'HTTP',
  /** HTTP inside TLS that the application starts itself. Matched by SNI. */
  HTTPS = 'HTTPS',
  /** HTTP/2 in clear text. Matched by authority. */
  HTTP2 = 'HTTP2',
  /** gRPC in clear text. Matched by authority. */
  GRPC = 'GRPC',
  /** gRPC-Web in clear text. Matched by Host header. */
  GRPC_WEB = 'GRPC-Web',
  /** Anything inside TLS that the application starts itself. Matched by SNI. */
  TLS = 'TLS',
  /** Bytes. Matched by destination address and port alone. */
  TCP = 'TCP',
  /** MongoDB's wire protocol in clear text; TCP to the router. */
  MONGO = 'MONGO',
  /** MySQL's wire protocol in clear text; TCP to the router. */
  MYSQL = 'MYSQL',
  /** Redis' wire protocol in clear text; TCP to the router. */
  REDIS = 'REDIS',
}
