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

test('a Service without selector has the endpoints that somebody gives it', () => {
  const [web] = service('web', 'shop', { http: 80 });
  const stored = asStored([{ ...web, spec: { ...web.spec, selector: undefined } }, pod('web', 'shop', { app: 'web' })]);
  expect(stored.map(({ kind }) => kind)).not.toContain('EndpointSlice');
});

test('an ExternalName Service has no address and no endpoints', () => {
  const spec = { type: 'ExternalName', externalName: 'a.com', ports: [{ port: 80 }] };
  const alias = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'alias', namespace: 'shop' }, spec };
  expect(asStored([alias]).filter(({ kind }) => kind === 'Service' || kind === 'EndpointSlice')).toEqual([alias]);
});

test('namespaces that nobody applied are there all the same', () => {
  expect(asStored([pod('web', 'shop', {})]).filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name)).toEqual(['shop']);
});

describe('istiod deploys the Gateways of the Gateway API', () => {
  const gateway = (gatewayClassName: string, listener: object) => asStored([{
    apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'out', namespace: 'egress' }, spec: { gatewayClassName, listeners: [listener] },
  }]);

  test.each([
    ['istio-waypoint', { name: 'mesh', port: 15008, protocol: 'HBONE' }, 'out', 'istio.io/mesh-controller'],
    ['istio', { name: 'https-80', port: 80, protocol: 'HTTPS' }, 'out-istio', 'istio.io/gateway-controller'],
  ])('%s', (gatewayClass, listener, name, controllerName) => {
    const stored = gateway(gatewayClass, listener);
    const find = (kind: string) => stored.find((object) => object.kind === kind)!;
    expect(find('GatewayClass')).toMatchObject({ metadata: { name: gatewayClass }, spec: { controllerName } });
    expect(find('Gateway').status.addresses).toEqual([{ type: 'Hostname', value: `${name}.egress.svc.cluster.local` }]);
    expect(find('Service').metadata.name).toBe(name);
    expect(find('EndpointSlice').endpoints[0].addresses).toEqual(['10.244.1.1']);
  });

  test('but none of a class that is not its own', () => {
    expect(gateway('other', { name: 'http', port: 80, protocol: 'HTTP' }).map(({ kind }) => kind)).not.toContain('Service');
  });
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
