import { type KubernetesObject } from './cluster';

/** Names of what istiod's controller deploys for a Gateway, by class. */
const CLASSES: Record<string, { controller: string; managed: string; serviceOf: (name: string) => string }> = {
  'istio': { controller: 'istio.io/gateway-controller', managed: 'istio.io-gateway-controller', serviceOf: (name) => `${name}-istio` },
  'istio-waypoint': { controller: 'istio.io/mesh-controller', managed: 'istio.io-mesh-controller', serviceOf: (name) => name },
};

/**
 * What istiod's controllers make of the Gateways of the Gateway API, as far as Istio looks at it: their classes, a Service and a pod
 * for each, and its address in the status.
 */
export function withDeployedGateways(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const gateways = objects.filter(isDeployed);
  const classes = [...new Set(gateways.map(({ spec }) => spec.gatewayClassName as string))];
  return [
    ...classes.map(gatewayClass),
    ...objects.map((object) => (isDeployed(object) ? withAddress(object) : object)),
    ...gateways.flatMap(deployed),
  ];
}

function isDeployed({ apiVersion, kind, spec }: KubernetesObject): boolean {
  return apiVersion.startsWith('gateway.networking.k8s.io/') && kind === 'Gateway' && Object.hasOwn(CLASSES, spec.gatewayClassName);
}

function gatewayClass(name: string): KubernetesObject {
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GatewayClass', metadata: { name }, spec: { controllerName: CLASSES[name].controller } };
}

function withAddress(gateway: KubernetesObject): KubernetesObject {
  const { name, namespace } = gateway.metadata;
  const { serviceOf } = CLASSES[gateway.spec.gatewayClassName];
  return { ...gateway, status: { addresses: [{ type: 'Hostname', value: `${serviceOf(name)}.${namespace}.svc.cluster.local` }] } };
}

function deployed({ metadata: { name, namespace }, spec: { gatewayClassName, listeners } }: KubernetesObject): KubernetesObject[] {
  const { managed, serviceOf } = CLASSES[gatewayClassName];
  const labels = {
    'gateway.networking.k8s.io/gateway-name': name,
    'gateway.networking.k8s.io/gateway-class-name': gatewayClassName,
    'gateway.istio.io/managed': managed,
  };
  const service = serviceOf(name);
  const ports = listeners.map(({ name: listener, port, protocol }: any) => ({
    name: listener, port, targetPort: port, appProtocol: protocol.toLowerCase(),
  }));
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: service, namespace, labels },
      spec: { selector: { 'gateway.networking.k8s.io/gateway-name': name }, ports },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `${service}-0`, namespace, labels },
      spec: { serviceAccountName: service, containers: [] },
    },
  ];
}
