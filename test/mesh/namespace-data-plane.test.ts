import { ApiObject, App, Chart } from 'cdk8s';
import { DataPlane, IstioMesh } from '../../src';
import { viewOf } from '../../src/app/final-checks';
import { dataPlaneOfLabels, dataPlaneOfNamespace } from '../../src/mesh/namespace-data-plane';

const [SIDECAR, AMBIENT] = [DataPlane.SIDECAR, DataPlane.AMBIENT];

test.each<[Record<string, string>, DataPlane | undefined]>([
  [{}, undefined],
  [{ 'istio.io/dataplane-mode': 'ambient' }, AMBIENT],
  [{ 'istio.io/dataplane-mode': 'none' }, undefined],
  [{ 'istio-injection': 'enabled' }, SIDECAR],
  [{ 'istio-injection': 'disabled' }, undefined],
  [{ 'sidecar.istio.io/inject': 'true' }, SIDECAR],
  [{ 'sidecar.istio.io/inject': 'false' }, undefined],
  [{ 'istio.io/rev': 'canary' }, SIDECAR],
])('labels %j', (labels, dataPlane) => {
  expect(dataPlaneOfLabels(labels)).toEqual(dataPlane);
});

describe('a namespace', () => {
  test('follows the mesh, its own Namespace before that, and what the mesh says of it first', () => {
    const app = new App();
    const chart = new Chart(app, 'chart');
    const mesh = new IstioMesh(app, 'mesh', { dataPlane: SIDECAR, namespaceDataPlanes: { declared: SIDECAR, elsewhere: AMBIENT } });
    for (const name of ['labelled', 'declared']) {
      new ApiObject(chart, name, { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'istio.io/dataplane-mode': 'ambient' } } });
    }
    new ApiObject(chart, 'bare', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'bare' } });

    const planes = ['unknown', 'bare', 'labelled', 'declared', 'elsewhere'].map((name) => dataPlaneOfNamespace(name, mesh, viewOf(app)));

    expect(planes).toEqual([SIDECAR, SIDECAR, AMBIENT, SIDECAR, AMBIENT]);
  });

  test('is another one in another mesh', () => {
    const app = new App();
    const [one, other] = [new Chart(app, 'one'), new Chart(app, 'other')];
    const [ofOne, ofOther] = [new IstioMesh(one, 'mesh'), new IstioMesh(other, 'mesh')];
    new ApiObject(one, 'shop', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'istio.io/dataplane-mode': 'ambient' } } });

    expect(dataPlaneOfNamespace('shop', ofOne, viewOf(app))).toEqual(AMBIENT);
    expect(dataPlaneOfNamespace('shop', ofOther, viewOf(app))).toEqual(SIDECAR);
  });
});
