import { spawn } from 'child_process';
import { mkdirSync } from 'fs';
import { type Socket } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { identityOf, PREFIX, removeAllOf } from './leftovers';

/**
 * One run of the judge, and everything it leaves on the machine: network namespaces, their files below /etc/netns and a folder
 * in /tmp. Their names tell the run, and the name of a run tells its process, so that what a killed run left can be told
 * from what another one is using. Every process of a run lives in one of its namespaces.
 */
export class Run {
  private static readonly id = identityOf(process.pid)!;
  private static isPrepared = false;

  /** Works also for the user of the proxies, who may not enter the repository. */
  public readonly folder = join(tmpdir(), `${PREFIX}${Run.id}`);

  constructor(public readonly logs: string) {
    Run.prepare();
    mkdirSync(this.folder, { recursive: true });
    mkdirSync(logs, { recursive: true });
  }

  public nameFor(namespace: string): string {
    return `${PREFIX}${Run.id}-${namespace}`;
  }

  /** Ends everything this run has started so far. */
  public clear(): void {
    removeAllOf((run) => run === Run.id);
  }

  private static prepare(): void {
    if (Run.isPrepared) return;
    Run.isPrepared = true;
    // What has no process any more was left by a machine that went down, or by a janitor that was killed, too.
    removeAllOf((run) => run !== identityOf(Number(run.split('.')[0])));
    startJanitor(Run.id);
  }
}

/** It outlives us by the moment it takes to clean up, however we end: the pipe between us is closed then. */
function startJanitor(run: string): void {
  const janitor = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'janitor.ts'), run], {
    detached: true, stdio: ['pipe', 'ignore', 'ignore'],
  });
  janitor.unref();
  (janitor.stdin as unknown as Socket).unref();
}
