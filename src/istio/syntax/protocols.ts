/** The protocols a port can have, as Istio spells them. Any case is understood. */
export const PROTOCOLS = [
  'TCP', 'UDP', 'GRPC', 'GRPC-Web', 'HTTP', 'HTTP_PROXY', 'HTTP2', 'HTTPS', 'TLS', 'Mongo', 'Redis', 'MySQL',
] as const;

/** A protocol, as Istio spells it. */
export type Protocol = typeof PROTOCOLS[number];

const BY_LOWER_CASE = new Map<string, Protocol>(PROTOCOLS.map((protocol) => [protocol.toLowerCase(), protocol]));
/** The usual spelling of most, which spares a text for each look-up. */
const BY_SPELLING = new Map<string, Protocol>(PROTOCOLS.map((protocol) => [protocol, protocol]));
const HTTP = new Set<Protocol | undefined>(['HTTP', 'HTTP2', 'HTTP_PROXY', 'GRPC', 'GRPC-Web']);
const TLS = new Set<Protocol | undefined>(['HTTPS', 'TLS']);
const RAW_TCP = new Set<Protocol | undefined>(['TCP', 'Mongo', 'Redis', 'MySQL']);

/** The protocol a text names; undefined when there is none, or Istio does not know it. */
export function parseProtocol(text: string | undefined): Protocol | undefined {
  return text === undefined ? undefined : BY_SPELLING.get(text) ?? BY_LOWER_CASE.get(text.toLowerCase());
}

/** Whether requests carry the name of their host: HTTP, HTTP2, HTTP_PROXY, gRPC, gRPC-Web. */
export function isHttp(protocol: Protocol | undefined): boolean {
  return HTTP.has(protocol);
}

/** Whether connections carry the name of their host in the ClientHello: TLS, HTTPS. */
export function isTls(protocol: Protocol | undefined): boolean {
  return TLS.has(protocol);
}

/** Whether Istio handles a port as TCP: everything but HTTP and UDP, so TLS as well. */
export function isTcp(protocol: Protocol | undefined): boolean {
  return isRawTcp(protocol) || isTls(protocol);
}

/** Whether nothing in the bytes names the host they are for: TCP, Mongo, Redis, MySQL. */
export function isRawTcp(protocol: Protocol | undefined): boolean {
  return RAW_TCP.has(protocol);
}

/** The protocol as far as routing is concerned: HTTPS is TLS to a proxy that cannot look into it. */
export function effectiveProtocol(text: string | undefined): Protocol | undefined {
  const protocol = parseProtocol(text);
  return isTls(protocol) ? 'TLS' : protocol;
}
