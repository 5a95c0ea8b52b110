import { type Api, type KubernetesObject } from './api';
import { type NameServer } from './name-server';
import { type Identity, type PodOptions } from '../pod';
import { until } from '../wait';

const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const JUDGE = 'judge';
const NODE = 'node';

/** What kubelet, scheduler and the controllers of a cluster do, as far as a mesh depends on it. */
export class Controllers {
  constructor(private readonly api: Api, private readonly names: NameServer) {}

  /** Names for Services, and EndpointSlices that say which pods are behind them. */
  public async reconcile(): Promise<void> {
    const [services, pods] = await Promise.all([this.api.list('/api/v1/services'), this.api.list('/api/v1/pods')]);
    this.names.set(Object.fromEntries(services.filter(({ spec }) => spec.clusterIP !== 'None')
      .map(({ metadata, spec }) => [`${metadata.name}.${metadata.namespace}.svc.cluster.local`, spec.clusterIP])));
    for (const service of services.filter(({ spec }) => spec.selector)) {
      await this.writeEndpoints(service, pods.filter((pod) => selects(service, pod)));
    }
    await this.removeStaleEndpoints(services);
  }

  /** A running pod of that address. */
  public async createPod({ name, namespace, labels, annotations, serviceAccount = 'default', node }: PodOptions, address: string) {
    await this.ensureNamespace(namespace);
    if (!node) await this.ensureNode(NODE);
    await this.api.apply(`/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}`, {
      apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: serviceAccount },
    });
    const path = `/api/v1/namespaces/${namespace}/pods`;
    const pod = await this.api.post(path, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace, labels, annotations },
      spec: { serviceAccountName: serviceAccount, nodeName: node ?? NODE, containers: [{ name: 'app', image: 'none' }] },
    });
    await this.api.apply(`${path}/${name}/status`, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name },
      status: { phase: 'Running', podIP: address, podIPs: [{ ip: address }], conditions: [{ type: 'Ready', status: 'True' }] },
    });
    await this.reconcile();
    return pod;
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

  public async ensureNode(name: string, labels: Readonly<Record<string, string>> = {}): Promise<void> {
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
