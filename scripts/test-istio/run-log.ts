import { appendFileSync, mkdirSync, readdirSync, rmSync } from 'fs';
import { join } from 'path';

const FOLDER = '.cache/test-istio/logs';
const KEPT_RUNS = 5;

/** The folder of one run, with what each process printed and each judge was asked. The last runs are kept. */
export class RunLog {
  static start(): RunLog {
    mkdirSync(FOLDER, { recursive: true });
    const old = readdirSync(FOLDER).sort().slice(0, -KEPT_RUNS + 1);
    for (const run of old) rmSync(join(FOLDER, run), { recursive: true, force: true });
    const folder = join(FOLDER, new Date().toISOString().replace(/[:.]/g, '-'));
    mkdirSync(folder, { recursive: true });
    return new RunLog(folder);
  }

  private constructor(readonly folder: string) {}

  path(file: string): string {
    return join(this.folder, file);
  }

  append(file: string, text: string): void {
    appendFileSync(this.path(file), text);
  }
}
