/** A pod with a sidecar that calls. */
export interface Caller {
  readonly namespace: string;
  readonly labels?: Record<string, string>;
  /** Whether its proxy answers DNS queries. */
  readonly dnsCapture?: boolean;
}

/** What the application in it does. */
export interface Call {
  readonly from: Caller;
  /** `http2` stands for gRPC too, and `tls` for anything inside TLS. */
  readonly protocol: 'http' | 'http2' | 'tls' | 'tcp';
  /** The name it calls. */
  readonly host?: string;
  /** The address it dials: for a name, what DNS answers outside the cluster. */
  readonly address?: string;
  readonly port: number;
  readonly path?: string;
}

/** A call and what has to become of it. */
export interface ExpectedCall extends Call {
  /** In the words of `outcomeOf`. */
  readonly outcome: string;
  /** Whether the outcome names the places the bytes go to. */
  readonly namesEndpoints: boolean;
  /** Whether the outcome says which TLS the sidecar starts, if any. */
  readonly namesTls: boolean;
  /** Whether it must not get through. */
  readonly isBlocked: boolean;
}

/** What a proxy does with the call, as the judge asks Istio. */
export interface Decision {
  /** The address that was dialled. */
  readonly dialled: string;
  readonly error?: string;
  readonly listener?: string;
  readonly chain?: string;
  readonly virtualHost?: string;
  /** The answer the proxy gives itself. */
  readonly status?: number;
  readonly clusters?: readonly Destination[];
  /** What a gateway does with it, where the sidecar sends it to one. */
  readonly hop?: Hop;
}

/** The second hop of a call: the proxy of a gateway, and what it does. */
export interface Hop extends Decision {
  /** Its Service, `namespace/name`. */
  readonly gateway: string;
  /** What protects the way to it: mutual TLS with the identity of the caller, or nothing of the mesh's. */
  readonly tls: 'mtls' | 'none';
}

/** A cluster, in Envoy's sense of the word. */
export interface Destination {
  readonly name: string;
  /** Its share in percent, where a route splits its traffic. */
  readonly weight?: number;
  /** Whether the proxy has it. */
  readonly exists: boolean;
  /** How its endpoints are found. */
  readonly type?: string;
  readonly endpoints?: readonly string[];
  /** What the sidecar starts on the way there; undefined where the call leaves as the application makes it. */
  readonly tls?: StartedTls;
}

/** TLS that a sidecar starts itself. */
export interface StartedTls {
  /** The name that it asks for. */
  readonly sni?: string;
  /** Names of which the certificate must carry one. */
  readonly names?: readonly string[];
  /** Whether it is the name in each call that it asks for and verifies. */
  readonly namesOfCalls?: boolean;
  /** The CAs, as the proxy asks for them: `file-root:system`, `kubernetes://stripe-cacert`. */
  readonly cas?: string;
  /** The certificate that it shows, as the proxy asks for it. */
  readonly clientCertificate?: string;
}

/** An address outside, for calls in which it makes no difference. */
const SOMEWHERE = '203.0.113.99';

/** A pod that calls; `from('shop').http('httpbin.org').reaches('outbound|80||httpbin.org')`. */
export function from(namespace: string, details: Omit<Caller, 'namespace'> = {}): CallerInWords {
  return new CallerInWords({ namespace, ...details });
}

class CallerInWords {
  constructor(private readonly caller: Caller) {}

  http(host: string, { port = 80, address = SOMEWHERE, path = '/' } = {}): CallInWords {
    return new CallInWords({ from: this.caller, protocol: 'http', host, port, address, path });
  }

  grpc(host: string, { port = 50051, address = SOMEWHERE } = {}): CallInWords {
    return new CallInWords({ from: this.caller, protocol: 'http2', host, port, address });
  }

  /** TLS that the application starts itself. */
  tls(host: string, { port = 443, address = SOMEWHERE } = {}): CallInWords {
    return new CallInWords({ from: this.caller, protocol: 'tls', host, port, address });
  }

  /** Bytes to a name, which the application looks up. */
  tcp(host: string, port: number, { address = SOMEWHERE } = {}): CallInWords {
    return new CallInWords({ from: this.caller, protocol: 'tcp', host, port, address });
  }

  /** Bytes to an address. */
  dial(address: string, port: number): CallInWords {
    return new CallInWords({ from: this.caller, protocol: 'tcp', port, address });
  }
}

/** A call at the last proxy on its way. */
class CallAtProxy {
  /** @param way how it got there, in the words of the outcome */
  constructor(protected readonly call: Call, private readonly way = '') {}

  /** It reaches a cluster; with endpoints, those and no others. */
  reaches(cluster: string, ...endpoints: string[]): ExpectedCall {
    return this.expect(`reaches ${cluster}${at(endpoints)}`, { namesEndpoints: endpoints.length > 0 });
  }

  /** It reaches a cluster over TLS that the proxy starts; with endpoints, those and no others. */
  reachesOverTls(tls: StartedTls, cluster: string, ...endpoints: string[]): ExpectedCall {
    return this.expect(`reaches ${cluster}${at(endpoints)} ${over(tls)}`, { namesEndpoints: endpoints.length > 0, namesTls: true });
  }

  /** It reaches a cluster, and the proxy starts no TLS. */
  reachesAsItIs(cluster: string, ...endpoints: string[]): ExpectedCall {
    return this.expect(`reaches ${cluster}${at(endpoints)} ${over(undefined)}`, { namesEndpoints: endpoints.length > 0, namesTls: true });
  }

  protected expect(outcome: string, { namesEndpoints = false, namesTls = false, isBlocked = false } = {}): ExpectedCall {
    return { ...this.call, outcome: `${this.way}${outcome}`, namesEndpoints, namesTls, isBlocked };
  }
}

class CallInWords extends CallAtProxy {
  /** It reaches one of several clusters, each with its share in percent. */
  isSplitOver(shares: Record<string, number>): ExpectedCall {
    return this.expect(Object.entries(shares).map(([cluster, weight]) => `${weight} % reaches ${cluster}`).join(', '));
  }

  /** It leaves by a gateway, named by its Service, `namespace/name`, which learns from the hop who called. */
  leavesBy(gateway: string): CallAtProxy {
    return new CallAtProxy(this.call, `leaves by ${gateway} and `);
  }

  /** It leaves by a gateway that does not learn who called: nothing of the mesh's protects the way to it. */
  leavesUnknownBy(gateway: string): CallAtProxy {
    return new CallAtProxy(this.call, `leaves without identity by ${gateway} and `);
  }

  /** A gateway does not let it out. */
  isTurnedAwayBy(gateway: string, because: TurnedAway): ExpectedCall {
    return this.expect(turnedAway(gateway, because), { isBlocked: true });
  }

  /** It goes to the address that was dialled, unknown to the mesh. */
  passesThrough(): ExpectedCall {
    return this.expect(PASSED);
  }

  /** It goes to the address of the name in its Host header, unknown to the mesh. */
  isResolvedByHostHeader(): ExpectedCall {
    return this.expect(RESOLVED);
  }

  /** It is routed to a cluster, or to a subset of one, that the sidecar does not have. */
  isSentToMissing(cluster: string): ExpectedCall {
    return this.expect(sentToMissing(cluster), { isBlocked: true });
  }

  /** The sidecar answers 502. */
  isRefused(): ExpectedCall {
    return this.expect(REFUSED, { isBlocked: true });
  }

  /** The connection is closed. */
  isClosed(): ExpectedCall {
    return this.expect(CLOSED, { isBlocked: true });
  }
}

/** Why a gateway does not let a call out. */
export enum TurnedAway {
  /** It asks for a certificate of the mesh, and the call brings none. */
  NO_IDENTITY = 'it brings no certificate of the mesh',
  /** Nothing listens for the name in its ClientHello, or there is none. */
  NO_SUCH_NAME = 'nothing listens for its SNI, or it has none',
  /** No route takes its host and path: 404. */
  NO_ROUTE = 'no route takes it',
  /** Nothing listens on the port. */
  NO_LISTENER = 'nothing listens on the port',
}

/** The simulation's words for it. */
const REASONS: Record<string, TurnedAway> = {
  'invalid TLS': TurnedAway.NO_IDENTITY,
  'invalid mTLS': TurnedAway.NO_IDENTITY,
  'no filter chains matched': TurnedAway.NO_SUCH_NAME,
  'no virtual host matched': TurnedAway.NO_ROUTE,
  'no route matched': TurnedAway.NO_ROUTE,
  'no listener matched': TurnedAway.NO_LISTENER,
};

function turnedAway(gateway: string, because: string): string {
  return `is turned away by ${gateway}: ${because}`;
}

function sentToMissing(cluster: string): string {
  return `is sent to ${cluster || 'a cluster without a name'}, which the proxy does not have`;
}

const PASSED = 'passes through to the address that was dialled (PassthroughCluster)';
const RESOLVED = 'goes to the address of its Host header (AllowAnyDynamicDNSCluster)';
const REFUSED = 'is refused with 502 (block_all)';
const CLOSED = 'is closed (BlackHoleCluster)';

/** What an outcome names beside the cluster. */
type Named = Pick<ExpectedCall, 'namesEndpoints' | 'namesTls'>;

/** A decision in the words in which scenarios say what they expect. */
export function outcomeOf(decision: Decision, named: Named): string {
  const { hop } = decision;
  if (!hop) return endOf(decision, named);
  if (hop.error) return turnedAway(hop.gateway, REASONS[hop.error] ?? hop.error);
  return `leaves ${hop.tls === 'mtls' ? '' : 'without identity '}by ${hop.gateway} and ${endOf(hop, named)}`;
}

function endOf(decision: Decision, { namesEndpoints, namesTls }: Named): string {
  if (decision.error) return `ends in an error: ${decision.error}`;
  if (decision.status === 502 && decision.virtualHost === 'block_all') return REFUSED;
  if (decision.status) return `is answered with ${decision.status} (${decision.virtualHost})`;
  const clusters = decision.clusters ?? [];
  const missing = clusters.find(({ exists }) => !exists);
  if (missing) return sentToMissing(missing.name);
  if (clusters.length > 1) return clusters.map(({ name, weight }) => `${weight} % reaches ${name}`).join(', ');
  switch (clusters[0]?.name) {
    case 'PassthroughCluster': return PASSED;
    case 'BlackHoleCluster': return CLOSED;
    case 'AllowAnyDynamicDNSCluster': return RESOLVED;
    case undefined: return 'goes nowhere';
    default: return `reaches ${clusters[0].name}${namesEndpoints ? at(placesOf(clusters[0])) : ''}${namesTls ? ` ${over(clusters[0].tls)}` : ''}`;
  }
}

/** Where the bytes go; for those who follow the call, how they do so. */
function placesOf({ type = '', endpoints = [] }: Destination): readonly string[] {
  if (type === 'ORIGINAL_DST') return [DIALLED_ADDRESS];
  if (type.includes('dynamic_forward_proxy')) return [CALLED_NAME];
  return endpoints.length > 0 ? endpoints : ['no endpoint'];
}

/** Where a call goes whose sidecar forwards to the address the application dialled. */
export const DIALLED_ADDRESS = 'the address that was dialled';
/** Where a call goes whose sidecar looks up the name in the call. */
export const CALLED_NAME = 'the name in the call';

function at(endpoints: readonly string[]): string {
  return endpoints.length > 0 ? ` at ${[...endpoints].sort().join(', ')}` : '';
}

/** In the words of an outcome, the TLS that a proxy starts. */
export function over(tls: StartedTls | undefined): string {
  if (!tls) return 'as it is';
  const { sni = 'none', names = [], namesOfCalls, cas = 'none', clientCertificate = 'none' } = tls;
  const expected = namesOfCalls ? 'the name in the call' : `SNI ${sni}, certificate for ${names.join(', ') || 'anybody'}`;
  return `over TLS (${expected}, CAs ${cas}, client certificate ${clientCertificate})`;
}

/** A call, for a person. */
export function describeCall({ from: caller, protocol, host, address, port }: Call): string {
  const labels = Object.entries(caller.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  const who = `${caller.namespace}${labels.length > 0 ? `[${labels.join(',')}]` : ''}${caller.dnsCapture ? ' with DNS capture' : ''}`;
  const where = host ? `${host}:${port}${address && address !== SOMEWHERE ? ` (${address})` : ''}` : `${address}:${port}`;
  return `${who} -> ${protocol} ${where}`;
}
