import { Chart } from 'cdk8s';
import { parse } from 'yaml';
import { EgressApp, EgressLockdown, IstioMesh, type IstioMeshProps, IstioVersion, LockdownScope, MeshConfigTarget, OutboundTrafficPolicyMode } from '../../../src';
import { lockMesh, manifestsOf, refusalOf } from '../lockdowns';

function newChart(props: IstioMeshProps = {}): Chart {
  const app = new EgressApp();
  new IstioMesh(app, 'mesh', { version: IstioVersion.V1_31, ...props });
  return new Chart(app, 'chart');
}

describe.each(Object.values(OutboundTrafficPolicyMode))('%s', (mode) => {
  test.each<[string, IstioMeshProps]>([
    ['stock', {}],
    ['revision and root namespace', { revision: 'canary', rootNamespace: 'istio-config' }],
  ])('%s', (_name, props) => {
    const chart = newChart(props);
    const { files } = lockMesh(chart, MeshConfigTarget.istioOperator('mesh/operator.yaml'), mode);
    expect(files.map(({ path }) => path)).toEqual(['mesh/operator.yaml']);
    expect(parse(files[0].content).spec.meshConfig).toEqual({ outboundTrafficPolicy: { mode } });
    expect(files[0].content).toMatchSnapshot();
    expect(manifestsOf(chart)).toEqual([]);
  });
});

test('revision and root namespace are those of the mesh', () => {
  const { files } = lockMesh(newChart({ revision: 'canary', rootNamespace: 'istio-config' }), MeshConfigTarget.istioOperator('operator.yaml'));
  expect(parse(files[0].content).spec).toMatchObject({ revision: 'canary', values: { global: { istioNamespace: 'istio-config' } } });
});

test('a file has one owner', () => {
  const chart = newChart();
  lockMesh(chart, MeshConfigTarget.istioOperator('operator.yaml'));
  expect(refusalOf(() => new EgressLockdown(chart, 'other', { scope: LockdownScope.mesh(MeshConfigTarget.istioOperator('./operator.yaml')) })))
    .toEqual("chart/other: file 'operator.yaml' has another owner already, chart/lockdown; use another path");
});

test('the assurance says when it holds', () => {
  expect(lockMesh(newChart(), MeshConfigTarget.istioOperator('operator.yaml')).assurance.reasons[0]).toEqual(
    "It holds once 'istioctl install' has run with operator.yaml and the other files of the installation.");
});
