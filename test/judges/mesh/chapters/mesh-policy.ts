import { strict as assert } from 'assert';
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { stringify } from 'yaml';
import { filesBelow } from '../../../../scripts/shared/files';
import { EgressLockdown, LockdownScope, MeshConfigTarget, OutboundTrafficPolicyMode, Workloads } from '../../../../src';
import { type KubernetesObject } from '../harness/cluster/api';
import { type Mesh } from '../harness/mesh';
import { type Pod } from '../harness/pod';
import { until } from '../harness/wait';
import { HTTP_ON_PORT_9306, IMPORTS_ONLY, SERVICE_ON_PORT_80 } from './manifests';
import { type Chapter, inMesh, type Stage } from './story';
import { type ProgramOptions, synthesized } from './synthesized';

const { ALLOW_ANY, REGISTRY_ONLY } = OutboundTrafficPolicyMode;

const URL = 'http://example.com/';
const OPEN = '200 from example.com';
const CLOSED = 'closed';

const ROOT_NAMESPACE = 'istio-system';
const REVISION = 'canary';
const SHARED = 'istio-shared-config';

export const meshPolicy: Chapter = {
  title: 'Where the policy is stored: it restricts and allows again, everywhere',
  tell: (stage) => inMesh(stage, (mesh) => new Telling(stage, mesh).tell()),
};

class Telling {
  private web!: Pod;
  private checkout!: Pod;
  private other!: Pod;

  constructor(private readonly stage: Stage, private readonly mesh: Mesh) {}

  public async tell(): Promise<void> {
    await this.mesh.internet.serve('example.com', { address: '203.0.113.20' });
    [this.web, this.checkout, this.other] = await Promise.all([
      this.mesh.pod({ name: 'web', namespace: 'shop', labels: { app: 'web' } }),
      this.mesh.pod({ name: 'checkout', namespace: 'shop', labels: { app: 'checkout' } }),
      this.mesh.pod({ name: 'other', namespace: 'elsewhere', labels: { app: 'other' } }),
    ]);
    await this.workloadSidecar();
    await this.namespaceSidecar();
    await this.rootSidecar();
    await this.revisionedConfigMap();
    await this.sharedConfigMap();
    await this.configMap();
    await this.badMoment();
    await this.stockConfigMap();
  }

  private async workloadSidecar(): Promise<void> {
    this.section('LockdownScope.workloads(): a Sidecar with a workloadSelector');
    const scope = () => LockdownScope.workloads(Workloads.select({ namespace: 'shop', labels: { app: 'checkout' } }));
    await this.restricts(scope, [this.checkout], [this.web, this.other]);
    await this.allowsAgain(scope, [this.checkout]);
    await this.takeBack(scope);
  }

  private async namespaceSidecar(): Promise<void> {
    this.section('LockdownScope.namespace(): the Sidecar of a namespace');
    const scope = () => LockdownScope.namespace('shop');
    await this.restricts(scope, [this.web, this.checkout], [this.other]);
    await this.allowsAgain(scope, [this.web, this.checkout]);
    await this.takeBack(scope);
  }

  private async rootSidecar(): Promise<void> {
    this.section('MeshConfigTarget.rootSidecar(): the Sidecar of the root namespace');
    const scope = () => LockdownScope.mesh(MeshConfigTarget.rootSidecar());
    await this.restricts(scope, [this.web, this.other]);
    await this.mesh.apply(IMPORTS_ONLY);
    await this.check("lost: a team's Sidecar that only imports lifts it for the team's namespace", async () => {
      await hear(OPEN, this.web, this.checkout);
      await hear(CLOSED, this.other);
    });
    await this.mesh.delete(IMPORTS_ONLY);
    await this.check('it holds again without that Sidecar', () => hear(CLOSED, this.web));
    await this.allowsAgain(scope, [this.web, this.other]);
    await this.takeBack(scope);
  }

  private async revisionedConfigMap(): Promise<void> {
    this.section(`MeshConfigTarget.stockConfigMap() of revision ${REVISION}: the ConfigMap istio-${REVISION}`);
    const istiod = await this.mesh.istiod({ revision: REVISION });
    const canary = await this.mesh.pod({ name: 'canary', namespace: 'revisioned', istiod });
    const scope = () => LockdownScope.mesh(MeshConfigTarget.stockConfigMap({ deletable: true }));
    const options = { mesh: { revision: REVISION } };
    await this.restricts(scope, [canary], [this.other], options);
    await this.allowsAgain(scope, [canary], options);
    await this.mesh.applyClientSide(this.lockdown(scope, REGISTRY_ONLY, options));
    await hear(CLOSED, canary);
    await this.mesh.delete(this.lockdown(scope, REGISTRY_ONLY, options));
    await this.check('lost: the ConfigMap is deleted', () => hear(OPEN, canary));
    await this.mesh.applyClientSide(this.lockdown(() => LockdownScope.mesh(MeshConfigTarget.stockConfigMap()), REGISTRY_ONLY));
    await this.check('lost: the ConfigMap of another revision is changed, which says nothing to this one', async () => {
      await hear(CLOSED, this.other);
      await hear(OPEN, canary);
    });
    await this.mesh.applyClientSide(this.lockdown(() => LockdownScope.mesh(MeshConfigTarget.stockConfigMap()), ALLOW_ANY));
    await hear(OPEN, this.other);
    await this.mesh.removePod(canary);
    await istiod.stop();
  }

  private async sharedConfigMap(): Promise<void> {
    this.section(`MeshConfigTarget.sharedConfigMap(): the ConfigMap ${SHARED} beside that of istiod`);
    const revision = 'sharing';
    await this.mesh.apply(this.standardMap(revision, {}));
    const istiod = await this.mesh.istiod({ revision, sharedMeshConfig: SHARED });
    const sharing = await this.mesh.pod({ name: 'sharing', namespace: 'sharing', istiod });
    const scope = () => LockdownScope.mesh(MeshConfigTarget.sharedConfigMap(SHARED));
    await this.restricts(scope, [sharing], [this.other], { mesh: { revision } });
    await this.mesh.apply(this.standardMap(revision, { outboundTrafficPolicy: { mode: ALLOW_ANY } }));
    await this.check('lost: the standard ConfigMap names a policy, too', () => hear(OPEN, sharing));
    await this.mesh.apply(this.standardMap(revision, {}));
    await this.check('it holds again when that key is gone', () => hear(CLOSED, sharing));
    await this.allowsAgain(scope, [sharing], { mesh: { revision } });
    await this.mesh.apply(this.standardMap(revision, { outboundTrafficPolicy: {} }));
    await this.check('an empty policy in the standard ConfigMap is a policy, too: REGISTRY_ONLY', () => hear(CLOSED, sharing));
    await this.mesh.removePod(sharing);
    await istiod.stop();
  }

  private async configMap(): Promise<void> {
    this.section('MeshConfigTarget.configMap(): the ConfigMap istio, as it is, with another mode');
    const base = this.mesh.get('configmap', ROOT_NAMESPACE, 'istio');
    base.data.mesh += 'connectTimeout: 7s\n';
    const scope = () => LockdownScope.mesh(MeshConfigTarget.configMap({ base }));
    await this.restricts(scope, [this.web, this.other]);
    await this.check('what else it says is still there', async () => assert.match(this.meshConfig(), /^connectTimeout: 7s$/m));
    await this.allowsAgain(scope, [this.web, this.other]);
  }

  private async stockConfigMap(): Promise<void> {
    this.section('MeshConfigTarget.stockConfigMap(): the ConfigMap istio of a stock install');
    const scope = () => LockdownScope.mesh(MeshConfigTarget.stockConfigMap());
    await this.restricts(scope, [this.web, this.other]);
    await this.allowsAgain(scope, [this.web, this.other]);
    const restricted = this.lockdown(scope, REGISTRY_ONLY);
    await this.mesh.applyClientSide(restricted);
    await hear(CLOSED, this.web, this.other);
    await this.check('a mode that istiod does not know leaves the last one in force', async () => {
      const map = this.mesh.get('configmap', ROOT_NAMESPACE, 'istio');
      map.data.mesh = map.data.mesh.replace('REGISTRY_ONLY', 'NOBODY');
      await this.mesh.applyClientSide(this.written(map));
      // A later update has reached the proxies, and they still block.
      await this.mesh.apply(SERVICE_ON_PORT_80);
      await hear('502', this.web, this.other);
      assert.match(this.meshConfig(), /mode: NOBODY/);
      await this.mesh.delete(SERVICE_ON_PORT_80);
      await this.mesh.applyClientSide(restricted);
      await hear(CLOSED, this.web, this.other);
    });
    await this.check('kubectl delete -f leaves it in force: a finalizer keeps it', async () => {
      const { ok, output } = this.mesh.kubectl('delete', '--wait=false', '-f', restricted);
      assert.ok(ok, output);
      const { metadata } = this.mesh.get('configmap', ROOT_NAMESPACE, 'istio');
      await hear(CLOSED, this.web, this.other);
      return `${metadata.finalizers}, marked as deleted at ${metadata.deletionTimestamp}`;
    });
    await this.check('it is still read, and can be changed', async () => {
      await this.mesh.applyClientSide(this.lockdown(scope, ALLOW_ANY));
      await hear(OPEN, this.web, this.other);
      await this.mesh.applyClientSide(restricted);
      await hear(CLOSED, this.web, this.other);
    });
    await this.check('lost: the finalizer is taken away, and the map goes: the deletion cannot be called back', async () => {
      const patch = '{"metadata":{"finalizers":null}}';
      const { ok, output } = this.mesh.kubectl('patch', 'configmap', 'istio', '-n', ROOT_NAMESPACE, '--type=merge', '-p', patch);
      assert.ok(ok, output);
      await hear(OPEN, this.web, this.other);
    });
  }

  /** Of istiod's work on a change of mesh config nothing is left when it is merged with a change of endpoints. */
  private async badMoment(): Promise<void> {
    this.section('A change of the mode in the same moment as a change of endpoints');
    const scope = () => LockdownScope.mesh(MeshConfigTarget.stockConfigMap());
    await this.mesh.apply(SERVICE_ON_PORT_80);
    // The first endpoint of a service is a change of the service.
    await this.mesh.applyClientSide(this.written(endpointOfIngress('10.244.99.1')));
    await this.knowsEndpoint('10.244.99.1');
    const address = '10.244.99.2';
    const endpointAndMode = join(this.stage.folder, 'endpoint-and-mode.yaml');
    writeFileSync(endpointAndMode, [stringify(endpointOfIngress(address)), ...yamlIn(this.lockdown(scope, REGISTRY_ONLY))].join('---\n'));
    await this.mesh.applyClientSide(endpointAndMode);
    await this.knowsEndpoint(address);
    await this.mesh.apply(HTTP_ON_PORT_9306);
    // Whether the mode is late by then is a race of a tenth of a second in istiod, and both ends of it were seen.
    await this.check('the mode arrives with the next thing that istiod has to send, at the latest', () => hear('502', this.other));
    await this.mesh.delete(HTTP_ON_PORT_9306);
    await this.mesh.delete(this.written(endpointOfIngress(address)));
    await this.mesh.delete(SERVICE_ON_PORT_80);
    await this.mesh.applyClientSide(this.lockdown(scope, ALLOW_ANY));
    await hear(OPEN, this.other);
  }

  private async knowsEndpoint(address: string): Promise<void> {
    await until('the proxy knows the endpoint', async () => (await this.other.admin(15000, '/clusters')).body?.includes(address));
  }

  private async restricts(scope: () => LockdownScope, pods: Pod[], others: Pod[] = [], options: ProgramOptions = {}): Promise<void> {
    await hear(OPEN, ...pods);
    await this.mesh.applyClientSide(this.lockdown(scope, REGISTRY_ONLY, options));
    await this.check(`REGISTRY_ONLY restricts ${names(pods)}${others.length > 0 ? `, and not ${names(others)}` : ''}`, async () => {
      await hear(CLOSED, ...pods);
      await hear(OPEN, ...others);
    });
  }

  private async allowsAgain(scope: () => LockdownScope, pods: Pod[], options: ProgramOptions = {}): Promise<void> {
    await this.mesh.applyClientSide(this.lockdown(scope, ALLOW_ANY, options));
    await this.check(`ALLOW_ANY opens it for ${names(pods)}`, () => hear(OPEN, ...pods));
  }

  /** Deletes what the program wrote: for the policies that are objects of their own. */
  private async takeBack(scope: () => LockdownScope): Promise<void> {
    await this.mesh.delete(this.lockdown(scope, ALLOW_ANY));
  }

  private lockdown(scope: () => LockdownScope, mode: OutboundTrafficPolicyMode, options: ProgramOptions = {}): string {
    return synthesized(this.stage, (chart) => new EgressLockdown(chart, 'lockdown', { scope: scope(), mode }), options);
  }

  /** The ConfigMap of an istiod of that revision, as an installer writes it. */
  private standardMap(revision: string, more: object): string {
    const mesh = { rootNamespace: ROOT_NAMESPACE, trustDomain: 'cluster.local', ...more };
    return this.written({
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `istio-${revision}`, namespace: ROOT_NAMESPACE }, data: { mesh: stringify(mesh) },
    });
  }

  private written(object: KubernetesObject): string {
    const path = join(this.stage.folder, 'object.yaml');
    writeFileSync(path, stringify(object));
    return path;
  }

  private meshConfig(): string {
    return this.mesh.get('configmap', ROOT_NAMESPACE, 'istio').data.mesh;
  }

  private section(title: string): void {
    this.stage.story.section(title);
  }

  private check(claim: string, look: () => Promise<string | void>): Promise<void> {
    return this.stage.story.check(claim, look);
  }
}

function endpointOfIngress(address: string): KubernetesObject {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'ingress-more', namespace: ROOT_NAMESPACE, labels: { 'kubernetes.io/service-name': 'ingress' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports: [{ name: 'http2', port: 8080, protocol: 'TCP' }],
  };
}

function yamlIn(folder: string): string[] {
  return filesBelow(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
}

async function hear(expected: string, ...pods: Pod[]): Promise<void> {
  await Promise.all(pods.map((pod) => pod.hears(expected, URL)));
}

function names(pods: readonly Pod[]): string {
  return pods.map(({ name }) => name).join(' and ');
}
