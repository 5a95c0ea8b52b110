import { copyFileSync, mkdirSync, writeFileSync } from 'fs';
import { basename, dirname, join } from 'path';
import { type Answer } from '../programs/client';
import { Authority } from './authority';
import { type KubernetesObject } from './cluster/api';
import { ControlPlane, type KubectlResult } from './cluster/control-plane';
import { Controllers } from './cluster/controllers';
import { Injection, stockConfigMap } from './cluster/injection';
import { Internet } from './internet';
import { Istiod, type IstiodOptions } from './cluster/istiod';
import { NameServer } from './cluster/name-server';
import { Network } from './machine/network';
import { Pod, type PodOptions } from './pod';
import { Prometheus } from './prometheus';
import { writePrograms } from './machine/programs';
import { RemoteProgram } from './machine/remote-program';
import { Run } from './machine/run';
import { type Tools } from './cluster/tools';
import { until } from './wait';

export interface ApplyOptions {
  /** `--force-conflicts`, where the docs tell users to take a field over. */
  readonly force?: boolean;
}

export interface MeshOptions {
  /**
   * Whether the proxies log every call, which a stock install does not. Without it they log what the program asks for.
   *
   * @default true
   */
  readonly logsEveryCall?: boolean;
}

/** Istio's filters for metrics are in its own build of Envoy only: with them upstream Envoy refuses every update of its listeners. */
function telemetryOfJudge(logsEveryCall: boolean): KubernetesObject {
  return {
    apiVersion: 'telemetry.istio.io/v1',
    kind: 'Telemetry',
    metadata: { name: 'judge', namespace: 'istio-system' },
    spec: {
      metrics: [{
        providers: [{ name: 'prometheus' }],
        overrides: [{ match: { metric: 'ALL_METRICS', mode: 'CLIENT_AND_SERVER' }, disabled: true }],
      }],
      ...(logsEveryCall && { accessLogging: [{ providers: [{ name: 'envoy' }] }] }),
    },
  };
}

/** The label of the pods that istiod deploys for a Gateway of the Gateway API. */
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** A Kubernetes API server, istiod and proxies, all of them real, in network namespaces of this machine. */
export class Mesh {
  private readonly pods = new Set<Pod>();
  private readonly injection: Injection;
  private readonly controllers: Controllers;
  private readonly controlClient: RemoteProgram;
  private lastControlAddress = 0;

  /** A mesh as a stock install leaves it: mesh config, CRDs, istiod; no gateways, no pods. */
  public static async start(tools: Tools, logs: string, { logsEveryCall = true }: MeshOptions = {}): Promise<Mesh> {
    const run = new Run(logs);
    try {
      layDownFiles(run, tools);
      const network = new Network(run);
      const [names, plane] = await Promise.all([NameServer.start(run, network.control), ControlPlane.start(run, tools, network.control)]);
      const mesh = new Mesh(run, tools, network, names, plane);
      await mesh.install(telemetryOfJudge(logsEveryCall));
      return mesh;
    } catch (error) {
      run.clear();
      throw error;
    }
  }

  public readonly internet: Internet;
  private firstIstiod?: Istiod;

  private constructor(
    private readonly run: Run,
    private readonly tools: Tools,
    private readonly network: Network,
    names: NameServer,
    private readonly plane: ControlPlane,
  ) {
    this.controlClient = new RemoteProgram(network.control, join(run.folder, 'programs/client.js'), 'client');
    this.internet = new Internet(run, network, names);
    this.injection = new Injection(run, tools);
    this.controllers = new Controllers(plane.api, names);
  }

  /** Ends everything. */
  public stop(): void {
    this.run.clear();
  }

  public kubectl(...args: string[]): KubectlResult {
    return this.plane.kubectl(...args);
  }

  /** Server-side apply of a file or a folder, as a user does it. */
  public async apply(path: string, { force = false }: ApplyOptions = {}): Promise<void> {
    this.must('apply', '--server-side', ...(force ? ['--force-conflicts'] : []), '-f', path);
    await this.controllers.reconcile();
  }

  /** Client-side apply, which never conflicts. */
  public async applyClientSide(path: string): Promise<void> {
    this.must('apply', '-f', path);
    await this.controllers.reconcile();
  }

  public async delete(path: string): Promise<void> {
    this.must('delete', '-f', path);
    await this.controllers.reconcile();
  }

  public get(kind: string, namespace: string, name: string): KubernetesObject {
    return JSON.parse(this.must('get', kind, '-n', namespace, name, '-o', 'json'));
  }

  public async namespace(name: string): Promise<void> {
    await this.controllers.ensureNamespace(name);
  }

  /** A certificate authority of this run. */
  public authority(name: string): Authority {
    return new Authority(join(this.run.folder, 'authorities', name), name);
  }

  /** A file that every proxy has mounted; its path. */
  public mounted(name: string, content: string): string {
    const path = join(this.run.folder, 'mounted', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  /** A Node, for pods that are somewhere. */
  public async node(name: string, region: string, zone: string): Promise<void> {
    await this.controllers.ensureNode(name, { 'topology.kubernetes.io/region': region, 'topology.kubernetes.io/zone': zone });
  }

  /** Another istiod beside the first. */
  public istiod(options: IstiodOptions): Promise<Istiod> {
    const address = `10.244.0.${100 + this.lastControlAddress++}`;
    this.network.addControlAddress(address);
    return this.startIstiod(address, options);
  }

  /** Starts a pod and waits until its proxy is ready. */
  public async pod(options: PodOptions): Promise<Pod> {
    const istiod = options.istiod ?? this.firstIstiod!;
    const network = this.network.pod(`${options.name}.${options.namespace}`, options.namespace, { [istiod.host]: istiod.address });
    const object = await this.controllers.createPod(this.injection.inject(manifestOf(options)), network.address);
    const pod = new Pod(this.run, this.tools, network, object, options);
    this.pods.add(pod);
    await pod.startProxy(await this.controllers.identityOf(object), istiod);
    return pod;
  }

  public async removePod(pod: Pod): Promise<void> {
    pod.remove();
    this.pods.delete(pod);
    await this.controllers.deletePod(pod.object);
  }

  /** The pod of a Deployment: one, whatever its replicas are. Of a gateway Istio's injection tells that it is one. */
  public async deploy(namespace: string, deployment: string): Promise<Pod> {
    const { spec: { template } } = this.get('deployment', namespace, deployment);
    const isGateway = template.metadata.annotations?.['inject.istio.io/templates'] === 'gateway' || GATEWAY_NAME in template.metadata.labels;
    const env: { name: string; value: string }[] = template.spec.containers[0].env ?? [];
    return this.pod({
      name: deployment,
      namespace,
      labels: template.metadata.labels,
      annotations: template.metadata.annotations,
      serviceAccount: template.spec.serviceAccountName,
      ...isGateway ? { isGateway } : { demo: Object.fromEntries(env.map(({ name, value }) => [name, value])) },
    });
  }

  public hasPods(): boolean {
    return this.pods.size > 0;
  }

  /** A Prometheus that scrapes the proxies of these pods. */
  public async prometheus(binary: string, pods: readonly Pod[]): Promise<Prometheus> {
    return Prometheus.start(this.run, this.network.control, binary, pods, (url) => this.controlClient.call<Answer>('get', { url }));
  }

  /** What proxies did not take of what istiod sent them; a verdict about such a proxy would be about an older state. */
  public async refusedUpdates(): Promise<string[]> {
    const lists = await Promise.all([...this.pods].map(async (pod) => {
      const { body = '' } = await pod.admin(15000, '/stats?usedonly&filter=update_rejected');
      return body.split('\n').filter((line) => line && !line.endsWith(': 0')).map((line) => `${pod.name}: ${line}`);
    }));
    return lists.flat();
  }

  private async install(telemetry: KubernetesObject): Promise<void> {
    const { api } = this.plane;
    await api.post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'istio-system' } });
    this.must('apply', '--server-side', '-f', this.tools.crds);
    for (const name of ['istio', 'istio-sidecar-injector']) {
      await api.post('/api/v1/namespaces/istio-system/configmaps?fieldManager=istioctl', stockConfigMap(this.tools, name));
    }
    this.firstIstiod = await this.startIstiod(this.network.control.address);
    await until('Telemetry is served', () => api.apply('/apis/telemetry.istio.io/v1/namespaces/istio-system/telemetries/judge', telemetry));
  }

  private async startIstiod(address: string, options?: IstiodOptions): Promise<Istiod> {
    const istiod = new Istiod(this.run, this.tools, this.network.control, this.plane.kubeconfig, address, options);
    const ready = { url: istiod.readyUrl };
    await until(`${istiod.host} is ready`, async () => (await this.controlClient.call<Answer>('get', ready)).status === 200, {
      within: 60, alive: istiod.process,
    });
    return istiod;
  }

  private must(...args: string[]): string {
    const { ok, output } = this.kubectl(...args);
    if (!ok) throw new Error(`kubectl ${args.join(' ')}: ${output.trim()}`);
    return output;
  }
}

function manifestOf({ name, namespace, labels, annotations, serviceAccount = 'default', node = 'node', isGateway }: PodOptions): KubernetesObject {
  const container = isGateway ? { name: 'istio-proxy', image: 'auto' } : { name: 'app', image: 'none' };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels, annotations },
    spec: { serviceAccountName: serviceAccount, nodeName: node, containers: [container] },
  };
}

/** The user of the proxies may not enter every folder that a repository can lie in. */
function layDownFiles(run: Run, tools: Tools): void {
  const bin = join(run.folder, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const file of [tools.envoy, tools.pilotAgent, tools.bootstrapTemplate]) copyFileSync(file, join(bin, basename(file)));
  writePrograms(join(run.folder, 'programs'));
}
