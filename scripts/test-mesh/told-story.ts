import { type Story } from '../../test/judges/mesh/chapters/story';
import { type Tally } from '../shared/tally';

/** Prints and counts the claims of a chapter; one that does not hold is not the end of the chapter. */
export class ToldStory implements Story {
  private passed = 0;
  private failed = 0;

  public get tally(): Tally {
    return { passed: this.passed, failed: this.failed, skipped: 0 };
  }

  public section(title: string): void {
    console.log(`\n  ${title}`);
  }

  public async check(claim: string, look: () => Promise<string | void>): Promise<void> {
    try {
      const seen = await look();
      this.passed++;
      console.log(`  ok    ${claim}${seen ? `\n        ${indented(seen)}` : ''}`);
    } catch (error) {
      this.failed++;
      console.log(`  FAIL  ${claim}\n        ${indented(error instanceof Error ? error.message : String(error))}`);
    }
  }
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n        ');
}
