import { type ChildProcess } from 'child_process';
import { once } from 'events';
import { mkdirSync } from 'fs';
import { join } from 'path';
import { type Namespace } from '../machine/namespace';
import { type Run } from '../machine/run';
import { type Tools } from './tools';

export interface IstiodOptions {
  /** It reads the ConfigMap `istio-<revision>` then. */
  readonly revision?: string;
  /** A ConfigMap beside its own. */
  readonly sharedMeshConfig?: string;
}

/** Istio's control plane. Several can run side by side, each at an address of its own. */
export class Istiod {
  public readonly process: ChildProcess;

  /** By which name proxies find it, as in a cluster. */
  public readonly host: string;

  constructor(
    run: Run, tools: Tools, namespace: Namespace, kubeconfig: string,
    public readonly address: string, { revision, sharedMeshConfig }: IstiodOptions = {},
  ) {
    const name = revision ? `istiod-${revision}` : 'istiod';
    this.host = `${name}.istio-system.svc`;
    // It looks for files of its installation, below its working directory too.
    const cwd = join(run.folder, name);
    mkdirSync(cwd, { recursive: true });
    this.process = namespace.start(name, tools.pilotDiscovery, [
      'discovery', '--kubeconfig', kubeconfig, '--registries', 'Kubernetes',
      '--grpcAddr', '', '--secureGRPCAddr', `${address}:15012`, '--httpAddr', `${address}:8080`,
      '--httpsAddr', '', '--monitoringAddr', `${address}:15014`,
    ], {
      cwd,
      env: {
        POD_NAMESPACE: 'istio-system',
        POD_NAME: `${name}-0`,
        PILOT_CERT_PROVIDER: 'istiod',
        // Filters that only Istio's own build of Envoy has.
        PILOT_ENABLE_METADATA_EXCHANGE: 'false',
        PILOT_ENABLE_ALPN_FILTER: 'false',
        ...(revision && { REVISION: revision }),
        ...(sharedMeshConfig && { SHARED_MESH_CONFIG: sharedMeshConfig }),
      },
    });
  }

  public async stop(): Promise<void> {
    const gone = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await gone;
  }

  public get readyUrl(): string {
    return `http://${this.address}:8080/ready`;
  }
}
