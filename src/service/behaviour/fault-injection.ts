import { Duration } from 'cdk8s';
import { mustFit } from '../../app/options';
import { instanceOf, objectOf, optional, plain, wholeNumber } from '../../app/shape';
import type { HttpRoute } from '../../istio/spec';
import { inMilliseconds } from './in-milliseconds';

/** How many calls meet a fault. */
export interface FaultOptions {
  /**
   * Their share in percent (0.0001 to 100).
   *
   * @default 100
   */
  readonly percentage?: number;
}

const HTTP_STATUS = wholeNumber(200, 599, '503');
const FIXED_DELAY = instanceOf(Duration, 'Duration.seconds(3)');
const OPTIONS = objectOf({
  percentage: optional(plain('a percentage from 0.0001 to 100', '50', (value) => typeof value === 'number' && value >= 0.0001 && value <= 100)),
}, '{ percentage: 50 }');

type Spec = NonNullable<HttpRoute['fault']>;

/**
 * A fault that the proxy of the caller makes up, to see what the caller makes of it. For tests.
 *
 * It comes before everything else that is said of a call: `timeout` does not end a delay, and an abort is not retried.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection
 */
export class FaultInjection {
  /**
   * The service seems to answer with an error. It does not get the call.
   *
   * @param httpStatus what it seems to answer (200 to 599)
   * @param options how many calls
   * @throws when an argument is not what it must be, or an option is unknown
   */
  public static abort(httpStatus: number, options: FaultOptions = {}): FaultInjection {
    mustFit('FaultInjection.abort', HTTP_STATUS, 'httpStatus', httpStatus);
    mustFit('FaultInjection.abort', OPTIONS, 'options', options);
    return new FaultInjection(options, { httpStatus });
  }

  /**
   * The call is held back before it is sent.
   *
   * @param fixedDelay for how long, at least a millisecond
   * @param options how many calls
   * @throws when an argument is not what it must be, or an option is unknown
   */
  public static delay(fixedDelay: Duration, options: FaultOptions = {}): FaultInjection {
    mustFit('FaultInjection.delay', FIXED_DELAY, 'fixedDelay', fixedDelay);
    mustFit('FaultInjection.delay', OPTIONS, 'options', options);
    return new FaultInjection(options, undefined, { fixedDelay });
  }

  /** The share of the calls, in percent. */
  public readonly percentage: number;

  private constructor(
    options: FaultOptions,
    /** @internal */
    public readonly _abort?: { readonly httpStatus: number },
    /** @internal */
    public readonly _delay?: { readonly fixedDelay: Duration },
  ) {
    this.percentage = options.percentage ?? 100;
  }

  /**
   * As it stands in a VirtualService.
   *
   * @internal
   */
  public _toSpec(): Spec {
    const percentage = { value: this.percentage };
    return {
      abort: this._abort && { ...this._abort, percentage },
      delay: this._delay && { fixedDelay: inMilliseconds(this._delay.fixedDelay), percentage },
    };
  }
}
