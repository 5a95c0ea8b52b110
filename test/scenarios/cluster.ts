import { withDeployedGateways } from './gateway-controller';

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
export function service(
  name: string, namespace: string, ports: ServicePorts, labels: Record<string, string> = { app: name },
): KubernetesObject[] {
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

/** The egress gateway that Istio's profiles install, as somebody else runs it. */
export function stockEgressGateway(): KubernetesObject[] {
  const labels = { app: 'istio-egressgateway', istio: 'egressgateway' };
  const namespace = 'istio-system';
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'istio-egressgateway', namespace, labels },
      spec: {
        selector: labels,
        ports: [
          { name: 'http2', port: 80, targetPort: 8080, protocol: 'TCP' },
          { name: 'https', port: 443, targetPort: 8443, protocol: 'TCP' },
        ],
      },
    },
    pod('istio-egressgateway', namespace, labels, { 'inject.istio.io/templates': 'gateway' }),
  ];
}

/** A pod that runs. */
export function pod(
  name: string, namespace: string, labels: Record<string, string>, annotations?: Record<string, string>,
): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels, annotations },
    spec: { containers: [{ name: 'application', image: 'example.com/application:1' }] },
  };
}

/** A namespace of the ambient mesh. */
export function ambientNamespace(name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'istio.io/dataplane-mode': 'ambient' } } };
}

/**
 * The objects that a cluster has after these were applied: what the API server and the controllers of Kubernetes and Istio add to
 * them, as far as Istio looks at it. Namespaces, gateways, pods of Deployments, addresses of Services and pods, endpoints.
 */
export function asStored(applied: readonly KubernetesObject[]): KubernetesObject[] {
  const objects = withDeployedGateways(applied);
  const deployments = objects.filter(({ kind, spec }) => kind === 'Deployment' && spec.replicas !== 0);
  const pods = [...objects.filter(({ kind }) => kind === 'Pod'), ...deployments.map(podOf)].map(running);
  const services = objects.filter(({ kind }) => kind === 'Service').map((one, number) => (isAlias(one) ? one : withClusterIp(one, number)));
  return [
    INJECTOR,
    ...[...missingNamespaces(objects), ...objects.filter(({ kind }) => kind === 'Namespace')].map(withNameLabel),
    ...objects.filter(({ kind }) => kind !== 'Namespace' && kind !== 'Service' && kind !== 'Pod'),
    ...services,
    ...pods,
    ...services.filter(({ spec }) => spec.selector).map((one) => endpointsOf(one, pods)),
  ];
}

/** The webhook of Istio's default revision, which gives pods their proxies; `istioctl analyze` asks whether it sees a pod. */
const INJECTOR: KubernetesObject = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name: 'istio-sidecar-injector', labels: { app: 'sidecar-injector', 'istio.io/rev': 'default' } },
  webhooks: [
    injector('namespace', [{ key: 'istio-injection', operator: 'In', values: ['enabled'] }],
      [{ key: 'sidecar.istio.io/inject', operator: 'NotIn', values: ['false'] }]),
    injector('object', [{ key: 'istio-injection', operator: 'DoesNotExist' }, { key: 'istio.io/rev', operator: 'DoesNotExist' }],
      [{ key: 'sidecar.istio.io/inject', operator: 'In', values: ['true'] }, { key: 'istio.io/rev', operator: 'DoesNotExist' }]),
  ],
};

function injector(prefix: string, namespaces: object[], pods: object[]): object {
  return {
    name: `${prefix}.sidecar-injector.istio.io`,
    clientConfig: { url: 'https://istiod.istio-system.svc:443/inject' },
    rules: [{ operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }],
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
    namespaceSelector: { matchExpressions: namespaces },
    objectSelector: { matchExpressions: pods },
  };
}

function missingNamespaces(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const there = new Set(objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name));
  const used = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []));
  return [...used].filter((name) => !there.has(name)).map((name) => ({
    apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'istio-injection': 'enabled' } },
  }));
}

/** By which selectors name a namespace. */
function withNameLabel({ metadata, ...namespace }: KubernetesObject): KubernetesObject {
  return { ...namespace, metadata: { ...metadata, labels: { ...metadata.labels, 'kubernetes.io/metadata.name': metadata.name } } } as KubernetesObject;
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

/** Scheduled, and with the proxy that the injector gives it; a gateway has no container but that. */
function running(object: KubernetesObject, number: number): KubernetesObject {
  const podIP = `10.244.1.${number + 1}`;
  const proxy = { name: 'istio-proxy', image: 'docker.io/istio/proxyv2:1.31.0' };
  const containers = object.spec.containers.filter(({ name }: { name: string }) => name !== proxy.name);
  return {
    ...object,
    spec: { ...object.spec, containers: [...containers, proxy], nodeName: 'node-1' },
    status: { phase: 'Running', podIP, podIPs: [{ ip: podIP }], conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

function withClusterIp(object: KubernetesObject, number: number): KubernetesObject {
  return { ...object, spec: { clusterIP: `10.96.0.${number + 1}`, ...object.spec } };
}

/** Another name for a host, and no address. */
function isAlias({ spec }: KubernetesObject): boolean {
  return spec.type === 'ExternalName';
}

function endpointsOf({ metadata, spec }: KubernetesObject, pods: readonly KubernetesObject[]): KubernetesObject {
  const selected = pods.filter((candidate) => candidate.metadata.namespace === metadata.namespace
    && Object.entries(spec.selector).every(([key, value]) => candidate.metadata.labels?.[key] === value));
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
