import { EgressGateway, EgressLockdown, EgressPort, ExportTo, GatewayHop, LockdownScope } from '../../../../src';
import { chartInMesh, complaintsOf, newChart, refusalOf } from '../../../helpers';
import { chartWithGateway, through, written } from '../gateways';

test('a gateway is six objects of one name, in its namespace', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'api.example.com');

  expect(chart.toJson().filter(({ metadata }) => metadata.namespace === 'istio-egress').map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'ServiceAccount egress-gateway', 'Deployment egress-gateway', 'Service egress-gateway', 'Gateway egress-gateway', 'DestinationRule egress-gateway',
  ]);
});

test('names, labels and annotations of the program are those of its objects', () => {
  const { chart, gateway } = chartWithGateway({
    metadata: { name: 'out', namespace: 'edge', labels: { team: 'platform' }, annotations: { note: 'x' } }, replicas: 5,
  });
  through(gateway, chart, 'api.example.com');

  expect([gateway.serviceName, gateway.namespace]).toEqual(['out', 'edge']);
  const ofPods = { app: 'out', istio: 'edge-out' };
  const kinds = { ServiceAccount: ofPods, Deployment: ofPods, Service: ofPods, Gateway: {}, DestinationRule: {} };
  for (const [kind, labels] of Object.entries(kinds)) {
    expect(written(chart, kind)[0].metadata).toEqual({
      name: 'out', namespace: 'edge', labels: { team: 'platform', ...labels }, annotations: { note: 'x' },
    });
  }
  expect(written(chart, 'Deployment')[0].spec.replicas).toBe(5);
});

test('without a name it has one made from its path, and the namespace of its chart', () => {
  const chart = newChart({ namespace: 'edge' });
  const gateway = new EgressGateway(chart, 'egress');
  expect([gateway.serviceName, gateway.namespace]).toEqual(['chart-egress-c8daab7e', 'edge']);
});

test('the order of statements makes no difference, nor do the same ones twice', () => {
  const yaml = (hosts: string[]) => {
    const { chart, gateway } = chartWithGateway();
    hosts.forEach((host) => through(gateway, chart, host));
    return written(chart, 'Gateway').concat(written(chart, 'DestinationRule'), written(chart, 'Service'));
  };
  expect(yaml(['b.example.com', 'a.example.com'])).toEqual(yaml(['a.example.com', 'b.example.com']));
});

test('a service that is removed leaves nothing behind', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'a.example.com');
  through(gateway, chart, 'b.example.com', { ports: [EgressPort.http()] });
  chart.node.tryRemoveChild('b.example.com');

  expect(written(chart, 'Service')[0].spec.ports.map(({ port }: any) => port)).toEqual([443]);
  expect(written(chart, 'DestinationRule')[0].spec.subsets).toHaveLength(1);
});

test('a gateway through which nothing goes is refused', () => {
  expect(complaintsOf(chartWithGateway().chart)).toEqual([
    '[chart/egress] no service goes through gateway istio-egress/egress-gateway, and neither a Gateway nor a Service can be without ports; '
    + 'write via: gateway, or remove it',
  ]);
});

test('service and routes are seen by callers and gateway', () => {
  const { chart, gateway } = chartWithGateway();
  const service = through(gateway, chart, 'api.example.com', { exportTo: ExportTo.namespaces('billing') });

  expect(service.exportTo.values).toEqual(['billing', 'istio-egress']);
  expect(written(chart, 'VirtualService')[0].spec.exportTo).toEqual(['billing', 'istio-egress']);
});

test('with a hidden direct path the gateway alone sees the service', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway.withOptions({ hideDirectPath: true }), chart, 'api.example.com', { ports: [EgressPort.http()] });

  expect(written(chart, 'ServiceEntry')[0].spec.exportTo).toEqual(['istio-egress']);
  expect(written(chart, 'VirtualService')[0].spec.exportTo).toEqual(['.', 'istio-egress']);
});

test.each([[false, ['./*.finance.svc.cluster.local', 'istio-system/*.istio-system.svc.cluster.local', 'shop/api.example.com']], [true, [
  './*.finance.svc.cluster.local', 'istio-system/*.istio-system.svc.cluster.local',
  'istio-egress/egress-gateway.istio-egress.svc.cluster.local', 'shop/api.example.com',
]]])('what a lockdown that allows it imports, the direct path being hidden: %s', (hideDirectPath, hosts) => {
  const { chart, gateway } = chartWithGateway();
  const service = through(gateway.withOptions({ hideDirectPath }), chart, 'api.example.com', { ports: [EgressPort.http()] });
  new EgressLockdown(chart, 'finance', { scope: LockdownScope.namespace('finance', { allow: [service] }) });
  expect(written(chart, 'Sidecar')[0].spec.egress).toEqual([{ hosts }]);
});

test('describe() tells the way, and what it is worth', () => {
  const { chart, gateway } = chartWithGateway();
  expect(through(gateway, chart, 'a.example.com').describe()).toContain(
    ' Calls go through gateway istio-egress/egress-gateway. The gateway learns who calls, and turns away what brings no identity of the mesh; '
    + 'which identities may call only an AuthorizationPolicy at the gateway says. '
    + 'A workload that goes around its proxy does not take the gateway; only a NetworkPolicy or a firewall stops that. ',
  );
  expect(through(gateway.withOptions({ hop: GatewayHop.PASSTHROUGH }), chart, 'b.example.com').describe()).toContain(
    ' The gateway does not learn who calls, and whoever reaches it can send the same: no AuthorizationPolicy can tell callers apart. ',
  );
});

test('the revision of the mesh injects its pods, and its domain names its Service', () => {
  const chart = chartInMesh({ revision: 'canary', clusterDomain: 'corp.example' }, { namespace: 'edge' });
  through(new EgressGateway(chart, 'egress', { metadata: { name: 'out' } }), chart, 'api.example.com');

  expect(written(chart, 'Deployment')[0].spec.template.metadata.labels).toMatchObject({ 'istio.io/rev': 'canary', 'sidecar.istio.io/inject': 'true' });
  expect(written(chart, 'DestinationRule')[0].spec.host).toBe('out.edge.svc.corp.example');
});

test.each<[string, () => unknown, string]>([
  ['a namespace that nobody knows', () => new EgressGateway(newChart(), 'egress'),
    'chart/egress: the namespace of the gateway is not known, and callers have to name it; give it metadata.namespace, or its chart a namespace'],
  ['a name of no Service', () => chartWithGateway({ metadata: { name: '1.gateway', namespace: 'edge' } }),
    "chart/egress: metadata.name '1.gateway' is not a name Kubernetes allows for a Service; use at most 63 lower case letters, digits and '-', and begin with a letter"],
  ['an impossible namespace', () => chartWithGateway({ metadata: { namespace: 'Edge' } }),
    "chart/egress: namespace 'Edge' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"],
  ['a Service that not everybody sees', () => chartWithGateway({ metadata: { namespace: 'edge', annotations: { 'networking.istio.io/exportTo': '.' } } }),
    "chart/egress: metadata.annotations networking.istio.io/exportTo: '.' cannot be said: callers find the gateway by its Service, which every namespace sees; "
    + 'leave it out, and say with exportTo of a service who calls it'],
  ['a label by which its pods are found', () => chartWithGateway({ metadata: { name: 'out', namespace: 'edge', labels: { app: 'x', istio: 'edge-out' } } }),
    "chart/egress: metadata.labels app: 'x' cannot be said: by it the Service and the Gateway find the pods; leave it out"],
  ['a revision of its own', () => chartWithGateway({ metadata: { namespace: 'edge', labels: { 'istio.io/rev': 'canary' } } }),
    "chart/egress: metadata.labels istio.io/rev: 'canary' cannot be said: the control plane that deploys it is that of the mesh; "
    + "leave it out, and declare new IstioMesh(app, 'mesh', { revision: 'canary' })"],
  ['no scope', () => new EgressGateway(undefined as any, 'egress'), "egress: scope undefined is not a construct; write new EgressGateway(chart, 'egress')"],
  ['an id that is none', () => new EgressGateway(newChart(), 5 as any), "chart: id 5 is not a string with at least one character; write new EgressGateway(chart, 'egress')"],
  ['props that are none', () => new EgressGateway(newChart(), 'egress', null as any),
    "chart/egress: props null is not an object; write one, such as { metadata: { namespace: 'istio-egress' } }"],
  ['props that do not exist', () => chartWithGateway({ replica: 2 } as any),
    "chart/egress: props has no 'replica'; it has metadata, replicas, createNamespace"],
  ['half a pod', () => chartWithGateway({ replicas: 0.5 }),
    'chart/egress: replicas 0.5 is not a whole number from 0 to 2147483647; write one, such as 2'],
  ['options that do not exist', () => chartWithGateway().gateway.withOptions({ paths: ['/'] } as any),
    "chart/egress: withOptions(): options has no 'paths'; it has hop, hideDirectPath, pathPrefixes"],
  ['a hop that does not exist', () => chartWithGateway().gateway.withOptions({ hop: 'SIMPLE' as any }),
    "chart/egress: withOptions(): options.hop 'SIMPLE' is not one of ISTIO_MUTUAL, PASSTHROUGH; write one, such as GatewayHop.PASSTHROUGH"],
  ['no prefix', () => chartWithGateway().gateway.withOptions({ pathPrefixes: [] }),
    "chart/egress: withOptions(): options.pathPrefixes [] is not a list with at least one prefix; write one, such as ['/get']"],
  ['a prefix that no path has', () => chartWithGateway().gateway.withOptions({ pathPrefixes: ['get'] }),
    "chart/egress: withOptions(): options.pathPrefixes[0] 'get' is not a prefix of a path, which starts with '/'; write one, such as '/get'"],
])('%s is refused', (_what, said, message) => expect(refusalOf(said)).toBe(message));

test('what is refused leaves no trace', () => {
  const chart = newChart();
  expect(() => new EgressGateway(chart, 'egress', { metadata: { namespace: 'Edge' } })).toThrow();
  expect(chart.node.children).toEqual([]);
});
