import { type Tally } from '../shared/tally';

/** Counts what holds and prints what does not. */
export class Report {
  private passed = 0;
  private failed = 0;
  private skipped = 0;

  /** Something was asked for and is so, or it is not and this is why: a heading and what was found, indented. */
  check(failures: readonly string[], heading: string): void {
    if (failures.length === 0) {
      this.passed++;
      return;
    }
    this.failed++;
    console.error(`FAILED ${heading}`);
    for (const failure of failures) console.error(failure.replace(/^/gm, '    '));
  }

  /** Something that nobody can judge, and why. */
  skip(reason: string): void {
    this.skipped++;
    console.log(`skipped: ${reason}`);
  }

  get tally(): Tally {
    return { passed: this.passed, failed: this.failed, skipped: this.skipped };
  }
}
