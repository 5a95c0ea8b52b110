import { Duration } from 'cdk8s';
import { mustFit } from '../../app/options';
import { instanceOf, objectOf, optional, plain } from '../../app/shape';
import type { LoadBalancer } from '../../istio/spec';
import { inMilliseconds } from './in-milliseconds';

/** What the cookie is like that the proxy gives to a caller who has none. */
export interface HttpCookieOptions {
  /**
   * How long it lives.
   *
   * @default - as long as the caller's session; the proxy gives no cookie to a caller who has none
   */
  readonly ttl?: Duration;

  /**
   * The path it is for.
   *
   * @default - the path of the request
   */
  readonly path?: string;
}

const OPTIONS = objectOf({
  ttl: optional(instanceOf(Duration, 'Duration.seconds(3)')),
  path: optional(plain('a path without spaces', "'/'", (value) => typeof value === 'string' && /^\/[^\s;]*$/.test(value))),
}, "{ ttl: Duration.seconds(3), path: '/' }");

/** What HTTP takes as the name of a header or cookie; Envoy's own headers begin with a colon. */
const HEADER = nameLike(/^:?[\w!#$%&'*+.^`|~-]+$/);
const COOKIE = nameLike(/^[\w!#$%&'*+.^`|~-]+$/);
const QUERY_PARAMETER = nameLike(/^[^\s&=#]+$/);

/**
 * Which of several endpoints gets a call.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings
 */
export class LoadBalancing {
  /** Each in its turn. */
  public static roundRobin(): LoadBalancing {
    return new LoadBalancing('roundRobin', { simple: 'ROUND_ROBIN' });
  }

  /** The one of two picked at random that has fewer requests under way. This is Istio's own default. */
  public static leastRequest(): LoadBalancing {
    return new LoadBalancing('leastRequest', { simple: 'LEAST_REQUEST' });
  }

  /** Any. */
  public static random(): LoadBalancing {
    return new LoadBalancing('random', { simple: 'RANDOM' });
  }

  /**
   * The same for requests with the same value of a header. HTTP only.
   *
   * @param httpHeaderName the header
   * @throws when it is not a name in HTTP
   */
  public static consistentHashByHeader(httpHeaderName: string): LoadBalancing {
    mustFit('LoadBalancing.consistentHashByHeader', HEADER, 'httpHeaderName', httpHeaderName);
    return new LoadBalancing('consistentHashByHeader', { consistentHash: { httpHeaderName } }, { name: httpHeaderName });
  }

  /**
   * The same for requests with the same cookie. HTTP only.
   *
   * @param cookieName name of the cookie
   * @param options what it is like, where the proxy makes it
   * @throws when it is not a name in HTTP, or an option is unknown or is not what it must be
   */
  public static consistentHashByCookie(cookieName: string, options: HttpCookieOptions = {}): LoadBalancing {
    mustFit('LoadBalancing.consistentHashByCookie', COOKIE, 'cookieName', cookieName);
    mustFit('LoadBalancing.consistentHashByCookie', OPTIONS, 'options', options);
    const { ttl, path } = options;
    const httpCookie = { name: cookieName, ttl: ttl && inMilliseconds(ttl), path };
    return new LoadBalancing('consistentHashByCookie', { consistentHash: { httpCookie } }, { name: cookieName });
  }

  /**
   * The same for requests with the same value of a query parameter. HTTP only.
   *
   * @param httpQueryParameterName the parameter
   * @throws when it is not a name in a URL
   */
  public static consistentHashByQueryParameter(httpQueryParameterName: string): LoadBalancing {
    mustFit('LoadBalancing.consistentHashByQueryParameter', QUERY_PARAMETER, 'httpQueryParameterName', httpQueryParameterName);
    return new LoadBalancing('consistentHashByQueryParameter', { consistentHash: { httpQueryParameterName } }, { name: httpQueryParameterName });
  }

  /** The same for every call from one address: a pod stays with one endpoint. */
  public static consistentHashBySourceIp(): LoadBalancing {
    return new LoadBalancing('consistentHashBySourceIp', { consistentHash: { useSourceIp: true } });
  }

  private constructor(
    private readonly factory: string,
    private readonly spec: LoadBalancer,
    /**
     * The part of an HTTP request that decides, if one does.
     *
     * @internal
     */
    public readonly _key?: { readonly name: string },
  ) {}

  /** As it is written: `LoadBalancing.roundRobin`. */
  public toString(): string {
    return `LoadBalancing.${this.factory}`;
  }

  /**
   * As it stands in a DestinationRule.
   *
   * @internal
   */
  public _toSpec(): LoadBalancer {
    return this.spec;
  }
}

function nameLike(pattern: RegExp) {
  return plain('a name', "'x-user'", (value) => typeof value === 'string' && pattern.test(value));
}
