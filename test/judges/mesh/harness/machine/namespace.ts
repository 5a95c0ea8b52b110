import { type ChildProcess, spawn } from 'child_process';
import { chownSync, closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { runQuietly } from '../../../../../scripts/shared/shell';
import { processesIn, removeNamespaces } from './leftovers';
import { type Run } from './run';

/** Istio's iptables rules let this user's connections pass: it is the proxy's. */
export const PROXY_USER = 1337;

export interface NamespaceFiles {
  readonly 'resolv.conf': string;
  readonly 'hosts': string;
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly asProxy?: boolean;
  /** stdin and stdout are pipes, for a program that is spoken to; stderr goes to the log all the same. */
  readonly piped?: boolean;
}

/** A network namespace: a network stack of its own, and files of its own in /etc. */
export class Namespace {
  public readonly fullName: string;

  constructor(private readonly run: Run, private readonly shortName: string, public readonly address: string, files: NamespaceFiles) {
    this.fullName = run.nameFor(shortName);
    const folder = join('/etc/netns', this.fullName);
    mkdirSync(folder, { recursive: true });
    for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
    ip('netns', 'add', this.fullName);
    this.ip('link', 'set', 'lo', 'up');
    this.exec('sh', ['-c', 'echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6']);
  }

  /** Runs to the end, and throws when it fails. */
  public exec(command: string, args: readonly string[]): string {
    return exec('ip', ['netns', 'exec', this.fullName, command, ...args]);
  }

  public ip(...args: string[]): string {
    return ip('-n', this.fullName, ...args);
  }

  /** A cable between this namespace and another one. */
  public connectTo(other: Namespace, here: string, there: string): void {
    this.ip('link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', other.fullName);
    this.ip('link', 'set', here, 'up');
    other.ip('link', 'set', there, 'up');
  }

  /** Starts a process that goes on until the namespace is removed; what it prints goes to a log file of that title. */
  public start(title: string, command: string, args: readonly string[], { env, cwd, asProxy, piped }: StartOptions = {}): ChildProcess {
    const log = openSync(this.logOf(title), 'a');
    // Envoy opens its own stdout once more, as its own user.
    if (asProxy) chownSync(this.logOf(title), PROXY_USER, PROXY_USER);
    const user = asProxy ? ['setpriv', '--reuid', `${PROXY_USER}`, '--regid', `${PROXY_USER}`, '--clear-groups'] : [];
    const child = spawn('ip', ['netns', 'exec', this.fullName, ...user, command, ...args], {
      cwd,
      env: { PATH: process.env.PATH, ...env },
      // A Ctrl-C is for us; they are ended when we end.
      detached: true,
      stdio: piped ? ['pipe', 'pipe', log] : ['ignore', log, log],
    });
    closeSync(log);
    return child;
  }

  /** Ids of the processes in it that run that program. */
  public processes(program: string): number[] {
    return processesIn([this.fullName]).filter((id) => readFileSync(`/proc/${id}/comm`, 'utf8').trim() === program);
  }

  public logOf(title: string): string {
    return join(this.run.logs, `${this.shortName}.${title}.log`);
  }

  public remove(): void {
    removeNamespaces([this.fullName]);
  }
}

function ip(...args: string[]): string {
  return exec('ip', args);
}

function exec(command: string, args: readonly string[]): string {
  const { ok, stdout, output } = runQuietly(command, args);
  if (!ok) throw new Error(`${command} ${args.join(' ')}: ${output.trim()}`);
  return stdout;
}
