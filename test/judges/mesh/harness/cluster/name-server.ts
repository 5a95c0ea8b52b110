import { type ChildProcess } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { type Namespace } from '../machine/namespace';
import { type Run } from '../machine/run';
import { until } from '../wait';

/** Knows the names of the Services and of the servers outside, and of nothing else. */
export class NameServer {
  private readonly child: ChildProcess;
  private readonly file: string;
  private readonly names = new Map<string, string>();

  public static async start(run: Run, namespace: Namespace): Promise<NameServer> {
    const server = new NameServer(run, namespace);
    await until('the name server is ready', () => readFileSync(namespace.logOf('dnsmasq'), 'utf8').includes('started'));
    return server;
  }

  private constructor(run: Run, namespace: Namespace) {
    this.file = join(run.folder, 'names');
    writeFileSync(this.file, '');
    this.child = namespace.start('dnsmasq', 'dnsmasq', [
      '--keep-in-foreground', '--user=root', '--log-facility=-', '--log-queries',
      '--conf-file=/dev/null', '--pid-file=', '--no-resolv', '--no-hosts', `--addn-hosts=${this.file}`, '--local=/#/',
      `--listen-address=${namespace.address}`, '--bind-interfaces',
    ]);
  }

  public set(names: Readonly<Record<string, string>>): void {
    for (const [name, address] of Object.entries(names)) this.names.set(name, address);
    writeFileSync(this.file, [...this.names].map(([name, address]) => `${address} ${name}\n`).join(''));
    // That is how it is told to read its files again.
    this.child.kill('SIGHUP');
  }
}
