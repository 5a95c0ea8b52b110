import { FAILED, SKIPPED, sum, type Tally } from './tally';

/** One part of a test command. */
export interface Step {
  readonly title: string;
  /** Without that one having passed, this one makes no sense. */
  readonly needs?: Step;
  run(): Tally | Promise<Tally>;
}

/** Runs all steps, also after one has failed; only what needs the failed one is left out. */
export async function runAll(steps: readonly Step[]): Promise<Tally> {
  const tallies = new Map<Step, Tally>();
  for (const step of steps) {
    tallies.set(step, hasPassed(step.needs, tallies) ? await runStep(step) : skip(step));
  }
  return sum([...tallies.values()]);
}

function hasPassed(needed: Step | undefined, tallies: ReadonlyMap<Step, Tally>): boolean {
  const tally = needed && tallies.get(needed);
  return !tally || (tally.failed === 0 && tally.skipped === 0);
}

async function runStep(step: Step): Promise<Tally> {
  console.log(`\n=== ${step.title}`);
  const start = performance.now();
  const tally = await settle(step);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`--- ${step.title}: ${tally.failed === 0 ? 'ok' : 'FAILED'}, ${seconds} s`);
  return tally;
}

/** A step that breaks is a failed test, not the end of the run. */
async function settle(step: Step): Promise<Tally> {
  try {
    return await step.run();
  } catch (error) {
    console.error(error);
    return FAILED;
  }
}

function skip(step: Step): Tally {
  console.log(`\n=== ${step.title}\n--- ${step.title}: skipped, it needs '${step.needs?.title}'`);
  return SKIPPED;
}
