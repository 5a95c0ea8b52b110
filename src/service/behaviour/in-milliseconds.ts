import type { Duration } from 'cdk8s';

/** A duration as it stands in Istio's objects. What is no whole number of milliseconds is refused by the rules. */
export function inMilliseconds(duration: Duration): string {
  return `${duration.toMilliseconds({ integral: false })}ms`;
}
