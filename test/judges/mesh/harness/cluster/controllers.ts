import { type Api, type KubernetesObject } from './api';
import { type NameServer } from './name-server';
import { type Identity } from '../pod';
import { until } from '../wait';

const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const JUDGE = 'judge';

/** What kubelet, scheduler and the controllers of a cluster do, as far as a mesh depends on it. */
export class Controllers {
  private reconciled: Promise<void> = Promise.resolve();

  constructor(private readonly api: Api, private readonly names: NameServer) {}

  /** Names for Services, and EndpointSlices that say which pods are behind them. */
  public reconcile(): Promise<void> {
    // One after the other: what one has read another may have changed when it writes.
    this.reconciled = this.reconciled.catch(() => undefined).then(() => this.reconcileOnce());
    return this.reconciled;
  }

  private async reconcileOnce(): Promise<void> {
    const [services, pods] = await Promise.all([this.api.list('/api/v1/services'), this.api.list('/api/v1/pods')]);
    this.names.set(Object.fromEntries(services.filter(({ spec }) => spec.clusterIP !== 'None')
      .map(({ metadata, spec }) => [`${metadata.name}.${metadata.namespace}.svc.cluster.local`, spec.clusterIP])));
    for (const service of services.filter(({ spec }) => spec.selector)) {
      await this.writeEndpoints(service, pods.filter((pod) => selects(service, pod)));
    }
    await this.removeStaleEndpoints(services);
  }

  /** Runs a pod, at that address. */
  public async createPod(pod: KubernetesObject, address: string): Promise<KubernetesObject> {
    const { metadata: { name, namespace }, spec: { serviceAccountName, nodeName } } = pod;
    await this.ensureNamespace(namespace);
    await this.ensureNode(nodeName);
    await this.api.apply(`/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccountName}`, {
      apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: serviceAccountName },
    });
    const path = `/api/v1/namespaces/${namespace}/pods`;
    const created = await this.api.post(path, pod);
    await this.api.apply(`${path}/${name}/status`, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name },
      status: { phase: 'Running', podIP: address, podIPs: [{ ip: address }], conditions: [{ type: 'Ready', status: 'True' }] },
    });
    await this.reconcile();
    return created;
  }

  public async deletePod({ metadata: { namespace, name } }: KubernetesObject): Promise<void> {
    await this.api.delete(`/api/v1/namespaces/${namespace}/pods/${name}`);
    await this.reconcile();
  }

  /** A token of the pod's service account, and the root certificate that istiod puts into each namespace. */
  public async identityOf({ metadata: { name, namespace, uid }, spec: { serviceAccountName } }: KubernetesObject): Promise<Identity> {
    const { status } = await this.api.post(`/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccountName}/token`, {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { audiences: ['istio-ca'], boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name, uid } },
    });
    const roots = await until(`namespace ${namespace} has Istio's root certificate`,
      () => this.api.find(`/api/v1/namespaces/${namespace}/configmaps/istio-ca-root-cert`));
    return { token: status.token, rootCertificate: roots.data['root-cert.pem'] };
  }

  public async ensureNamespace(name: string): Promise<void> {
    await this.api.apply(`/api/v1/namespaces/${name}`, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }

  /** Labels that it has already stay. */
  public async ensureNode(name: string, labels?: Readonly<Record<string, string>>): Promise<void> {
    if (!labels && await this.api.find(`/api/v1/nodes/${name}`)) return;
    await this.api.apply(`/api/v1/nodes/${name}`, { apiVersion: 'v1', kind: 'Node', metadata: { name, labels } });
  }

  private async removeStaleEndpoints(services: KubernetesObject[]): Promise<void> {
    for (const { metadata } of await this.api.list(`/apis/discovery.k8s.io/v1/endpointslices?labelSelector=${MANAGED_BY}%3D${JUDGE}`)) {
      const isBehind = (service: KubernetesObject) => service.metadata.namespace === metadata.namespace
        && service.metadata.name === metadata.labels['kubernetes.io/service-name'];
      if (!services.some(isBehind)) await this.api.delete(`/apis/discovery.k8s.io/v1/namespaces/${metadata.namespace}/endpointslices/${metadata.name}`);
    }
  }

  private async writeEndpoints({ metadata: { name, namespace }, spec }: KubernetesObject, pods: KubernetesObject[]): Promise<void> {
    await this.api.apply(`/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices/${name}-judge`, {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: `${name}-judge`, labels: { 'kubernetes.io/service-name': name, [MANAGED_BY]: JUDGE } },
      addressType: 'IPv4',
      endpoints: pods.map((pod) => ({
        addresses: [pod.status.podIP],
        conditions: { ready: true },
        targetRef: { kind: 'Pod', name: pod.metadata.name, namespace },
      })),
      ports: spec.ports.map((port: KubernetesObject) => ({ name: port.name, port: port.targetPort, protocol: port.protocol })),
    });
  }
}

function selects({ metadata, spec }: KubernetesObject, pod: KubernetesObject): boolean {
  return pod.metadata.namespace === metadata.namespace && pod.status.podIP
    && Object.entries(spec.selector).every(([key, value]) => pod.metadata.labels?.[key] === value);
}
