/**
 * `npm run bench`: what the library costs over the same objects written as raw cdk8s ApiObjects.
 *
 * Usage: npm run bench [-- --quick] [-- <part of a case's title>]
 *
 * Both sides run as compiled JavaScript, each run in a process of its own, in turns (raw, library, raw, library...), because the
 * speed of a machine drifts. Time is that of the constructors and of synth() to a temporary folder; memory is the peak of the
 * process. What counts are the ratios of the medians. Before anything is measured, both sides must have written the same bytes.
 * Tables go to stdout, progress to stderr.
 */
import { runQuietly } from '../scripts/shared/shell';
import { COMPILE_ARGUMENTS } from '../scripts/test/compile';
import { type Case, CASES, QUICK_ROUNDS, REQUIRE_ROUNDS, REQUIRE_TITLE } from './cases';
import { markdownTable, type Measurement, medianOf, ratio } from './statistics';
import { Workshop } from './workshop';

const SIDES = ['raw', 'library'] as const;
type Sides = Record<typeof SIDES[number], Measurement>;

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const wanted = args.find((arg) => !arg.startsWith('--')) ?? '';

function main(): void {
  for (const [command, commandArguments] of [['jsii', COMPILE_ARGUMENTS], ['tsx', ['scripts/lazy-index.ts']]] as const) {
    const compiled = runQuietly(command, commandArguments);
    if (!compiled.ok) throw new Error(compiled.output);
  }
  const workshop = new Workshop();

  const cases = CASES.filter(({ title }) => title.includes(wanted));
  for (const one of cases) sameBytesOrThrow(workshop, one);
  if (cases.length > 0) console.log(`${caseTable(cases.map((one) => [one.title, compare(workshop, one)]))}\n`);
  if (REQUIRE_TITLE.includes(wanted)) console.log(requireTable(compareRequire(workshop, []), compareRequire(workshop, FIRST_USED)));
}

function compare(workshop: Workshop, one: Case): Sides {
  return inTurns(one.title, quick ? QUICK_ROUNDS : one.rounds, (side) => {
    const measurement = fillAndSynth(workshop, one, side);
    workshop.takeOutput(side);
    return measurement;
  });
}

function sameBytesOrThrow(workshop: Workshop, one: Case): void {
  const [raw, library] = SIDES.map((side) => {
    fillAndSynth(workshop, one, side);
    return workshop.takeOutput(side);
  });
  if (raw !== library) throw new Error(`${one.title}: the two sides do not write the same bytes, so there is nothing to compare`);
}

function fillAndSynth(workshop: Workshop, { shape, entries, charts }: Case, side: string): Measurement {
  return workshop.measure('worker', `${shape}.${side}`, `${entries}`, `${charts}`, workshop.output(side));
}

/** What most programs of this library use; it is loaded when they do. */
const FIRST_USED = ['ExternalService', 'EgressPort', 'EgressLockdown', 'LockdownScope'];

function compareRequire(workshop: Workshop, used: readonly string[]): Sides {
  const programs = { raw: ['cdk8s'], library: ['cdk8s,cdk8s-istio-egress', used.join(',')] };
  return inTurns(REQUIRE_TITLE, quick ? QUICK_ROUNDS : REQUIRE_ROUNDS, (side) => workshop.measure('require-worker', ...programs[side]));
}

function inTurns(title: string, rounds: number, measure: (side: typeof SIDES[number]) => Measurement): Sides {
  const raw: Measurement[] = [];
  const library: Measurement[] = [];
  for (let round = 1; round <= rounds; round++) {
    console.error(`${title}: ${round}/${rounds}`);
    raw.push(measure('raw'));
    library.push(measure('library'));
  }
  return { raw: medianOf(raw), library: medianOf(library) };
}

function caseTable(results: readonly (readonly [string, Sides])[]): string {
  return markdownTable(
    ['case', 'raw ApiObjects', 'library', 'time, ratio', 'raw, peak memory', 'library, peak memory', 'memory, ratio'],
    results.map(([title, { raw, library }]) => [
      title,
      milliseconds(raw), milliseconds(library), ratio(raw.milliseconds, library.milliseconds),
      megabytes(raw), megabytes(library), ratio(raw.megabytes, library.megabytes),
    ]),
  );
}

function requireTable(required: Sides, used: Sides): string {
  return markdownTable(
    ['a program that', "require('cdk8s') alone", 'with the library', 'difference'],
    [
      ["has require('cdk8s-istio-egress'), too", ...requireCells(required)],
      [`and uses ${FIRST_USED.join(', ')}`, ...requireCells(used)],
    ],
  );
}

function requireCells({ raw, library }: Sides): string[] {
  const cell = (time: number, memory: number) => `${time.toFixed(1)} ms, ${memory.toFixed(0)} MB`;
  return [
    cell(raw.milliseconds, raw.megabytes),
    cell(library.milliseconds, library.megabytes),
    cell(library.milliseconds - raw.milliseconds, library.megabytes - raw.megabytes),
  ];
}

function milliseconds(measurement: Measurement): string {
  return `${measurement.milliseconds.toFixed(0)} ms`;
}

function megabytes(measurement: Measurement): string {
  return `${measurement.megabytes.toFixed(0)} MB`;
}

main();
