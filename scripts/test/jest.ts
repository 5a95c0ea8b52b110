import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { run } from '../shared/shell';
import { FAILED, type Tally } from '../shared/tally';
import { tempDir } from '../shared/temp-dir';
import { type Step } from '../shared/step';

/** What jest writes with --json, as far as we count it. */
export interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly snapshot: { readonly unchecked: number; readonly filesRemoved: number };
}

/** jest; `--ci` compares snapshots and never writes one. */
export function jest(args: readonly string[]): Step {
  return { title: 'tests (jest)', run: () => runJest(args) };
}

function runJest(args: readonly string[]): Tally {
  const report = join(tempDir('jest'), 'report.json');
  const { ok } = run('jest', ['--ci', '--json', `--outputFile=${report}`, ...args]);
  // No report means that jest did not even start, for example because of an option it does not know.
  return existsSync(report) ? tallyOf(JSON.parse(readFileSync(report, 'utf8')), ok) : FAILED;
}

/** A suite that cannot be loaded and a snapshot that no test asks for are failures, too. */
export function tallyOf(report: JestReport, exitedWell: boolean): Tally {
  const obsolete = report.snapshot.unchecked + report.snapshot.filesRemoved;
  if (obsolete > 0) console.error(`${obsolete} obsolete snapshot(s): npm run snapshots removes them`);
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites + obsolete;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !exitedWell ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
