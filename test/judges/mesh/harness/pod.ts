import { chownSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { type Answer, type GetOptions, type SayOptions, type ThroughOptions } from '../programs/client';
import { AccessLog, type Entry } from './access-log';
import { type KubernetesObject } from './cluster/api';
import { iptablesArgumentsOf } from './cluster/injection';
import { type Istiod } from './cluster/istiod';
import { type Namespace, PROXY_USER } from './machine/namespace';
import { RemoteProgram } from './machine/remote-program';
import { type Run } from './machine/run';
import { type Tools } from './cluster/tools';
import { settled, until } from './wait';

export interface PodOptions {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly serviceAccount?: string;
  /** A Node with a locality; see `Mesh.node()`. */
  readonly node?: string;
  /** Runs the stand-in for the demo application, with this environment. */
  readonly demo?: Readonly<Record<string, string>>;
  /** Runs nothing but the proxy, as a gateway: it listens, and captures nothing. */
  readonly isGateway?: boolean;
  /** Istio's control plane; default is the first one. */
  readonly istiod?: Istiod;
  /** What the pod's annotation `proxy.istio.io/config` would say. */
  readonly proxyConfig?: Readonly<Record<string, unknown>>;
}

/** What the proxy needs to show who it is. */
export interface Identity {
  readonly token: string;
  readonly rootCertificate: string;
}

/** A call and the line it left in the access log of the caller's proxy. */
export interface LoggedCall {
  readonly answer: Answer;
  readonly entry: Entry;
}

/** A pod: a network namespace with Envoy under Istio's agent, the traffic of which Istio's iptables rules capture. */
export class Pod {
  public readonly log: AccessLog;
  private readonly client: RemoteProgram;

  constructor(
    private readonly run: Run,
    private readonly tools: Tools,
    private readonly network: Namespace,
    public readonly object: KubernetesObject,
    private readonly options: PodOptions,
  ) {
    const { demo, isGateway } = options;
    if (demo) network.start('allspark', process.execPath, [this.program('allspark')], { env: demo });
    this.client = new RemoteProgram(network, this.program('client'), 'client');
    this.log = new AccessLog(network.logOf('proxy'), isGateway ? undefined : network.address);
  }

  public get name(): string {
    return this.options.name;
  }

  public get namespace(): string {
    return this.options.namespace;
  }

  /** Of the init container that Istio's injection has added. */
  public get iptablesArguments(): string[] {
    return iptablesArgumentsOf(this.object);
  }

  public get address(): string {
    return this.network.address;
  }

  /** Sets the rules and starts the proxy, as the init container and the sidecar do; a gateway has no rules, and listens where it likes. */
  public async startProxy(identity: Identity, istiod: Istiod): Promise<void> {
    const { isGateway } = this.options;
    if (isGateway) this.network.exec('sh', ['-c', 'echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start']);
    else this.network.exec(this.tools.pilotAgent, this.iptablesArguments);
    const folder = this.layDownFolder(identity);
    const agent = this.network.start('proxy', join(this.run.folder, 'bin/pilot-agent'), [
      'proxy', isGateway ? 'router' : 'sidecar', '--templateFile', join(this.run.folder, 'bin/envoy_bootstrap.json'),
    ], { cwd: folder, asProxy: true, env: this.proxyEnvironment(folder, istiod) });
    await until(`the proxy of ${this.name} is ready`, async () => (await this.admin(15020, '/healthz/ready')).status === 200, {
      within: 60, alive: agent,
    });
    if (this.options.demo) await until(`the application of ${this.name} is ready`, () => this.demoLog().some(({ ready }) => ready));
  }

  /** A GET from the pod: a connection of its own, unless it is told to keep one. */
  public get(url: string, options: Omit<GetOptions, 'url'> = {}): Promise<Answer> {
    return this.client.call('get', { url, ...options });
  }

  /** Says hello over plain TCP, and hears who answers. */
  public say(host: string, port: number, options: Omit<SayOptions, 'host' | 'port'> = {}): Promise<Answer> {
    return this.client.call('say', { host, port, ...options });
  }

  /** A GET over TLS from the pod, through a forward proxy that its application knows. */
  public through(options: ThroughOptions): Promise<Answer> {
    return this.client.call('through', options);
  }

  /** What a pod hears whose policy has settled. */
  public async hears(expected: string, url: string, options?: Omit<GetOptions, 'url'>): Promise<void> {
    await settled(`${this.name} gets ${url}`, expected, async () => summary(await this.get(url, options)));
  }

  /** Makes a call and looks up what the proxy wrote about it. */
  public async logged(call: () => Promise<Answer>, like?: (entry: Entry) => boolean): Promise<LoggedCall> {
    const from = this.log.size();
    const answer = await call();
    return { answer, entry: await this.log.first(from, like) };
  }

  public getLogged(url: string, options: Omit<GetOptions, 'url'> = {}): Promise<LoggedCall> {
    return this.logged(() => this.get(url, options), isAbout(url, options));
  }

  /** What the stand-in for the demo application noted: the calls it got and the calls it made. */
  public demoLog(): KubernetesObject[] {
    const file = this.network.logOf('allspark');
    return readFileSync(file, 'utf8').split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  }

  /** A port of the proxy that only its own pod can reach. */
  public admin(port: number, path: string): Promise<Answer> {
    return this.get(`http://127.0.0.1:${port}${path}`);
  }

  /** Another process would be another proxy. */
  public proxyProcesses(): number[] {
    return this.network.processes('envoy');
  }

  public remove(): void {
    this.network.remove();
  }

  private layDownFolder({ token, rootCertificate }: Identity): string {
    const folder = join(this.run.folder, 'pods', `${this.namespace}.${this.name}`);
    const secrets = join(folder, 'var/run/secrets');
    for (const [file, content] of [['tokens/istio-token', token], ['istio/root-cert.pem', rootCertificate]]) {
      mkdirSync(dirname(join(secrets, file)), { recursive: true });
      writeFileSync(join(secrets, file), content);
    }
    giveToProxy(folder);
    return folder;
  }

  /** What injection sets, as far as it matters to a proxy outside a cluster. */
  private proxyEnvironment(folder: string, istiod: Istiod): Record<string, string> {
    const { metadata: { labels }, spec: { serviceAccountName } } = this.object;
    return {
      POD_NAME: this.name,
      POD_NAMESPACE: this.namespace,
      INSTANCE_IP: this.address,
      HOST_IP: this.address,
      SERVICE_ACCOUNT: serviceAccountName,
      TRUST_DOMAIN: 'cluster.local',
      CA_ADDR: `${istiod.host}:15012`,
      PILOT_CERT_PROVIDER: 'istiod',
      ISTIO_META_CLUSTER_ID: 'Kubernetes',
      ISTIO_META_INTERCEPTION_MODE: 'REDIRECT',
      ISTIO_META_WORKLOAD_NAME: this.name,
      ISTIO_META_MESH_ID: 'cluster.local',
      ISTIO_METAJSON_LABELS: JSON.stringify(labels),
      // An extension of Envoy's first configuration that only Istio's own build of Envoy has.
      ISTIO_META_METADATA_DISCOVERY: 'false',
      PROXY_CONFIG: JSON.stringify({
        discoveryAddress: `${istiod.host}:15012`,
        binaryPath: join(this.run.folder, 'bin/envoy'),
        configPath: join(folder, 'etc/istio/proxy'),
        concurrency: 1,
        statusPort: 15020,
        // A line of the access log is there when it is looked for.
        fileFlushInterval: '0.05s',
        ...this.options.proxyConfig,
      }),
    };
  }

  private program(name: string): string {
    return join(this.run.folder, 'programs', `${name}.js`);
  }
}

/** `200 from httpbin.org`, `502`, `closed`. */
export function summary({ status, server, failure }: Answer): string {
  if (failure) return failure;
  return [status, server && `from ${server}`].filter(Boolean).join(' ');
}

function giveToProxy(folder: string): void {
  chownSync(folder, PROXY_USER, PROXY_USER);
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    chownSync(join(folder, entry), PROXY_USER, PROXY_USER);
  }
}

/** Connections of earlier calls are written when they end, which may be later. Where nobody looks for an SNI, none is written. */
function isAbout(url: string, { host }: Pick<GetOptions, 'host'>): (entry: Entry) => boolean {
  const { protocol, hostname, port } = new URL(url);
  const isTls = protocol === 'https:';
  const dialled = `:${port || (isTls ? 443 : 80)}`;
  return ({ destination, sni }) => destination.endsWith(dialled) && (!isTls || ['-', host ?? hostname].includes(sni));
}
