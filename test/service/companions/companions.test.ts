import { EgressLockdown, EgressPort, Endpoint, ExportTo, ExternalService, type ExternalServiceProps, type IEgressPath, LockdownScope, TlsOrigination } from '../../../src';
import { type EgressPlan } from '../../../src/service/paths/egress-plan';
import { complaintsOf, newChart, refusalOf } from '../../helpers';

/** A path through a gateway that somebody else runs in namespace egress. */
class ThroughGateway implements IEgressPath {
  public readonly way = 'through gateway egress/test';

  constructor(private readonly plan: Partial<EgressPlan> = {}) {}

  public _plan(): EgressPlan {
    return {
      isRouted: true,
      relays: ['egress'],
      hidesDirectPath: false,
      labels: {},
      problems: () => [],
      legs: (host, { number: port }) => [
        { layer: 'http', port, next: { host: 'gateway.egress.svc.cluster.local', port: 80, subset: 'a' }, isLast: false },
        { layer: 'http', port: 8080, gateway: 'egress/test', next: { host, port }, isLast: true, withoutHeaders: ['x-forwarded-client-cert'] },
      ],
      ...this.plan,
    };
  }
}

const SERVICE: ExternalServiceProps = { hosts: ['a.com'], ports: [EgressPort.http()] };

function chartWith(via: IEgressPath, props: Partial<ExternalServiceProps> = {}) {
  const chart = newChart({ namespace: 'shop' });
  const service = new ExternalService(chart, 'a', { ...SERVICE, via, ...props });
  return { chart, service };
}

test('every step of the way is a route, for the proxies that take it', () => {
  const { chart } = chartWith(new ThroughGateway());

  const [entry, routes] = chart.toJson();
  expect(entry.spec.exportTo).toEqual(['.', 'egress']);
  expect(routes.spec).toEqual({
    hosts: ['a.com'],
    gateways: ['mesh', 'egress/test'],
    exportTo: ['.', 'egress'],
    http: [
      {
        match: [{ gateways: ['mesh'], port: 80 }],
        route: [{ destination: { host: 'gateway.egress.svc.cluster.local', subset: 'a', port: { number: 80 } } }],
      },
      {
        match: [{ gateways: ['egress/test'], port: 8080 }],
        route: [{ destination: { host: 'a.com', port: { number: 80 } }, headers: { request: { remove: ['x-forwarded-client-cert'] } } }],
      },
    ],
  });
});

test('a hidden direct path leaves the entry to the proxies on the way, and the routes to the callers too', () => {
  const { chart } = chartWith(new ThroughGateway({ hidesDirectPath: true }));

  expect(chart.toJson().map(({ spec }) => spec.exportTo)).toEqual([['egress'], ['.', 'egress']]);
});

test('callers that are named later see entry and routes', () => {
  const { chart, service } = chartWith(new ThroughGateway());
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('billing', { allow: [service] }) });

  const exported = chart.toJson().filter(({ kind }) => kind !== 'Sidecar').map(({ spec }) => spec.exportTo);
  expect(exported).toEqual([['.', 'billing', 'egress'], ['.', 'billing', 'egress']]);
});

test('labels that a path needs stand on the entry', () => {
  const { chart } = chartWith(new ThroughGateway({ isRouted: false, labels: { 'istio.io/use-waypoint': 'egress' } }));

  expect(chart.toJson()).toMatchObject([{ kind: 'ServiceEntry', metadata: { labels: { 'istio.io/use-waypoint': 'egress' } } }]);
});

test('what a path cannot carry is told under the path of the service', () => {
  const { chart } = chartWith(new ThroughGateway({ problems: () => ['it is too wide'] }));

  expect(complaintsOf(chart)).toEqual(['[chart/a] it is too wide']);
});

test('a path is a path', () => {
  const chart = newChart({ namespace: 'shop' });
  expect(refusalOf(() => new ExternalService(chart, 'a', { ...SERVICE, via: 'gateway' as any }))).toBe(
    "chart/a: via 'gateway' is not a path; write one, such as a gateway",
  );
});

test.each<[ExportTo, string]>([
  [ExportTo.OWN_NAMESPACE, '[., egress]'],
  [ExportTo.namespaces('.', 'egress'), '[., egress]'],
  [ExportTo.ALL_NAMESPACES, '[*]'],
  [ExportTo.MESH_DEFAULT, "the mesh's default"],
])('callers %s and a gateway', (exportTo, expected) => {
  expect(`${chartWith(new ThroughGateway(), { exportTo }).service.exportTo}`).toBe(expected);
});

test('what goes with one wildcard host among several has a name that Kubernetes takes', () => {
  const { chart } = chartWith(new ThroughGateway(), { hosts: ['a.com', '*.b.com'], endpoints: [Endpoint.of('b.com')] });
  const names = chart.toJson().filter(({ kind }) => kind === 'VirtualService').map(({ metadata }) => metadata.name);
  expect(names).toEqual([expect.stringContaining('virtualservice-a.com'), expect.stringContaining('virtualservice-any.b.com')]);
});

test.each<[string, any]>([
  ['{}', {}],
  ['undefined', undefined],
  ['{"isRouted":true,"relays":["egress"],"hidesDirectPath":false,"labels":{},"legs":"a gateway"}', {
    isRouted: true, relays: ['egress'], hidesDirectPath: false, labels: {}, legs: 'a gateway', problems: () => [],
  }],
])('a path that answers with %s is refused', (written, plan) => {
  const via: any = { way: 'somehow', _plan: () => plan };
  expect(refusalOf(() => chartWith(via))).toBe(`chart/a: via: what goes somehow answers with ${written}, which is no plan; `
    + 'use a path of this library, such as new EgressGateway()');
});

test.each<[string, Partial<ExternalServiceProps>]>([
  ['DestinationRule', { ports: [EgressPort.http({ tls: TlsOrigination.simple() })] }],
  ['BackendTLSPolicy-80', { ports: [EgressPort.http({ tls: TlsOrigination.backendTlsPolicy() })] }],
  ['VirtualService', { via: new ThroughGateway() }],
])('a %s that is taken out is missed', (id, props) => {
  const chart = newChart({ namespace: 'shop' });
  const service = new ExternalService(chart, 'a', { ...SERVICE, ...props });
  service.node.tryRemoveChild(id);

  expect(complaintsOf(chart)).toEqual([`[chart/a] ${id.replace(/-80$/, '')} chart/a/${id} was removed from the app, and without it calls would not be what is said of them; `
    + 'keep it, and change it with addJsonPatch()']);
});
