import type { Duration } from 'cdk8s';

const MINUTE = 60_000;

/** The units of Prometheus that cdk8s has, too, in milliseconds; a day always has 24 hours. */
const UNITS = { d: 1440 * MINUTE, h: 60 * MINUTE, m: MINUTE, s: 1000, ms: 1 };

/** What fits into the nanoseconds that Prometheus counts a duration in. */
const MOST_DAYS = 106_751;

/** A duration as it stands in a range of PromQL, in the largest unit that has no rest. */
export function inPromql(duration: Duration): string {
  const milliseconds = duration.toMilliseconds();
  const [unit, length] = Object.entries(UNITS).find(([, one]) => milliseconds % one === 0)!;
  return `${milliseconds / length}${unit}`;
}

/** Why a lookback is none, if so. Rules are evaluated once a minute by default, and what is shorter has forgotten by then. */
export function impossibleLookback(lookback: Duration): string[] {
  const milliseconds = lookback.toMilliseconds({ integral: false });
  if (Number.isInteger(milliseconds) && milliseconds >= MINUTE && milliseconds <= MOST_DAYS * UNITS.d) return [];
  return [`lookback of ${milliseconds} ms is not one that Prometheus can look back; `
    + `give whole milliseconds, from a minute to ${MOST_DAYS} days, such as Duration.days(7)`];
}
