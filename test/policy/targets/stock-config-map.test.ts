import { parse } from 'yaml';
import { DataPlane, IstioVersion, type IstioMeshProps, MeshConfigTarget, OutboundTrafficPolicyMode } from '../../../src';
import { chartInMesh, lockMesh, manifestsOf, newChart, refusalOf, untyped } from '../lockdowns';

const { REGISTRY_ONLY, ALLOW_ANY, ALLOW_ANY_DYNAMIC_DNS } = OutboundTrafficPolicyMode;

function written(props: IstioMeshProps = {}, mode?: OutboundTrafficPolicyMode): any {
  const chart = chartInMesh(props);
  lockMesh(chart, MeshConfigTarget.stockConfigMap(), mode);
  return manifestsOf(chart)[0];
}

/** What `helm template` and istioctl of Istio 1.31 render for the installations named here, letter by letter. */
const RENDERED = {
  stock: `defaultConfig:
  discoveryAddress: istiod.istio-system.svc:15012
defaultProviders:
  metrics:
  - prometheus
enablePrometheusMerge: true
rootNamespace: istio-system
trustDomain: cluster.local
`,
  revision: `defaultConfig:
  discoveryAddress: istiod-canary.istio-config.svc:15012
defaultProviders:
  metrics:
  - prometheus
enablePrometheusMerge: true
rootNamespace: istio-config
trustDomain: td.example
`,
  dnsCapture: `defaultConfig:
  discoveryAddress: istiod.istio-system.svc:15012
  proxyMetadata:
    ISTIO_META_DNS_CAPTURE: "true"
defaultProviders:
  metrics:
  - prometheus
enablePrometheusMerge: true
rootNamespace: istio-system
trustDomain: cluster.local
`,
  ambient: `defaultConfig:
  discoveryAddress: istiod.istio-system.svc:15012
  image:
    imageType: distroless
  proxyMetadata:
    ISTIO_META_ENABLE_HBONE: "true"
defaultProviders:
  metrics:
  - prometheus
enablePrometheusMerge: true
rootNamespace: istio-system
serviceScopeConfigs:
- scope: GLOBAL
  servicesSelector:
    matchExpressions:
    - key: istio.io/global
      operator: In
      values:
      - "true"
trustDomain: cluster.local
`,
};

const AMBIENT: IstioMeshProps = { dataPlane: DataPlane.AMBIENT, namespaceDataPlanes: { legacy: DataPlane.SIDECAR } };

describe('the mode is the only difference to what a stock install renders', () => {
  test.each<[string, IstioMeshProps, string]>([
    ['without a word about the mesh', {}, RENDERED.stock],
    ['with a revision, a root namespace and a trust domain',
      { revision: 'canary', rootNamespace: 'istio-config', trustDomain: 'td.example' }, RENDERED.revision],
    ['with DNS capture', { dnsCapture: true }, RENDERED.dnsCapture],
    ['in the ambient profile', AMBIENT, RENDERED.ambient],
  ])('%s', (_name, props, rendered) => {
    for (const mode of [REGISTRY_ONLY, ALLOW_ANY]) {
      expect(parse(written(props, mode).data.mesh)).toEqual({ ...parse(rendered), outboundTrafficPolicy: { mode } });
    }
  });

  test('on the same lines, so that a diff shows one change', () => {
    const lines = written().data.mesh.split('\n').filter((line: string) => !/outboundTrafficPolicy|mode:/.test(line));
    expect(lines.map((line: string) => line.trim())).toEqual(RENDERED.stock.split('\n').map((line) => line.trim()));
  });

  test('and the networks', () => {
    expect(written().data.meshNetworks).toEqual('networks: {}');
  });
});

describe('name and namespace', () => {
  test.each<[IstioMeshProps, string, string]>([
    [{}, 'istio', 'istio-system'],
    [{ revision: 'canary' }, 'istio-canary', 'istio-system'],
    [{ revision: 'default' }, 'istio', 'istio-system'],
    [{ rootNamespace: 'istio-config' }, 'istio', 'istio-config'],
  ])('of %j', (props, name, namespace) => {
    expect(written(props).metadata).toMatchObject({ name, namespace });
  });

  test('are not those of the chart', () => {
    const chart = newChart({ namespace: 'shop', labels: { team: 'platform' } });
    lockMesh(chart, MeshConfigTarget.stockConfigMap());
    expect(manifestsOf(chart)[0].metadata).toMatchObject({ name: 'istio', namespace: 'istio-system', labels: { team: 'platform' } });
  });
});

describe('deletion', () => {
  const kept = {
    annotations: {
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
      'helm.sh/resource-policy': 'keep',
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    },
    finalizers: ['cdk8s-istio-egress/keep-mesh-config'],
  };

  test.each<[string, MeshConfigTarget, object]>([
    ['is kept from the map', MeshConfigTarget.stockConfigMap(), kept],
    ['is kept from the map when false is said', MeshConfigTarget.stockConfigMap({ deletable: false }), kept],
    ['is possible on demand', MeshConfigTarget.stockConfigMap({ deletable: true }), {}],
  ])('%s', (_name, target, metadata) => {
    const chart = newChart();
    lockMesh(chart, target);
    expect(manifestsOf(chart)[0].metadata).toEqual({ name: 'istio', namespace: 'istio-system', ...metadata });
  });
});

describe('snapshots', () => {
  test.each<[string, IstioMeshProps, OutboundTrafficPolicyMode]>([
    ['stock', {}, REGISTRY_ONLY],
    ['stock', {}, ALLOW_ANY],
    ['stock', { version: IstioVersion.V1_31 }, ALLOW_ANY_DYNAMIC_DNS],
    ['revision', { revision: 'canary', version: IstioVersion.V1_30 }, REGISTRY_ONLY],
    ['DNS capture', { dnsCapture: true }, REGISTRY_ONLY],
    ['ambient', AMBIENT, REGISTRY_ONLY],
  ])('%s %j %s', (_name, props, mode) => {
    expect(written(props, mode)).toMatchSnapshot();
  });
});

describe('options that nobody would heed', () => {
  const NO_OPTIONS = 'is not an object; write one, such as { deletable: true }';

  test.each<[unknown, string]>([
    [null, `options null ${NO_OPTIONS}`],
    ['canary', `options 'canary' ${NO_OPTIONS}`],
    [{ deleteable: true }, "options has no 'deleteable'; it has deletable"],
    [{ deletable: 'false' }, "options.deletable 'false' is not true or false; write one, such as true"],
  ])('%j', (options, message) => {
    expect(refusalOf(() => MeshConfigTarget.stockConfigMap(untyped(options)))).toEqual(`MeshConfigTarget.stockConfigMap: ${message}`);
  });
});
