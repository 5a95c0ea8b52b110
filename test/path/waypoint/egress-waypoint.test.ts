import { App, Chart, JsonPatch } from 'cdk8s';
import { ClientCertificate, DataPlane, EgressPort, EgressWaypoint, type EgressWaypointProps, ExternalService, type ExternalServiceProps, IstioMesh, TlsOrigination } from '../../../src';
import { chartInMesh, complaintsOf, newChart, refusalOf } from '../../helpers';

const AMBIENT = { dataPlane: DataPlane.AMBIENT };

function chartWithWaypoint(props: EgressWaypointProps = { metadata: { name: 'waypoint', namespace: 'egress' } }) {
  const chart = chartInMesh(AMBIENT, { namespace: 'shop' });
  return { chart, waypoint: new EgressWaypoint(chart, 'waypoint', props) };
}

function through(waypoint: EgressWaypoint, chart: Chart, host: string, props: Partial<ExternalServiceProps> = {}) {
  return new ExternalService(chart, host, { hosts: [host], ports: [EgressPort.http()], via: waypoint, ...props });
}

function written(chart: Chart, kind: string): any[] {
  return chart.toJson().filter((object) => object.kind === kind);
}

test('a waypoint is one Gateway, for its own namespace as long as nobody else uses it', () => {
  expect(chartWithWaypoint().chart.toJson()).toEqual([{
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'waypoint', namespace: 'egress', labels: { 'istio.io/waypoint-for': 'service' } },
    spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] },
  }]);
});

test('labels and annotations of the program are those of the Gateway', () => {
  const { chart } = chartWithWaypoint({ metadata: { name: 'out', labels: { team: 'platform' }, annotations: { note: 'x' } } });

  expect(written(chart, 'Gateway')[0].metadata).toEqual({
    name: 'out', namespace: 'shop', labels: { 'istio.io/waypoint-for': 'service', 'team': 'platform' }, annotations: { note: 'x' },
  });
});

test('without a name it has one made from its path, and the namespace of its chart', () => {
  const { waypoint } = chartWithWaypoint({});
  expect([waypoint.name, waypoint.namespace]).toEqual(['chart-waypoint-c841d991', 'shop']);
});

test('a revision of the control plane is the one that deploys it', () => {
  const chart = chartInMesh({ ...AMBIENT, revision: 'canary' }, { namespace: 'shop' });
  new EgressWaypoint(chart, 'waypoint');

  expect(written(chart, 'Gateway')[0].metadata.labels).toMatchObject({ 'istio.io/rev': 'canary' });
});

test('its namespace is written before it, ambient, when the program asks for it', () => {
  const { chart } = chartWithWaypoint({ metadata: { namespace: 'egress' }, createNamespace: true });

  expect(chart.toJson().map(({ kind }) => kind)).toEqual(['Namespace', 'Gateway']);
  expect(written(chart, 'Namespace')[0].metadata).toEqual({ name: 'egress', labels: { 'istio.io/dataplane-mode': 'ambient' } });
});

test('a service that takes it carries its name, and its namespace where that is another', () => {
  const { chart, waypoint } = chartWithWaypoint();
  through(waypoint, chart, 'a.com');
  through(waypoint, chart, 'b.com', { metadata: { namespace: 'egress' } });

  expect(written(chart, 'ServiceEntry').map(({ metadata }) => metadata.labels)).toEqual([
    { 'istio.io/use-waypoint': 'waypoint', 'istio.io/use-waypoint-namespace': 'egress' },
    { 'istio.io/use-waypoint': 'waypoint' },
  ]);
  expect(chart.toJson().map(({ kind }) => kind)).toEqual(['Gateway', 'ServiceEntry', 'ServiceEntry']);
});

test('its listener takes services of the namespaces that use it, and of those that the program names', () => {
  const { chart, waypoint } = chartWithWaypoint({ metadata: { namespace: 'egress' }, allowedNamespaces: ['payments'] });
  through(waypoint, chart, 'a.com');
  through(waypoint, chart, 'b.com', { metadata: { namespace: 'billing' } });
  through(waypoint, chart, 'c.com');

  expect(written(chart, 'Gateway')[0].spec.listeners[0].allowedRoutes).toEqual({
    namespaces: {
      from: 'Selector',
      selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['billing', 'egress', 'payments', 'shop'] }] },
    },
  });
});

test('what is said of calls is an HTTPRoute, and what is said of connections a rule that the waypoint sees', () => {
  const { chart, waypoint } = chartWithWaypoint();
  through(waypoint, chart, 'a.com', { ports: [EgressPort.http({ tls: TlsOrigination.simple() })] });

  expect(written(chart, 'DestinationRule')[0].spec).toMatchObject({
    host: 'a.com', exportTo: ['egress'], trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'SIMPLE', sni: 'a.com' } }] },
  });
  expect(written(chart, 'ServiceEntry')[0].spec).toMatchObject({ exportTo: ['.', 'egress'], ports: [{ number: 80, targetPort: 443 }] });
});

test('its service account may have the keys that it shows, and the rule waits for that', () => {
  const { chart, waypoint } = chartWithWaypoint();
  const tls = TlsOrigination.mutual({ clientCertificate: ClientCertificate.secret('client') });
  through(waypoint, chart, 'a.com', { ports: [EgressPort.http({ tls })] });
  through(waypoint, chart, 'b.com', { ports: [EgressPort.http({ tls })] });

  expect(written(chart, 'RoleBinding')).toMatchObject([{ metadata: { namespace: 'egress' }, subjects: [{ kind: 'ServiceAccount', name: 'waypoint', namespace: 'egress' }] }]);
  const kinds = chart.toJson().map(({ kind }) => kind);
  expect(kinds.indexOf('RoleBinding')).toBeLessThan(kinds.indexOf('DestinationRule'));
});

test('a service says which way it goes, and what that is worth', () => {
  const { chart, waypoint } = chartWithWaypoint();

  expect(through(waypoint, chart, 'a.com').describe()).toContain(
    'Calls go through waypoint egress/waypoint. ztunnel and waypoints do not look at exportTo: calls of workloads in every ambient namespace take this service, '
    + 'and only an AuthorizationPolicy for it stops them. Workloads with sidecars do not take the waypoint, nor does a call to an address that ztunnel does not '
    + 'know as one of the service; only a NetworkPolicy or a firewall stops that. Beside the ServiceEntry it writes nothing.',
  );
});

test('the order of statements makes no difference', () => {
  const gateway = (hosts: string[]) => {
    const { chart, waypoint } = chartWithWaypoint();
    hosts.forEach((host) => through(waypoint, chart, host, { metadata: { namespace: host[0] } }));
    return written(chart, 'Gateway');
  };
  expect(gateway(['b.com', 'a.com'])).toEqual(gateway(['a.com', 'b.com']));
});

test('a service that is removed leaves nothing behind', () => {
  const { chart, waypoint } = chartWithWaypoint();
  through(waypoint, chart, 'a.com');
  chart.node.tryRemoveChild('a.com');

  expect(written(chart, 'Gateway')[0].spec.listeners[0].allowedRoutes).toBeUndefined();
});

test.each<[string, EgressWaypointProps, string]>([
  ['a name that stands for none', { metadata: { name: 'none' } },
    "chart/waypoint: name 'none' means no waypoint in the label istio.io/use-waypoint; choose another"],
  ['a name with dots', { metadata: { name: 'a.b' } },
    "chart/waypoint: name 'a.b' is not one for a waypoint, whose name is that of a Service and stands in a label; use at most 63 lower case letters, digits and '-'"],
  ['a namespace that cannot be', { metadata: { namespace: 'Egress' } },
    "chart/waypoint: namespace 'Egress' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"],
  ['an allowed namespace that cannot be', { allowedNamespaces: ['*', 'sh op'] },
    "chart/waypoint: allowedNamespaces 'sh op' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"],
  ['a waypoint for something else', { metadata: { labels: { 'istio.io/waypoint-for': 'workload' } } },
    "chart/waypoint: metadata.labels istio.io/waypoint-for: 'workload' cannot be said: ztunnel sends calls to external services to a waypoint for services; leave it out"],
  ['a revision of its own', { metadata: { labels: { 'istio.io/rev': 'other' } } },
    "chart/waypoint: metadata.labels istio.io/rev: 'other' cannot be said: the control plane that deploys it is that of the mesh; "
    + "leave it out, and declare new IstioMesh(app, 'mesh', { revision: 'canary' })"],
  ['a prop that it does not have', { namespace: 'egress' } as EgressWaypointProps,
    "chart/waypoint: props has no 'namespace'; it has metadata, allowedNamespaces, createNamespace"],
])('%s is refused', (_what, props, message) => {
  expect(refusalOf(() => chartWithWaypoint(props))).toBe(message);
});

const INSTEAD = "write new EgressWaypoint(chart, 'waypoint', props)";

test.each<[string, unknown, unknown, unknown, string]>([
  ['no scope', undefined, 'waypoint', {}, `waypoint: scope undefined is not a construct; ${INSTEAD}`],
  ['a name for a scope', 'chart', 'waypoint', {}, `waypoint: scope 'chart' is not a construct; ${INSTEAD}`],
  ['a scope without a chart', new App(), 'waypoint', {}, 'waypoint: no chart contains it; give it a chart, or a construct in one, as scope'],
  ['no id', newChart(), undefined, {}, `chart: id undefined is not a string with at least one character; ${INSTEAD}`],
  ['an empty id', newChart(), '', {}, `chart: id '' is not a string with at least one character; ${INSTEAD}`],
  ['props for an id', newChart(), {}, undefined, `chart: id {} is not a string with at least one character; ${INSTEAD}`],
  ['no object for props', newChart(), 'waypoint', null, "chart/waypoint: props null is not an object; write one, such as { metadata: { namespace: 'egress' } }"],
])('%s is refused', (_what, scope, id, props, message) => {
  expect(refusalOf(() => new EgressWaypoint(scope as Chart, id as string, props as EgressWaypointProps))).toBe(message);
});

test.each<[string, EgressWaypointProps]>([
  ['a prop that it does not have', { namespace: 'egress' } as EgressWaypointProps],
  ['a name that stands for none', { metadata: { name: 'none', namespace: 'egress' } }],
  ['a label that is decided', { metadata: { namespace: 'egress', labels: { 'istio.io/rev': 'other' } } }],
  ['no namespace', {}],
])('what is refused leaves no trace: %s', (_what, props) => {
  const chart = newChart();
  expect(() => new EgressWaypoint(chart, 'waypoint', props)).toThrow();

  expect(chart.node.children).toEqual([]);
});

test('its Gateway may be changed like everything of cdk8s', () => {
  const { chart, waypoint } = chartWithWaypoint();
  waypoint.gateway.addJsonPatch(JsonPatch.add('/spec/infrastructure', { annotations: { team: 'platform' } }));

  expect([waypoint.gateway.kind, waypoint.gateway.name]).toEqual(['Gateway', waypoint.name]);
  expect(written(chart, 'Gateway')[0].spec.infrastructure).toEqual({ annotations: { team: 'platform' } });
});

test('a waypoint without a namespace is refused', () => {
  expect(refusalOf(() => new EgressWaypoint(newChart(), 'waypoint'))).toBe('chart/waypoint: the namespace of the waypoint is not known, '
    + 'and services have to name it; give it metadata.namespace, or its chart a namespace');
});

test('a mesh that is declared after it is refused: its revision stands in the Gateway', () => {
  const app = new App();
  new EgressWaypoint(new Chart(app, 'chart', { namespace: 'egress' }), 'waypoint');

  expect(refusalOf(() => new IstioMesh(app, 'mesh'))).toContain('declare the mesh before chart/waypoint');
});

test('two waypoints of one name are refused', () => {
  const { chart } = chartWithWaypoint();
  new EgressWaypoint(chart, 'again', { metadata: { name: 'waypoint', namespace: 'egress' } });

  expect(complaintsOf(chart)).toEqual([
    '[chart/again/Resource] Gateway waypoint in namespace egress is also written by chart/waypoint/Resource, and one of the two would overwrite the other; '
    + 'give one another name or namespace, or put it into an app of its own',
  ]);
});
