import { type Step, runAll } from './step';
import { closingLine } from './tally';

/** Runs the steps of a test command, says the closing line last, and leaves with 1 if anything failed. */
export async function runCommand(steps: readonly Step[]): Promise<void> {
  const tally = await runAll(steps);
  console.log(`\n${closingLine(tally)}`);
  process.exitCode = tally.failed > 0 ? 1 : 0;
}
