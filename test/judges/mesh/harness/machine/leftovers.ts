import { spawnSync } from 'child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/** Of the names of everything that a run leaves on the machine. */
export const PREFIX = 'egress-mesh-';
const NAMESPACES = '/run/netns';
const NETNS_FILES = '/etc/netns';

/** The id of a process alone is given to another one some day. */
export function identityOf(pid: number): string | undefined {
  try {
    // The name of the program stands in brackets and may hold anything; the 22nd field is the time of birth.
    const born = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')[19];
    return `${pid}.${born}`;
  } catch {
    return undefined;
  }
}

/** Of the runs that are meant. */
export function removeAllOf(isMeant: (run: string) => boolean): void {
  const meant = (name: string) => name.startsWith(PREFIX) && isMeant(name.slice(PREFIX.length).split('-')[0]);
  removeNamespaces(filesIn(NAMESPACES).filter(meant));
  for (const folder of [NETNS_FILES, tmpdir()]) {
    for (const name of filesIn(folder).filter(meant)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** And all processes in them, links and iptables rules included. Quick: whoever has sent a signal does not wait long. */
export function removeNamespaces(names: readonly string[]): void {
  // A process that is being killed may have started another one.
  for (let round = 0, ids = processesIn(names); ids.length > 0 && round < 100; round++, ids = processesIn(names)) {
    ids.forEach(kill);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
  for (const name of names) {
    spawnSync('ip', ['netns', 'delete', name]);
    rmSync(join(NETNS_FILES, name), { recursive: true, force: true });
  }
}

export function processesIn(namespaces: readonly string[]): number[] {
  const ours = new Set(namespaces.flatMap((name) => identityOfNamespace(join(NAMESPACES, name)) ?? []));
  return filesIn('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => {
    const identity = identityOfNamespace(`/proc/${pid}/ns/net`);
    return identity !== undefined && ours.has(identity);
  }).map(Number);
}

function identityOfNamespace(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path);
    return `${dev}.${ino}`;
  } catch {
    return undefined;
  }
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself in the meantime.
  }
}
