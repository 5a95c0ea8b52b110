/**
 * A failure after which a call is made again.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter#x-envoy-retry-on
 */
export class RetryOn {
  /** No connection came about: the server has not seen the call. */
  public static readonly CONNECT_FAILURE = new RetryOn('connect-failure');
  /** The server refused the stream before it looked at it. HTTP/2. */
  public static readonly REFUSED_STREAM = new RetryOn('refused-stream');
  /** The connection broke before any of the request was sent. */
  public static readonly RESET_BEFORE_REQUEST = new RetryOn('reset-before-request');
  /** There was no answer: the connection broke, or a try took too long. */
  public static readonly RESET = new RetryOn('reset');
  /** 502, 503 or 504, or no answer. */
  public static readonly GATEWAY_ERROR = new RetryOn('gateway-error');
  /** Any status from 500 on, or no answer. */
  public static readonly ANY_5XX = new RetryOn('5xx');
  /** 409. */
  public static readonly RETRIABLE_4XX = new RetryOn('retriable-4xx');
  /** gRPC status CANCELLED. */
  public static readonly CANCELLED = new RetryOn('cancelled');
  /** gRPC status DEADLINE_EXCEEDED. */
  public static readonly DEADLINE_EXCEEDED = new RetryOn('deadline-exceeded');
  /** gRPC status INTERNAL. */
  public static readonly INTERNAL = new RetryOn('internal');
  /** gRPC status RESOURCE_EXHAUSTED. */
  public static readonly RESOURCE_EXHAUSTED = new RetryOn('resource-exhausted');
  /** gRPC status UNAVAILABLE. */
  public static readonly UNAVAILABLE = new RetryOn('unavailable');

  /**
   * One HTTP status.
   *
   * @param code a status that has a name, such as 429
   */
  public static status(code: number): RetryOn {
    return new RetryOn(`${code}`);
  }

  private constructor(
    /** As Istio writes it: `connect-failure`, `429`. */
    public readonly policy: string,
  ) {}

  /** As Istio writes it. */
  public toString(): string {
    return this.policy;
  }
}
