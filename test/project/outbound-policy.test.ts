import { type Document, outboundPolicy } from '../../scripts/synth/outbound-policy';

const policy = (mode?: string) => ({ outboundTrafficPolicy: mode ? { mode } : {} });

function configMap(name: string, mesh: string): Document {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'istio-system' }, data: { mesh } };
}

function sidecar(name: string, spec: object): Document {
  return { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name, namespace: 'shop' }, spec };
}

test.each<[string, Document[]]>([
  ["ALLOW_ANY (Istio's default)", []],
  ["ALLOW_ANY (Istio's default)", [configMap('istio', 'accessLogFile: /dev/stdout\n')]],
  ["ALLOW_ANY (Istio's default)", [{ kind: 'ConfigMap', metadata: { name: 'other' }, data: { key: 'value' } }]],
  ['REGISTRY_ONLY (ConfigMap istio-system/istio)', [configMap('istio', 'outboundTrafficPolicy:\n  mode: REGISTRY_ONLY\n')]],
  ['ALLOW_ANY (Helm values)', [{ meshConfig: policy('ALLOW_ANY') }]],
  ['REGISTRY_ONLY (IstioOperator control-plane)', [
    { kind: 'IstioOperator', metadata: { name: 'control-plane' }, spec: { meshConfig: policy('REGISTRY_ONLY') } },
  ]],
  ['REGISTRY_ONLY (Istio default)', [
    { apiVersion: 'sailoperator.io/v1', kind: 'Istio', metadata: { name: 'default' }, spec: { values: { meshConfig: policy('REGISTRY_ONLY') } } },
  ]],
  ['REGISTRY_ONLY (Istio istio-system/mesh)', [
    { apiVersion: 'istio.banzaicloud.io/v1beta1', kind: 'Istio', metadata: { name: 'mesh', namespace: 'istio-system' }, spec: policy('REGISTRY_ONLY') },
  ]],
  ['ALLOW_ANY (IstioControlPlane istio-system/mesh)', [
    { kind: 'IstioControlPlane', metadata: { name: 'mesh', namespace: 'istio-system' }, spec: { meshConfig: policy('ALLOW_ANY') } },
  ]],
])('%s', (expected, documents) => {
  expect(outboundPolicy(documents)).toEqual([expected]);
});

test('a policy without a mode is REGISTRY_ONLY, as it is for Istio', () => {
  expect(outboundPolicy([{ meshConfig: policy() }])).toEqual(['REGISTRY_ONLY (Helm values)']);
});

test('an object that is applied again replaces itself', () => {
  expect(outboundPolicy([configMap('istio', 'outboundTrafficPolicy: { mode: REGISTRY_ONLY }'), configMap('istio', 'outboundTrafficPolicy: { mode: ALLOW_ANY }')]))
    .toEqual(['ALLOW_ANY (ConfigMap istio-system/istio)']);
  expect(outboundPolicy([sidecar('default', policy('REGISTRY_ONLY')), sidecar('default', {})])).toEqual(["ALLOW_ANY (Istio's default)"]);
});

test('values that say nothing of the policy leave it as it is', () => {
  expect(outboundPolicy([{ meshConfig: policy('REGISTRY_ONLY') }, { global: {} }])).toEqual(['REGISTRY_ONLY (Helm values)']);
});

test('the mesh has one policy, the last that was said; each Sidecar has its own', () => {
  expect(outboundPolicy([
    sidecar('default', policy('REGISTRY_ONLY')),
    sidecar('etl', { workloadSelector: { labels: { app: 'etl' } }, ...policy('ALLOW_ANY') }),
    sidecar('quiet', {}),
    { meshConfig: policy('ALLOW_ANY') },
    configMap('istio-1-31', 'outboundTrafficPolicy: { mode: REGISTRY_ONLY }'),
  ])).toEqual(['REGISTRY_ONLY (ConfigMap istio-system/istio-1-31)', 'Sidecar shop/default: REGISTRY_ONLY', 'Sidecar shop/etl [app=etl]: ALLOW_ANY']);
});

test('who goes past the proxy is named', () => {
  const workload = (name: string, annotations: object) => ({
    kind: 'Deployment', metadata: { name, namespace: 'shop' }, spec: { template: { metadata: { annotations } } },
  });
  expect(outboundPolicy([
    workload('etl', { 'traffic.sidecar.istio.io/excludeOutboundIPRanges': '10.20.0.0/16' }),
    workload('web', { 'traffic.sidecar.istio.io/excludeInboundPorts': '9090' }),
    { global: { proxy: { includeIPRanges: '10.0.0.0/8' } } },
    { global: { proxy: {} } },
  ])).toEqual(["ALLOW_ANY (Istio's default)", 'bypass in Deployment shop/etl', 'bypass in Helm values']);
});
