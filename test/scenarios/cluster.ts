/** An object as the API server has it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  readonly spec?: any;
  readonly data?: any;
  readonly [field: string]: any;
}

/** Ports of a Service by name; Istio reads the protocol off the name. */
export type ServicePorts = Record<string, number>;

/** A Service that somebody else runs, with a pod behind it. */
export function service(name: string, namespace: string, ports: ServicePorts): KubernetesObject[] {
  const labels = { app: name };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace, labels },
      spec: { selector: labels, ports: Object.entries(ports).map(([port, number]) => ({ name: port, port: number, targetPort: number })) },
    },
    pod(name, namespace, labels),
  ];
}

/** A pod that runs. */
export function pod(name: string, namespace: string, labels: Record<string, string>): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels },
    spec: { containers: [{ name: 'application', image: 'example.com/application:1' }] },
  };
}

/**
 * The objects that a cluster has after these were applied: what the API server and the controllers of Kubernetes add to them,
 * as far as Istio looks at it. Namespaces, pods of Deployments, addresses of Services and pods, endpoints.
 */
export function asStored(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const deployments = objects.filter(({ kind, spec }) => kind === 'Deployment' && spec.replicas !== 0);
  const pods = [...objects.filter(({ kind }) => kind === 'Pod'), ...deployments.map(podOf)].map(running);
  const services = objects.filter(({ kind }) => kind === 'Service').map(withClusterIp);
  return [
    ...missingNamespaces(objects),
    ...objects.filter(({ kind }) => kind !== 'Service' && kind !== 'Pod'),
    ...services,
    ...pods,
    ...services.map((one) => endpointsOf(one, pods)),
  ];
}

function missingNamespaces(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const there = new Set(objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name));
  const used = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []));
  return [...used].filter((name) => !there.has(name)).map((name) => ({
    apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'istio-injection': 'enabled' } },
  }));
}

/** One is enough, also where the Deployment asks for several. */
function podOf({ metadata, spec }: KubernetesObject): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...spec.template.metadata, name: `${metadata.name}-0`, namespace: metadata.namespace },
    spec: spec.template.spec,
  };
}

/** Scheduled, and with the proxy that the injector gives it. */
function running(object: KubernetesObject, number: number): KubernetesObject {
  const podIP = `10.244.1.${number + 1}`;
  const proxy = { name: 'istio-proxy', image: 'docker.io/istio/proxyv2:1.31.0' };
  return {
    ...object,
    spec: { ...object.spec, containers: [...object.spec.containers, proxy], nodeName: 'node-1' },
    status: { phase: 'Running', podIP, podIPs: [{ ip: podIP }], conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

function withClusterIp(object: KubernetesObject, number: number): KubernetesObject {
  return { ...object, spec: { clusterIP: `10.96.0.${number + 1}`, ...object.spec } };
}

function endpointsOf({ metadata, spec }: KubernetesObject, pods: readonly KubernetesObject[]): KubernetesObject {
  const selected = pods.filter((candidate) => candidate.metadata.namespace === metadata.namespace
    && Object.entries(spec.selector ?? {}).every(([key, value]) => candidate.metadata.labels?.[key] === value));
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `${metadata.name}-1`, namespace: metadata.namespace, labels: { 'kubernetes.io/service-name': metadata.name } },
    addressType: 'IPv4',
    ports: spec.ports.map((port: any) => ({ name: port.name, port: port.targetPort ?? port.port, protocol: 'TCP' })),
    endpoints: selected.map((one) => ({
      addresses: [one.status.podIP],
      conditions: { ready: true },
      targetRef: { kind: 'Pod', name: one.metadata.name, namespace: metadata.namespace },
    })),
  };
}
