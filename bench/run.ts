/**
 * `npm run bench`: what the library costs over the same objects written as raw cdk8s ApiObjects.
 *
 * Usage: npm run bench [-- --quick] [-- <part of a case's title>]
 *
 * The speed of a machine drifts from second to second, by more than what is measured. So both sides run at the same time, as compiled
 * JavaScript in processes of their own that share one processor: the scheduler has them take turns every few milliseconds, and what
 * slows one slows the other. Time is the time on the processor of the constructors and of synth() to a temporary folder: that of the main
 * thread, which is what a program waits for where another processor compiles and collects garbage for it, and that of all threads. Memory
 * is the peak of the process. What counts are the medians of the ratios of all rounds. In each round both sides must write the same bytes.
 * Tables go to stdout, progress to stderr.
 */
import { runQuietly } from '../scripts/shared/shell';
import { COMPILE_ARGUMENTS } from '../scripts/test/compile';
import { type Case, CASES, QUICK_ROUNDS, REQUIRE_ROUNDS, REQUIRE_TITLE } from './cases';
import { markdownTable, type Measurement, median, medianOf, type Pairs, ratios } from './statistics';
import { Workshop } from './workshop';

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const wanted = args.find((arg) => !arg.startsWith('--')) ?? '';

async function main(): Promise<void> {
  for (const [command, commandArguments] of [['jsii', COMPILE_ARGUMENTS], ['tsx', ['scripts/lazy-index.ts']]] as const) {
    const compiled = runQuietly(command, commandArguments);
    if (!compiled.ok) throw new Error(compiled.output);
  }
  const workshop = new Workshop();

  const rows: string[][] = [];
  for (const one of CASES) {
    if (one.title.includes(wanted)) rows.push(row(one.title, await compare(workshop, one)));
  }
  if (rows.length > 0) console.log(`${markdownTable(HEADER, rows)}\n`);
  if (!REQUIRE_TITLE.includes(wanted)) return;
  console.log(requireTable(await compareRequire(workshop, []), await compareRequire(workshop, FIRST_USED)));
}

function compare(workshop: Workshop, { title, shape, entries, charts, rounds }: Case): Promise<Pairs> {
  const synth = (side: string) => workshop.measure('worker', `${shape}.${side}`, `${entries}`, `${charts}`, workshop.output(side));
  return sideBySide(title, quick ? QUICK_ROUNDS : rounds, synth, () => {
    if (workshop.takeOutput('raw') !== workshop.takeOutput('library')) {
      throw new Error(`${title}: the two sides do not write the same bytes, so there is nothing to compare`);
    }
  });
}

/** What most programs of this library use; it is loaded when they do. */
const FIRST_USED = ['ExternalService', 'EgressPort', 'EgressLockdown', 'LockdownScope'];

function compareRequire(workshop: Workshop, used: readonly string[]): Promise<Pairs> {
  const programs = { raw: ['cdk8s'], library: ['cdk8s,cdk8s-istio-egress', used.join(',')] };
  return sideBySide(REQUIRE_TITLE, quick ? QUICK_ROUNDS : REQUIRE_ROUNDS, (side) => workshop.measure('require-worker', ...programs[side]));
}

async function sideBySide(
  title: string, rounds: number, measure: (side: keyof Pairs) => Promise<Measurement>, after: () => void = () => undefined,
): Promise<Pairs> {
  const pairs: Record<keyof Pairs, Measurement[]> = { raw: [], library: [] };
  for (let round = 1; round <= rounds; round++) {
    console.error(`${title}: ${round}/${rounds}`);
    const sides: (keyof Pairs)[] = round % 2 === 1 ? ['raw', 'library'] : ['library', 'raw'];
    await Promise.all(sides.map(async (side) => pairs[side].push(await measure(side))));
    after();
  }
  return pairs;
}

const HEADER = [
  'case', 'raw ApiObjects', 'library', 'time, ratio', 'lowest, highest', 'all threads, ratio', 'raw, peak memory', 'library, peak memory', 'memory, ratio',
];

function row(title: string, pairs: Pairs): string[] {
  const time = ratios(pairs, 'main');
  return [
    title,
    milliseconds(medianOf(pairs.raw, 'main')), milliseconds(medianOf(pairs.library, 'main')),
    ratio(median(time)), `${ratio(Math.min(...time))}, ${ratio(Math.max(...time))}`,
    ratio(median(ratios(pairs, 'cpu'))),
    megabytes(medianOf(pairs.raw, 'megabytes')), megabytes(medianOf(pairs.library, 'megabytes')),
    ratio(median(ratios(pairs, 'megabytes'))),
  ];
}

function requireTable(required: Pairs, used: Pairs): string {
  return markdownTable(
    ['a program that', "require('cdk8s') alone", 'with the library', 'difference'],
    [
      ["has require('cdk8s-istio-egress'), too", ...requireCells(required)],
      [`and uses ${FIRST_USED.join(', ')}`, ...requireCells(used)],
    ],
  );
}

function requireCells({ raw, library }: Pairs): string[] {
  const cell = (time: number, memory: number) => `${time.toFixed(1)} ms, ${memory.toFixed(0)} MB`;
  const [before, after] = [raw, library].map((side) => ({ time: medianOf(side, 'main'), memory: medianOf(side, 'megabytes') }));
  return [cell(before.time, before.memory), cell(after.time, after.memory), cell(after.time - before.time, after.memory - before.memory)];
}

function ratio(value: number): string {
  return value.toFixed(2);
}

function milliseconds(value: number): string {
  return `${value.toFixed(0)} ms`;
}

function megabytes(value: number): string {
  return `${value.toFixed(0)} MB`;
}

void main();
