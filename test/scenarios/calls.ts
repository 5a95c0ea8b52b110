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
  /** Whether it must not get through. */
  readonly isBlocked: boolean;
}

/** What the sidecar does with the call, as the judge asks Istio. */
export interface Decision {
  /** The address that was dialled. */
  readonly dialled: string;
  readonly error?: string;
  readonly listener?: string;
  readonly chain?: string;
  readonly virtualHost?: string;
  /** The answer the sidecar gives itself. */
  readonly status?: number;
  readonly clusters?: readonly Destination[];
}

/** A cluster, in Envoy's sense of the word. */
export interface Destination {
  readonly name: string;
  /** Its share in percent, where a route splits its traffic. */
  readonly weight?: number;
  /** Whether the sidecar has it. */
  readonly exists: boolean;
  /** How its endpoints are found. */
  readonly type?: string;
  readonly endpoints?: readonly string[];
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

class CallInWords {
  constructor(private readonly call: Call) {}

  /** It reaches a cluster; with endpoints, those and no others. */
  reaches(cluster: string, ...endpoints: string[]): ExpectedCall {
    return this.expect(`reaches ${cluster}${at(endpoints)}`, { namesEndpoints: endpoints.length > 0 });
  }

  /** It reaches one of several clusters, each with its share in percent. */
  isSplitOver(shares: Record<string, number>): ExpectedCall {
    return this.expect(Object.entries(shares).map(([cluster, weight]) => `${weight} % reaches ${cluster}`).join(', '));
  }

  /** It goes to the address that was dialled, unknown to the mesh. */
  passesThrough(): ExpectedCall {
    return this.expect(PASSED);
  }

  /** It goes to the address of the name in its Host header, unknown to the mesh. */
  isResolvedByHostHeader(): ExpectedCall {
    return this.expect(RESOLVED);
  }

  /** The sidecar answers 502. */
  isRefused(): ExpectedCall {
    return this.expect(REFUSED, { isBlocked: true });
  }

  /** The connection is closed. */
  isClosed(): ExpectedCall {
    return this.expect(CLOSED, { isBlocked: true });
  }

  private expect(outcome: string, { namesEndpoints = false, isBlocked = false } = {}): ExpectedCall {
    return { ...this.call, outcome, namesEndpoints, isBlocked };
  }
}

const PASSED = 'passes through to the address that was dialled (PassthroughCluster)';
const RESOLVED = 'goes to the address of its Host header (AllowAnyDynamicDNSCluster)';
const REFUSED = 'is refused with 502 (block_all)';
const CLOSED = 'is closed (BlackHoleCluster)';

/** A decision in the words in which scenarios say what they expect. */
export function outcomeOf(decision: Decision, namesEndpoints: boolean): string {
  if (decision.error) return `ends in an error: ${decision.error}`;
  if (decision.status === 502 && decision.virtualHost === 'block_all') return REFUSED;
  if (decision.status) return `is answered with ${decision.status} (${decision.virtualHost})`;
  const clusters = decision.clusters ?? [];
  const missing = clusters.find(({ exists }) => !exists);
  if (missing) return `is sent to ${missing.name || 'a cluster without a name'}, which the sidecar does not have`;
  if (clusters.length > 1) return clusters.map(({ name, weight }) => `${weight} % reaches ${name}`).join(', ');
  switch (clusters[0]?.name) {
    case 'PassthroughCluster': return PASSED;
    case 'BlackHoleCluster': return CLOSED;
    case 'AllowAnyDynamicDNSCluster': return RESOLVED;
    case undefined: return 'goes nowhere';
    default: return `reaches ${clusters[0].name}${namesEndpoints ? at(placesOf(clusters[0])) : ''}`;
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

/** A call, for a person. */
export function describeCall({ from: caller, protocol, host, address, port }: Call): string {
  const labels = Object.entries(caller.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  const who = `${caller.namespace}${labels.length > 0 ? `[${labels.join(',')}]` : ''}${caller.dnsCapture ? ' with DNS capture' : ''}`;
  const where = host ? `${host}:${port}${address && address !== SOMEWHERE ? ` (${address})` : ''}` : `${address}:${port}`;
  return `${who} -> ${protocol} ${where}`;
}
