import { asStored, pod, service } from './cluster';
import { applied, objectsIn } from './synthesized';

const deployment = (replicas?: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { replicas, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'example.com/web:1' }] } } },
});

test('services get addresses, pods get a proxy, and endpoints join the two', () => {
  const stored = asStored(service('web', 'shop', { http: 80 }));
  const slice = stored.find(({ kind }) => kind === 'EndpointSlice')!;
  expect(stored.find(({ kind }) => kind === 'Service')!.spec.clusterIP).toBe('10.96.0.1');
  expect(stored.find(({ kind }) => kind === 'Pod')!.spec.containers.map(({ name }: { name: string }) => name)).toEqual(['application', 'istio-proxy']);
  expect(slice.endpoints[0].addresses).toEqual(['10.244.1.1']);
  expect(slice.ports).toEqual([{ name: 'http', port: 80, protocol: 'TCP' }]);
});

test('a Deployment runs a pod, unless it asks for none', () => {
  expect(asStored([deployment()]).filter(({ kind }) => kind === 'Pod').map(({ metadata }) => metadata.name)).toEqual(['web-0']);
  expect(asStored([deployment(0)]).filter(({ kind }) => kind === 'Pod')).toEqual([]);
});

test('endpoints are pods of the namespace of the service', () => {
  const stored = asStored([...service('web', 'shop', { http: 80 }), pod('web', 'warehouse', { app: 'web' })]);
  expect(stored.find(({ kind }) => kind === 'EndpointSlice')!.endpoints).toHaveLength(1);
});

test('namespaces that nobody applied are there all the same', () => {
  expect(asStored([pod('web', 'shop', {})]).filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name)).toEqual(['shop']);
});

test('an object that is applied again replaces the one before it', () => {
  const map = (mesh: string, name = 'istio') => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'istio-system' }, data: { mesh } });
  const state = applied({ objects: [map('a'), map('b', 'other')], files: [{ path: 'x', content: '1' }] }, { objects: [map('c')], files: [{ path: 'x', content: '2' }] });
  expect(state.objects.map(({ data }) => data.mesh)).toEqual(['b', 'c']);
  expect(state.files).toEqual([{ path: 'x', content: '2' }]);
});

test('manifests are read as kubectl reads them', () => {
  expect(objectsIn('kind: a\nvalue: yes\n---\n---\nkind: b\n')).toEqual([{ kind: 'a', value: true }, { kind: 'b' }]);
});
