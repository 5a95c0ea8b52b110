import { Duration } from 'cdk8s';
import { mustFit } from '../../app/options';
import { FLAG, instanceOf, listOf, objectOf, optional, wholeNumber } from '../../app/shape';
import type { HttpRoute } from '../../istio/spec';
import { inMilliseconds } from './in-milliseconds';
import { RetryOn } from './retry-on';

/** What may be said about retries beside their number. */
export interface RetryOptions {
  /**
   * How long one try may take, the first included. At least a millisecond, and shorter than `timeout`. A try that took too long is
   * made again only if `retryOn` has `RESET`, `GATEWAY_ERROR` or `ANY_5XX`.
   *
   * @default - as long as `timeout` says
   */
  readonly perTryTimeout?: Duration;

  /**
   * The failures after which a call is made again.
   *
   * @default - Istio's: CONNECT_FAILURE, REFUSED_STREAM, UNAVAILABLE and CANCELLED
   */
  readonly retryOn?: RetryOn[];

  /**
   * Whether a retry goes to another locality. Needs `failover`.
   *
   * @default false
   */
  readonly retryRemoteLocalities?: boolean;
}

const ATTEMPTS = wholeNumber(1, 2147483647, '2, or Retries.none()');
const OPTIONS = objectOf({
  perTryTimeout: optional(instanceOf(Duration, 'Duration.seconds(3)')),
  retryOn: optional(listOf(instanceOf(RetryOn, 'RetryOn.CONNECT_FAILURE'), 'RetryOn.CONNECT_FAILURE')),
  retryRemoteLocalities: optional(FLAG),
}, '{ perTryTimeout: Duration.seconds(3), retryOn: [RetryOn.RESET] }');

type Spec = NonNullable<HttpRoute['retries']>;

/** Failures that a try which took too long counts as. */
const NO_ANSWER: string[] = [RetryOn.RESET, RetryOn.GATEWAY_ERROR, RetryOn.ANY_5XX].map(({ policy }) => policy);

/**
 * How often a call that failed is made again.
 *
 * Where nothing is said, Istio makes every call up to twice again when no connection came about, when the server refused the
 * stream, or when gRPC says UNAVAILABLE or CANCELLED; POST, too.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry
 */
export class Retries {
  /**
   * Retries of calls that may be made twice: GET, HEAD, OPTIONS, TRACE, PUT and DELETE. Others are made once.
   *
   * @param attempts how often a call is made again, at the most; at least once
   * @param options when, and how long a try may take
   * @throws when attempts is no such number, or an option is unknown or not what it must be
   */
  public static of(attempts: number, options: RetryOptions = {}): Retries {
    mustFit('Retries.of', ATTEMPTS, 'attempts', attempts);
    mustFit('Retries.of', OPTIONS, 'options', options);
    return new Retries(attempts, false, options);
  }

  /**
   * Retries of every call, POST and PATCH and each call of gRPC included: the service must not mind a call that it gets twice.
   *
   * @param attempts how often a call is made again, at the most; at least once
   * @param options when, and how long a try may take
   * @throws when attempts is no such number, or an option is unknown or not what it must be
   */
  public static ofEveryMethod(attempts: number, options: RetryOptions = {}): Retries {
    mustFit('Retries.ofEveryMethod', ATTEMPTS, 'attempts', attempts);
    mustFit('Retries.ofEveryMethod', OPTIONS, 'options', options);
    return new Retries(attempts, true, options);
  }

  /** Every call is made once: Istio's own retries are off, too. */
  public static none(): Retries {
    return new Retries(0, true, {});
  }

  /** How long one try may take. */
  public readonly perTryTimeout?: Duration;
  /** The failures after which a call is made again; undefined where Istio decides. */
  public readonly retryOn?: RetryOn[];
  /** Whether a retry goes to another locality. */
  public readonly retryRemoteLocalities?: boolean;

  private constructor(
    /** How often a call is made again, at the most; 0 for never. */
    public readonly attempts: number,
    /**
     * Whether calls are made again that do something each time.
     *
     * @internal
     */
    public readonly _repeatsEveryMethod: boolean,
    options: RetryOptions,
  ) {
    this.perTryTimeout = options.perTryTimeout;
    this.retryOn = options.retryOn && [...options.retryOn];
    this.retryRemoteLocalities = options.retryRemoteLocalities;
  }

  /**
   * Whether a try that took too long is made again.
   *
   * @internal
   */
  public get _repeatsSlowTries(): boolean {
    return this.retryOn?.some(({ policy }) => NO_ANSWER.includes(policy)) ?? false;
  }

  /**
   * As it stands in a VirtualService.
   *
   * @internal
   */
  public _toSpec(): Spec {
    return {
      attempts: this.attempts,
      perTryTimeout: this.perTryTimeout && inMilliseconds(this.perTryTimeout),
      retryOn: this.retryOn?.join(','),
      retryRemoteLocalities: this.retryRemoteLocalities,
    };
  }
}
