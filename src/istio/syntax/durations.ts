const NANOSECONDS: Record<string, bigint> = {
  'ns': 1n, 'us': 1_000n, 'µs': 1_000n, 'μs': 1_000n, 'ms': 1_000_000n, 's': 1_000_000_000n, 'm': 60_000_000_000n, 'h': 3_600_000_000_000n,
};
const MILLISECOND = NANOSECONDS.ms;
const DURATION = /^([-+]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const PART = /(\d*)\.?(\d*)(ns|us|µs|μs|ms|s|m|h)/g;
const LARGEST_INT64 = 2n ** 63n - 1n;

/** The nanoseconds of a duration as Go writes it (`1h30m`, `1.5s`, `250ms`); undefined when the text is none. */
export function parseDuration(text: string): bigint | undefined {
  if (/^[-+]?0$/.test(text)) return 0n;
  const [, sign, parts] = DURATION.exec(text) ?? [];
  if (parts === undefined) return undefined;
  let total = 0n;
  for (const [, whole, fraction, unit] of parts.matchAll(PART)) {
    total += BigInt(whole || 0) * NANOSECONDS[unit] + parseFraction(fraction, NANOSECONDS[unit]);
  }
  if (total > LARGEST_INT64) return undefined;
  return sign === '-' ? -total : total;
}

/** Go reads a fraction as a floating-point number, and stops reading where its digits no longer fit 64 bits. */
function parseFraction(digits: string, unit: bigint): bigint {
  let number = 0n;
  let scale = 1;
  for (const digit of digits) {
    if (number > LARGEST_INT64 / 10n) break;
    number = number * 10n + BigInt(digit);
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(number) * (Number(unit) / scale)));
}

/** Whether Istio takes a duration: at least a millisecond. */
export function isPositiveDuration(text: string): boolean {
  const duration = parseDuration(text);
  return duration !== undefined && duration >= MILLISECOND;
}

/** Whether istiod takes a duration: at least a millisecond, and whole milliseconds. */
export function isMillisecondDuration(text: string): boolean {
  const duration = parseDuration(text);
  return duration !== undefined && duration >= MILLISECOND && duration % MILLISECOND === 0n;
}

/** Whether a duration is nothing once it is cut to whole milliseconds, which some fields read as "for ever". */
export function isZeroMilliseconds(text: string): boolean {
  const duration = parseDuration(text);
  return duration !== undefined && duration / MILLISECOND === 0n;
}
