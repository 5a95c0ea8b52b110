import { spawnSync } from 'child_process';

const OLDEST_GO = [1, 26];

/** What is missing on this machine, in one line; undefined where nothing is. */
export function missing(): string | undefined {
  const { status, stdout } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' });
  const needed = `npm run test:istio needs Go ${OLDEST_GO.join('.')} or newer, to build Istio's own code`;
  if (status !== 0) return `${needed}; there is no go command`;
  return isRecent(stdout) ? undefined : `${needed}; this is ${stdout.trim()}`;
}

/** Whether that is a Go this project can be built with: `go1.26.8` is. A Go without a number is somebody's own build. */
export function isRecent(version: string): boolean {
  const numbers = /^go(\d+)\.(\d+)/.exec(version.trim());
  if (!numbers) return version.trim() !== '';
  const [major, minor] = [Number(numbers[1]), Number(numbers[2])];
  return major > OLDEST_GO[0] || (major === OLDEST_GO[0] && minor >= OLDEST_GO[1]);
}
