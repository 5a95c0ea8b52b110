export interface Measurement {
  /** Time on the processor, in milliseconds: of all threads, the ones that compile and collect garbage included. */
  readonly cpu: number;
  /** That of the main thread alone; of all threads where the system does not tell. */
  readonly main: number;
  /** The most memory the process had. */
  readonly megabytes: number;
}

/** Two programs that were measured at the same time, round by round. */
export interface Pairs {
  readonly raw: readonly Measurement[];
  readonly library: readonly Measurement[];
}

export type Figure = keyof Measurement;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function medianOf(measurements: readonly Measurement[], figure: Figure): number {
  return median(measurements.map((measurement) => measurement[figure]));
}

/** How much the library costs when raw objects cost 1, in each round. */
export function ratios({ raw, library }: Pairs, figure: Figure): number[] {
  return raw.map((one, round) => library[round][figure] / one[figure]);
}

/** A table that can be pasted into a markdown page; numbers stand to the right. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_, at) => at === 0 ? '---' : '---:')), ...rows.map(line)].join('\n');
}
