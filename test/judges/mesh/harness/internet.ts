import { readFileSync } from 'fs';
import { join } from 'path';
import { runQuietly } from '../../../../scripts/shared/shell';
import { type Seen, type ServerOptions } from '../programs/internet';
import { type Certificate } from './authority';
import { type NameServer } from './cluster/name-server';
import { type Network } from './machine/network';
import { RemoteProgram } from './machine/remote-program';
import { type Run } from './machine/run';
import { until } from './wait';

export interface ServeOptions {
  readonly address: string;
  readonly port?: number;
  readonly protocol?: ServerOptions['protocol'];
  /** Names that resolve to the address; default is the server's own. */
  readonly names?: readonly string[];
  /** Default is none, and for https and tls one that is self-signed, for every name. */
  readonly certificate?: ServerOptions['certificate'];
}

const PORTS = { http: 80, https: 443, tcp: 5000, tls: 5000, greeting: 5000, proxy: 3128 };

/** All that lies outside the cluster, at addresses that are reserved for documentation. */
export class Internet {
  private readonly program: RemoteProgram;
  private readonly resolver: RemoteProgram;
  private readonly calls: Seen[] = [];

  constructor(private readonly run: Run, private readonly network: Network, private readonly names: NameServer) {
    const program = (name: string) => join(run.folder, 'programs', `${name}.js`);
    this.program = new RemoteProgram(network.internet, program('internet'), 'servers', (seen: Seen) => this.calls.push(seen));
    this.resolver = new RemoteProgram(network.internet, program('client'), 'resolver');
  }

  /** Starts a server that calls itself by that name. */
  public async serve(name: string, options: ServeOptions): Promise<void> {
    const { address, protocol = 'http', port = PORTS[protocol], names = [name] } = options;
    this.network.addInternetAddress(address);
    const certificate = options.certificate ?? (protocol === 'https' || protocol === 'tls' ? this.certificate() : undefined);
    await this.program.call('serve', { name, address, port, protocol, certificate } satisfies ServerOptions);
    await this.publish(Object.fromEntries(names.map((each) => [each, address])));
  }

  /** Ends a server; its address stays, and refuses connections. */
  public async stop(address: string, port: number): Promise<void> {
    await this.program.call('stop', { address, port });
  }

  /** Lets names resolve to addresses. */
  public async publish(names: Readonly<Record<string, string>>): Promise<void> {
    this.names.set(names);
    for (const [name, address] of Object.entries(names)) {
      await until(`${name} resolves`, async () => (await this.resolver.call<string[]>('resolve', name)).includes(address));
    }
  }

  /** The calls that reached a server, so far. */
  public seen(server: string): Seen[] {
    return this.calls.filter((call) => call.server === server);
  }

  /** Self-signed, for every name. */
  private certificate(): Certificate {
    const [key, cert] = ['key', 'cert'].map((file) => join(this.run.folder, `server.${file}`));
    const { ok, output } = runQuietly('openssl', [
      'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=judge', '-keyout', key, '-out', cert,
    ]);
    if (!ok) throw new Error(output);
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  }
}
