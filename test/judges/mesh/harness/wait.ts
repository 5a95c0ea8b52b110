import { type ChildProcess } from 'child_process';

/** Nothing here sleeps for a time that somebody guessed: it looks again until something is so, and gives up after a bound. */
export interface Patience {
  /** Seconds; default 20. */
  readonly within?: number;
  /** Without it there is nothing to wait for. */
  readonly alive?: ChildProcess;
}

type Maybe<T> = T | undefined | false;

const PAUSE = 60;

/** Waits until the probe gives something, and gives it back. A probe that throws has not seen it yet. */
export async function until<T>(what: string, probe: () => Maybe<T> | Promise<Maybe<T>>, patience: Patience = {}): Promise<T> {
  const { within = 20, alive } = patience;
  const end = Date.now() + within * 1000;
  for (let last: unknown = 'nothing'; ; await pause()) {
    try {
      const seen = await probe();
      if (seen !== undefined && seen !== false) return seen;
    } catch (error) {
      last = error instanceof Error ? error.message : error;
    }
    if (alive && hasEnded(alive)) throw new Error(`${what}: ${alive.spawnargs.slice(3).join(' ').slice(0, 100)} has ended`);
    if (Date.now() > end) throw new Error(`${what}: not within ${within} s (last: ${last})`);
  }
}

export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/**
 * Waits until a verdict is the expected one and stays: three times in a row. A change of policy reaches a proxy in a fraction of a
 * second, but not all of its listeners and connections at once.
 */
export async function settled(what: string, expected: string, verdict: () => Promise<string>, patience: Patience = {}): Promise<void> {
  let inARow = 0;
  let last = '';
  await until(`${what}: ${expected}`, async () => {
    last = await verdict();
    inARow = last === expected ? inARow + 1 : 0;
    if (inARow >= 3) return true;
    throw new Error(last);
  }, patience);
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE));
}
