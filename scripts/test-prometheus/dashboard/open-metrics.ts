/** Samples for `promtool tsdb create-blocks-from openmetrics`. */

/** So many calls a minute between two moments, in minutes. */
export interface Calls {
  readonly from: number;
  readonly to: number;
  readonly perMinute: number;
}

/** A counter, and what counts. */
export interface Counter {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly calls: readonly Calls[];
}

const SCRAPED_EVERY_SECONDS = 30;

/** All counters as they are scraped for some minutes from a moment on, in seconds. A counter is there from its first call on. */
export function openMetrics(counters: readonly Counter[], start: number, minutes: number): string {
  const families = new Map<string, string[]>();
  for (const counter of counters) {
    const lines = families.get(counter.metric) ?? [];
    families.set(counter.metric, lines);
    const labels = Object.entries(counter.labels).map(([name, value]) => `${name}="${value}"`).join(',');
    for (let second = 0; second <= minutes * 60; second += SCRAPED_EVERY_SECONDS) {
      const count = countAt(counter.calls, second / 60);
      if (count > 0) lines.push(`${counter.metric}{${labels}} ${count} ${start + second}`);
    }
  }
  return [...families].map(([metric, lines]) => [`# TYPE ${metric.replace(/_total$/, '')} ${typeOf(metric)}`, ...lines, ''].join('\n')).join('') + '# EOF\n';
}

/** The buckets of a histogram are given one by one, and nobody asks for their sum. */
function typeOf(metric: string): string {
  return metric.endsWith('_total') ? 'counter' : 'unknown';
}

function countAt(calls: readonly Calls[], minute: number): number {
  return calls.reduce((count, { from, to, perMinute }) => count + Math.floor(Math.max(0, Math.min(minute, to) - from) * perMinute), 0);
}
