import type { Duration } from 'cdk8s';
import type { OutlierDetection as Spec } from '../../istio/spec';
import { inMilliseconds } from './in-milliseconds';

/**
 * When an endpoint that fails is left out for a while. Every proxy judges for itself.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection
 */
export interface OutlierDetection {
  /**
   * Failures in a row: a status from 500 on, or no answer; where the proxy sees no HTTP, no connection. 0 for: do not look at them.
   *
   * @default 5
   */
  readonly consecutive5xxErrors?: number;

  /**
   * Failures in a row of a narrower kind: 502, 503 or 504, or no answer. 0 for: do not look at them.
   *
   * @default 0
   */
  readonly consecutiveGatewayErrors?: number;

  /**
   * Connections in a row that did not come about (1 or more). They no longer count as one of the others then.
   *
   * @default - they count as the others
   */
  readonly consecutiveLocalOriginFailures?: number;

  /**
   * How often it is looked at who comes back. At least a millisecond.
   *
   * @default Duration.seconds(10)
   */
  readonly interval?: Duration;

  /**
   * How long an endpoint is left out: as many times this as it has been left out before. At least a millisecond.
   *
   * @default Duration.seconds(30)
   */
  readonly baseEjectionTime?: Duration;

  /**
   * How many of the endpoints may be left out at once, in percent (1 to 100). Istio's own default is 10, with which none of fewer than
   * ten endpoints is ever left out. Where all are, calls get 503.
   *
   * @default 100
   */
  readonly maxEjectionPercent?: number;
}

/** Istio's default of it takes none out of a few endpoints. */
export const ALL = 100;

/** As it stands in a DestinationRule. */
export function outlierDetectionSpec({ interval, baseEjectionTime, maxEjectionPercent = ALL, ...counts }: OutlierDetection): Spec {
  return {
    consecutive5xxErrors: counts.consecutive5xxErrors,
    consecutiveGatewayErrors: counts.consecutiveGatewayErrors,
    consecutiveLocalOriginFailures: counts.consecutiveLocalOriginFailures,
    splitExternalLocalOriginErrors: counts.consecutiveLocalOriginFailures === undefined ? undefined : true,
    interval: interval && inMilliseconds(interval),
    baseEjectionTime: baseEjectionTime && inMilliseconds(baseEjectionTime),
    maxEjectionPercent,
  };
}
