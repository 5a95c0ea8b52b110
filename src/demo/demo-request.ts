import { isIPv4, isIPv6 } from 'net';
import { mustFit } from '../app/options';
import { quote } from '../app/refusal';
import { objectOf, plain, PORT, text } from '../app/shape';
import { isFqdn } from '../istio/syntax/hosts';

/** How often an HTTP or gRPC request is sent. */
export interface DemoRequestOptions {
  /**
   * How many times the request is sent, all at once, for every request the service gets itself. A positive integer.
   *
   * @default 1
   */
  readonly times?: number;
}

/** How much a TCP request sends. */
export interface DemoTcpRequestOptions {
  /**
   * Payload in MiB, sent over one connection for every request the service gets itself. A positive integer.
   *
   * @default 1
   */
  readonly mebibytes?: number;
}

const URL = text("'http://httpbin.org/get'");
/** Whether it is a count is said with the request it is about. */
const COUNT = plain('', '', () => true);
const TIMES = objectOf({ times: COUNT }, '{ times: 2 }');
const MEBIBYTES = objectOf({ mebibytes: COUNT }, '{ mebibytes: 2 }');

/**
 * A request that a service of the demo application sends whenever it gets one itself: one item of the environment variable
 * `REQUESTS` of its image, banzaicloud/allspark.
 *
 * The image answers before, after and without its requests alike: one that is blocked shows in its log, in the proxy's
 * log and in Istio's metrics, never as a failing frontpage.
 *
 * It stands for the `kubectl set env deployment/notifications-v1 'REQUESTS=http://httpbin.org/get#1'` of the post
 * "Accessing external services with Istio".
 *
 * @example
 *
 * DemoRequest.http('http://httpbin.org/get', { times: 1 });
 *
 * @see https://github.com/banzaicloud/allspark
 */
export class DemoRequest {
  /**
   * A GET in clear text, over a new connection. Redirects are followed.
   *
   * @param url the URL to get, kept as it is written: `http://host[:port][/path][?query]`
   * @param options how many times
   * @throws when the image would drop the request, crash on it or never send it
   */
  public static http(url: string, options: DemoRequestOptions = {}): DemoRequest {
    return DemoRequest.web('http', url, options);
  }

  /**
   * A GET over TLS, which the image originates itself and whose certificate it verifies. The proxy sees its SNI only.
   *
   * @param url the URL to get, kept as it is written: `https://host[:port][/path][?query]`
   * @param options how many times
   * @throws when the image would drop the request, crash on it or never send it
   */
  public static https(url: string, options: DemoRequestOptions = {}): DemoRequest {
    return DemoRequest.web('https', url, options);
  }

  /**
   * A call of `/allspark/Incoming` in clear text: the one gRPC method the image knows, and serves itself on port 8082.
   *
   * @param host DNS name or IP address
   * @param port port number, 1 to 65535
   * @param options how many times
   * @throws when the image would drop the request, crash on it or never send it
   */
  public static grpc(host: string, port: number, options: DemoRequestOptions = {}): DemoRequest {
    refuseHost(host);
    refusePort(port);
    mustFit('DemoRequest.grpc', TIMES, 'options', options);
    const { times = 1 } = options;
    const authority = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
    return new DemoRequest(`grpc://${authority}/allspark/Incoming`, 'times', times);
  }

  /**
   * One TCP connection that sends a payload and reads no answer. The image serves TCP itself on port 8083.
   *
   * @param host DNS name or IPv4 address
   * @param port port number, 1 to 65535
   * @param options how much
   * @throws when the image would drop the request or crash on it
   */
  public static tcp(host: string, port: number, options: DemoTcpRequestOptions = {}): DemoRequest {
    refuseHost(host);
    refusePort(port);
    if (isIPv6(host)) {
      throw new Error(`host '${host}' is an IPv6 address, which the image cannot dial over tcp; use a DNS name or an IPv4 address`);
    }
    mustFit('DemoRequest.tcp', MEBIBYTES, 'options', options);
    const { mebibytes = 1 } = options;
    return new DemoRequest(`tcp://${host}:${port}/`, 'mebibytes', mebibytes);
  }

  private static web(scheme: 'http' | 'https', url: string, options: DemoRequestOptions): DemoRequest {
    const factory = `DemoRequest.${scheme}`;
    mustFit(factory, URL, 'url', url);
    refuseUrl(scheme, url);
    mustFit(factory, TIMES, 'options', options);
    const { times = 1 } = options;
    return new DemoRequest(url, 'times', times);
  }

  private constructor(
    /** The URL as it stands in `REQUESTS`, without the count. */
    public readonly url: string,
    private readonly unit: 'times' | 'mebibytes',
    private readonly count: number,
  ) {
    if (!Number.isSafeInteger(count) || count < 1) {
      throw new Error(`${unit} ${quote(count)} is not a positive integer; leave it out for 1, or leave out the request of ${url}`);
    }
  }

  /** The item as it stands in `REQUESTS`: `http://httpbin.org/get#1`. */
  public toString(): string {
    return `${this.url}#${this.count}`;
  }

  /**
   * The count in the words it was given in: `{ times: 1 }`.
   *
   * @internal
   */
  public get _count(): string {
    return `{ ${this.unit}: ${this.count} }`;
  }

  /**
   * Whether both go to one place: `http://catalog:8080` and `http://Catalog:8080/` do.
   *
   * @internal
   */
  public _hasUrlOf(other: DemoRequest): boolean {
    return destination(this.url) === destination(other.url);
  }
}

const DEFAULT_PORTS: Record<string, string> = { http: '80', https: '443' };

interface UrlParts {
  readonly scheme: string;
  /** Host and port, perhaps with credentials before them. */
  readonly authority: string;
  readonly host: string;
  /** Undefined where the URL names none, and not necessarily a number. */
  readonly port?: string;
  /** What follows host and port. */
  readonly path: string;
}

/** Undefined for what does not start with `scheme://`. */
function partsOf(url: string): UrlParts | undefined {
  const [, scheme, authority, path] = /^([a-z][a-z0-9+.-]*):\/\/([^/?]*)(.*)$/i.exec(url) ?? [];
  if (scheme === undefined) return undefined;
  const [, host, port] = /^(\[.*\]|[^:]*)(?::(.*))?$/.exec(authority) ?? [, authority];
  return { scheme: scheme.toLowerCase(), authority, host, port, path };
}

function destination(url: string): string {
  const { scheme, host, port, path } = partsOf(url)!;
  return `${scheme}://${host.toLowerCase()}:${port ?? DEFAULT_PORTS[scheme]}${path.startsWith('/') ? path : `/${path}`}`;
}

function refuseUrl(scheme: 'http' | 'https', url: string): void {
  // The image splits REQUESTS where Go finds white space, which is a little more than JavaScript's \s.
  if (/[\s\u0000-\u001f\u007f-\u009f]/.test(url)) {
    throw new Error(`url '${url}' contains white space, at which the image splits REQUESTS; encode a space as %20`);
  }
  if (url.includes('#')) {
    throw new Error(`url '${url}' contains '#', after which the image reads the count; leave it out and give a count as { times: 1 }`);
  }
  const parts = partsOf(url);
  if (parts?.scheme !== scheme) {
    throw new Error(`url '${url}' does not start with '${scheme}://'; ${otherScheme(scheme, url, parts?.scheme)}`);
  }
  if (parts.authority.includes('@')) {
    throw new Error(`url '${url}' carries credentials, which a manifest would publish; leave out what stands before '@'`);
  }
  if (parts.host === '') {
    throw new Error(`url '${url}' has no host, on which the image crashes; write '${scheme}://host[:port]/path'`);
  }
  if (!isUrlHost(parts.host)) {
    throw new Error(`url '${url}' has host '${parts.host}', which is neither a DNS name nor an IP address`);
  }
  if (parts.port !== undefined && !(/^\d+$/.test(parts.port) && PORT.fits(Number(parts.port)))) {
    throw new Error(`url '${url}' has port '${parts.port}'; use an integer from 1 to 65535`);
  }
  if (/%(?![0-9a-f]{2})/i.test(parts.path.split('?')[0])) {
    throw new Error(`url '${url}' has a '%' without two hex digits after it, on which the image crashes; encode a percent sign as %25`);
  }
}

function otherScheme(expected: string, url: string, found: string | undefined): string {
  switch (found) {
    case undefined: return `write '${expected}://host[:port]/path'`;
    case 'http':
    case 'https': return `say DemoRequest.${found}('${url}')`;
    case 'grpc':
    case 'tcp': return `say DemoRequest.${found}(host, port)`;
    default: return `the image cannot send ${found}; use DemoRequest.http, https, grpc or tcp`;
  }
}

function refuseHost(host: string): void {
  if (typeof host === 'string' && (isFqdn(host) || isIPv4(host) || isUnzonedIpv6(host))) return;
  throw new Error(`host ${quote(host)} is neither a DNS name nor an IP address; write it without scheme, port, path and brackets`);
}

function refusePort(port: number): void {
  if (PORT.fits(port)) return;
  throw new Error(`port ${quote(port)} is not a port number; use an integer from 1 to 65535`);
}

/** A host as it stands in a URL, where IPv6 addresses are in brackets. */
function isUrlHost(host: string): boolean {
  const bracketed = /^\[(.*)\]$/.exec(host)?.[1];
  return bracketed === undefined ? isFqdn(host) || isIPv4(host) : isUnzonedIpv6(bracketed);
}

/** A zone names an interface of one machine, and Go wants it encoded. */
function isUnzonedIpv6(host: string): boolean {
  return isIPv6(host) && !host.includes('%');
}
