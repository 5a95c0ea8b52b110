import { type Chart } from 'cdk8s';
import { EgressLockdown, IstioMesh, IstioVersion, LockdownScope, MeshConfigTarget } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type KubernetesObject, service } from './cluster';
import { type Scenario, type World } from './scenario';

interface Place {
  readonly name: string;
  readonly where: string;
  readonly target: () => MeshConfigTarget;
  /** What has to be known about the installation. */
  readonly declare?: (chart: Chart) => void;
  /** How the lockdown is lost there without anybody saying so. */
  readonly lost?: World;
}

/** Sidecars replace each other, they do not add up: this one says nothing about who may leave, and so the mesh config decides. */
const importsOnly: KubernetesObject = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'Sidecar',
  metadata: { name: 'default', namespace: 'warehouse' },
  spec: { egress: [{ hosts: ['./*', 'istio-system/*'] }] },
};

const PLACES: readonly Place[] = [
  {
    name: 'revisioned-config-map',
    where: 'the ConfigMap of a revision',
    target: () => MeshConfigTarget.stockConfigMap(),
    declare: (chart) => new IstioMesh(chart, 'mesh', { version: IstioVersion.V1_31, revision: 'canary' }),
  },
  {
    name: 'own-config-map',
    where: 'the ConfigMap of an installation with a mesh config of its own',
    target: () => MeshConfigTarget.configMap({
      base: 'accessLogFile: /dev/stdout\n# who may leave\noutboundTrafficPolicy:\n  mode: ALLOW_ANY\ntrustDomain: example.com\n',
    }),
  },
  { name: 'helm-values', where: 'the values of the istiod chart', target: () => MeshConfigTarget.helmValues('mesh/istiod-values.yaml') },
  { name: 'istio-operator', where: 'an IstioOperator file', target: () => MeshConfigTarget.istioOperator('mesh/operator.yaml') },
  { name: 'sail', where: 'the Istio resource of the Sail operator', target: () => MeshConfigTarget.sailIstio('default') },
  { name: 'istio-control-plane', where: 'an IstioControlPlane', target: () => MeshConfigTarget.istioControlPlane('icp') },
  { name: 'banzai', where: 'the Istio resource of the Banzai operator', target: () => MeshConfigTarget.banzaiIstio('mesh') },
  { name: 'shared-config-map', where: 'a shared ConfigMap', target: () => MeshConfigTarget.sharedConfigMap('egress-policy') },
  { name: 'aks', where: 'the shared ConfigMap of AKS', target: () => MeshConfigTarget.aks('asm-1-28') },
  {
    name: 'root-sidecar',
    where: 'a Sidecar in the root namespace',
    target: () => MeshConfigTarget.rootSidecar(),
    lost: {
      title: 'a team has a Sidecar that only imports',
      around: [...service('web', 'shop', { http: 80 }), importsOnly],
      calls: [
        from('warehouse').http('httpbin.org').passesThrough(),
        from('warehouse').dial('203.0.113.7', 5432).passesThrough(),
        from('shop').http('httpbin.org').isRefused(),
      ],
    },
  },
];

/** The same lockdown, stored in every place that there is for it. */
export const s02Places: readonly Scenario[] = PLACES.map(({ name, where, target, declare, lost }) => ({
  name: `s02-stored-in-${name}`,
  achieves: `the lockdown of the mesh is stored in ${where}`,
  define: (chart) => {
    declare?.(chart);
    new EgressLockdown(chart, 'policy', { scope: LockdownScope.mesh(target()) });
  },
  worlds: [{
    title: 'a service in the mesh speaks HTTP on port 80',
    around: service('web', 'shop', { http: 80 }),
    calls: [
      from('shop').http('httpbin.org').isRefused(),
      from('shop').tls('httpbin.org').isClosed(),
      from('shop').http('web').reaches('outbound|80||web.shop.svc.cluster.local'),
      from('warehouse').http('httpbin.org').isRefused(),
      from('warehouse').dial('203.0.113.7', 5432).isClosed(),
      from('warehouse').http('web.shop').reaches('outbound|80||web.shop.svc.cluster.local'),
    ],
  }, ...lost ? [lost] : []],
}));
