import { spawnSync } from 'child_process';
import { delimiter, resolve } from 'path';

export interface Finished {
  readonly ok: boolean;
}

export interface Heard extends Finished {
  readonly stdout: string;
  /** stdout and stderr. */
  readonly output: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command and lets it talk to the terminal. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Finished {
  const { status, error } = spawnSync(command, args, { ...common(options), stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) throw error;
  return { ok: status === 0 };
}

/** Runs a command and keeps what it says, for those who only matter when they fail. */
export function runQuietly(command: string, args: readonly string[], options: RunOptions = {}): Heard {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    ...common(options), stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 256 * 1024 * 1024,
  });
  if (error) throw error;
  return { ok: status === 0, stdout, output: stdout + stderr };
}

/** The tools of the project in that folder come first, however the script was started. */
function common({ cwd = process.cwd(), env }: RunOptions) {
  const PATH = [resolve(cwd, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  return { cwd, env: { ...process.env, PATH, ...env } };
}
