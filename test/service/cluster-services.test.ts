import { ClusterServices, IstioMesh } from '../../src';
import { chartInMesh, newChart } from '../helpers';

test.each([
  [ClusterServices.named('catalog', 'shop'), { namespace: 'shop', hosts: ['catalog.shop.svc.cluster.local'] }, 'catalog.shop'],
  [ClusterServices.inNamespace('shop'), { namespace: 'shop', hosts: ['*.shop.svc.cluster.local'] }, '*.shop'],
])('%s', (services, imported, text) => {
  expect(services._toImport(IstioMesh.of(newChart()))).toEqual(imported);
  expect(`${services}`).toEqual(text);
});

test('end on the domain of the mesh\'s cluster', () => {
  const mesh = IstioMesh.of(chartInMesh({ clusterDomain: 'k8s.example.com' }));

  expect(ClusterServices.named('catalog', 'shop')._toImport(mesh).hosts).toEqual(['catalog.shop.svc.k8s.example.com']);
});
