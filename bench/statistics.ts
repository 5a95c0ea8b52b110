export interface Measurement {
  readonly milliseconds: number;
  readonly megabytes: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function medianOf(measurements: readonly Measurement[]): Measurement {
  return {
    milliseconds: median(measurements.map(({ milliseconds }) => milliseconds)),
    megabytes: median(measurements.map(({ megabytes }) => megabytes)),
  };
}

/** A table that can be pasted into a markdown page; numbers stand to the right. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_, at) => at === 0 ? '---' : '---:')), ...rows.map(line)].join('\n');
}

/** How much the second costs when the first costs 1: `1.04`. */
export function ratio(base: number, other: number): string {
  return (other / base).toFixed(2);
}
