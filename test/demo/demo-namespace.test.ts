import { Chart, Testing } from 'cdk8s';
import { DemoApp } from '../../src/demo/demo-app';
import { DataPlane } from '../../src/mesh/data-plane';
import { IstioMesh, type IstioMeshProps } from '../../src/mesh/istio-mesh';
import { demoApp, manifestOf, manifestsOf } from './demo';

function labelsIn(mesh: IstioMeshProps): any {
  const chart = new Chart(Testing.app(), 'chart');
  new IstioMesh(chart, 'mesh', mesh);
  return manifestOf(new DemoApp(chart, 'demo'), 'Namespace', 'backyards-demo').metadata.labels;
}

test('a stock install injects by istio-injection', () => {
  expect(manifestsOf(demoApp())[0]).toEqual({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'backyards-demo', labels: { 'istio-injection': 'enabled' } },
  });
});

test.each<[IstioMeshProps, object]>([
  [{}, { 'istio-injection': 'enabled' }],
  [{ revision: 'default' }, { 'istio-injection': 'enabled' }],
  [{ revision: 'canary' }, { 'istio.io/rev': 'canary' }],
  [{ dataPlane: DataPlane.AMBIENT }, { 'istio.io/dataplane-mode': 'ambient' }],
  [{ dataPlane: DataPlane.AMBIENT, revision: 'canary' }, { 'istio.io/dataplane-mode': 'ambient' }],
  [{ namespaceDataPlanes: { 'backyards-demo': DataPlane.AMBIENT } }, { 'istio.io/dataplane-mode': 'ambient' }],
  [{ namespaceDataPlanes: { other: DataPlane.AMBIENT } }, { 'istio-injection': 'enabled' }],
])('mesh %j', (mesh, labels) => {
  expect(labelsIn(mesh)).toEqual(labels);
});

test('the mesh may be declared afterwards', () => {
  const demo = demoApp();
  new IstioMesh(Chart.of(demo), 'mesh', { revision: 'canary' });
  expect(manifestsOf(demo)[0].metadata.labels).toEqual({ 'istio.io/rev': 'canary' });
});

test('the namespace and labels of a chart', () => {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'elsewhere', labels: { team: 'cinema' } });
  const demo = new DemoApp(chart, 'demo');
  expect(manifestsOf(demo)[0].metadata).toEqual({ name: 'backyards-demo', labels: { 'istio-injection': 'enabled', 'team': 'cinema' } });
  expect(new Set(manifestsOf(demo).slice(1).map(({ metadata }) => metadata.namespace))).toEqual(new Set(['backyards-demo']));
});
