import { MeshConfigTarget } from '../../src';
import { lockMesh, newChart, untyped } from './lockdowns';

test.each<[MeshConfigTarget, string]>([
  [MeshConfigTarget.stockConfigMap(), 'MeshConfigTarget.stockConfigMap()'],
  [MeshConfigTarget.configMap({ base: {} }), 'MeshConfigTarget.configMap()'],
  [MeshConfigTarget.helmValues('values.yaml'), "MeshConfigTarget.helmValues('values.yaml')"],
  [MeshConfigTarget.istioOperator('operator.yaml'), "MeshConfigTarget.istioOperator('operator.yaml')"],
  [MeshConfigTarget.sailIstio('default'), "MeshConfigTarget.sailIstio('default')"],
  [MeshConfigTarget.istioControlPlane('cp'), "MeshConfigTarget.istioControlPlane('cp')"],
  [MeshConfigTarget.banzaiIstio('mesh'), "MeshConfigTarget.banzaiIstio('mesh')"],
  [MeshConfigTarget.sharedConfigMap('policy'), "MeshConfigTarget.sharedConfigMap('policy')"],
  [MeshConfigTarget.aks('asm-1-28'), "MeshConfigTarget.aks('asm-1-28')"],
  [MeshConfigTarget.rootSidecar(), 'MeshConfigTarget.rootSidecar()'],
  [MeshConfigTarget.sailIstio(untyped(undefined)), 'MeshConfigTarget.sailIstio(undefined)'],
])('%s reads as it is written', (target, sentence) => {
  expect(`${target}`).toEqual(sentence);
});

test('one target serves several apps', () => {
  const target = MeshConfigTarget.stockConfigMap();
  const names = [newChart(), newChart()].map((chart) => lockMesh(chart, target).node.findAll().length);
  expect(names).toEqual([2, 2]);
});
