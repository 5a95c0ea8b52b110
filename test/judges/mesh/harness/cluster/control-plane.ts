import { type ChildProcess } from 'child_process';
import { generateKeyPairSync } from 'crypto';
import { writeFileSync } from 'fs';
import { join } from 'path';
import { stringify } from 'yaml';
import { runQuietly } from '../../../../../scripts/shared/shell';
import { Api } from './api';
import { type Namespace } from '../machine/namespace';
import { type Run } from '../machine/run';
import { type Tools } from './tools';
import { until } from '../wait';

const ETCD = 'http://127.0.0.1:2379';
const TOKEN = 'judge';

export interface KubectlResult {
  readonly ok: boolean;
  readonly output: string;
}

/** etcd and kube-apiserver. There are no nodes and no controllers: the judge does their work. */
export class ControlPlane {
  public readonly kubeconfig: string;
  public readonly api: Api;
  private readonly apiServer: ChildProcess;

  public static async start(run: Run, tools: Tools, namespace: Namespace): Promise<ControlPlane> {
    const plane = new ControlPlane(run, tools, namespace);
    await until('the API server is ready', async () => (await plane.api.get('/api/v1/namespaces/kube-system')).metadata.uid, {
      within: 90, alive: plane.apiServer,
    });
    return plane;
  }

  private constructor(private readonly run: Run, private readonly tools: Tools, private readonly namespace: Namespace) {
    this.kubeconfig = this.write('kubeconfig', stringify({
      'apiVersion': 'v1',
      'kind': 'Config',
      'clusters': [{ name: 'judge', cluster: { 'server': 'https://127.0.0.1:6443', 'insecure-skip-tls-verify': true } }],
      'users': [{ name: 'judge', user: { token: TOKEN } }],
      'contexts': [{ name: 'judge', context: { cluster: 'judge', user: 'judge' } }],
      'current-context': 'judge',
    }));
    const socket = join(run.folder, 'api.sock');
    this.api = new Api(socket);
    this.startEtcd();
    this.apiServer = this.startApiServer();
    namespace.start('kubectl-proxy', tools.kubectl, ['--kubeconfig', this.kubeconfig, 'proxy', `--unix-socket=${socket}`]);
  }

  /** What a user does. */
  public kubectl(...args: string[]): KubectlResult {
    const { ok, output } = runQuietly('ip', [
      'netns', 'exec', this.namespace.fullName, this.tools.kubectl, '--kubeconfig', this.kubeconfig, ...args,
    ]);
    return { ok, output };
  }

  private startEtcd(): void {
    this.namespace.start('etcd', this.tools.etcd, [
      '--data-dir', join(this.run.folder, 'etcd'),
      '--listen-client-urls', ETCD, '--advertise-client-urls', ETCD, '--listen-peer-urls', 'http://127.0.0.1:2380',
    ]);
  }

  private startApiServer(): ChildProcess {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = this.write('service-accounts.key', privateKey.export({ type: 'pkcs1', format: 'pem' }).toString());
    return this.namespace.start('kube-apiserver', this.tools.kubeApiserver, [
      `--etcd-servers=${ETCD}`,
      `--cert-dir=${join(this.run.folder, 'apiserver')}`,
      '--secure-port=6443', '--bind-address=127.0.0.1', `--advertise-address=${this.namespace.address}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-signing-key-file=${key}`, `--service-account-key-file=${key}`,
      `--token-auth-file=${this.write('tokens.csv', `${TOKEN},admin,admin,system:masters\n`)}`,
      '--authorization-mode=RBAC',
      '--service-cluster-ip-range=10.96.0.0/16',
      '--disable-admission-plugins=ServiceAccount',
    ]);
  }

  private write(file: string, content: string): string {
    const path = join(this.run.folder, file);
    writeFileSync(path, content);
    return path;
  }
}
