import { type Chart } from 'cdk8s';
import {
  EgressPort, ExternalService, type ExternalServiceProps, GatewayApiEgressGateway, type GatewayApiEgressGatewayProps, GatewayHop,
  IstioMesh, IstioVersion, TlsOrigination,
} from '../../../../src';
import { chartInMesh, complaintsOf, newChart, refusalOf } from '../../../helpers';

const PASSED = { hop: GatewayHop.PASSTHROUGH };

function chartWithGateway(props: GatewayApiEgressGatewayProps = { metadata: { name: 'out', namespace: 'edge' } }, version = IstioVersion.V1_31) {
  const chart = chartInMesh({ version }, { namespace: 'shop' });
  return { chart, gateway: new GatewayApiEgressGateway(chart, 'egress', props) };
}

function declare(chart: Chart, host: string, props: Partial<ExternalServiceProps>) {
  return new ExternalService(chart, host, { metadata: { name: host }, hosts: [host], ports: [EgressPort.http()], ...props });
}

function written(chart: Chart, kind: string): any[] {
  return chart.toJson().filter((object) => object.kind === kind);
}

test('HTTP goes inside the TLS of the mesh, to a listener that takes the routes of its callers', () => {
  const { chart, gateway } = chartWithGateway();
  declare(chart, 'a.com', { via: gateway });

  expect(written(chart, 'Gateway')).toEqual([{
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'out', namespace: 'edge', annotations: { 'networking.istio.io/service-type': 'ClusterIP' } },
    spec: {
      gatewayClassName: 'istio',
      listeners: [{
        name: 'https-80',
        port: 80,
        protocol: 'HTTPS',
        tls: { mode: 'Terminate', options: { 'gateway.istio.io/tls-terminate-mode': 'ISTIO_MUTUAL' } },
        allowedRoutes: {
          namespaces: {
            from: 'Selector',
            selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['edge', 'shop'] }] },
          },
        },
      }],
    },
  }]);
  expect(written(chart, 'DestinationRule')[0].spec).toEqual({
    host: 'out-istio.edge.svc.cluster.local',
    exportTo: ['*'],
    trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'ISTIO_MUTUAL' } }] },
  });
  expect([gateway.gatewayName, gateway.serviceName, gateway.namespace, gateway.way]).toEqual(['out', 'out-istio', 'edge', 'through gateway edge/out-istio']);
});

test('callers are routed by the ServiceEntry, the gateway by its own route', () => {
  const { chart, gateway } = chartWithGateway();
  declare(chart, 'a.com', { via: gateway.withOptions({ pathPrefixes: ['/get'] }) });

  expect(written(chart, 'HTTPRoute').map(({ spec }) => spec)).toEqual([
    {
      parentRefs: [{ group: 'networking.istio.io', kind: 'ServiceEntry', name: 'a.com', port: 80 }],
      rules: [{ backendRefs: [{ name: 'out-istio', namespace: 'edge', port: 80 }] }],
    },
    {
      parentRefs: [{ name: 'out', namespace: 'edge', port: 80 }],
      hostnames: ['a.com'],
      rules: [{
        matches: [{ path: { type: 'PathPrefix', value: '/get' } }],
        filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['x-forwarded-client-cert'] } }],
        backendRefs: [{ group: 'networking.istio.io', kind: 'Hostname', name: 'a.com', port: 80 }],
      }],
    },
  ]);
  expect(written(chart, 'VirtualService')).toEqual([]);
});

test('TLS of the application is passed on by its SNI', () => {
  const { chart, gateway } = chartWithGateway();
  declare(chart, 'a.com', { ports: [EgressPort.https()], via: gateway.withOptions(PASSED) });

  expect(written(chart, 'Gateway')[0].spec.listeners).toMatchObject([{ name: 'tls-443', port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' } }]);
  expect(written(chart, 'DestinationRule')[0].spec.trafficPolicy.portLevelSettings).toEqual([{ port: { number: 443 }, tls: { mode: 'DISABLE' } }]);
  expect(written(chart, 'TLSRoute').map(({ spec: { hostnames, rules } }) => [hostnames, rules[0].backendRefs[0].name]))
    .toEqual([[['a.com'], 'out-istio'], [['a.com'], 'a.com']]);
});

test('the gateway starts TLS, as that of the other API does', () => {
  const { chart, gateway } = chartWithGateway();
  declare(chart, 'a.com', { ports: [EgressPort.http({ tls: TlsOrigination.simple() })], via: gateway });

  expect(written(chart, 'DestinationRule').map(({ spec }) => [spec.host, spec.exportTo])).toEqual([
    ['out-istio.edge.svc.cluster.local', ['*']], ['a.com', ['edge']],
  ]);
});

test('several services share a listener for each port', () => {
  const { chart, gateway } = chartWithGateway();
  declare(chart, 'a.com', { via: gateway });
  declare(chart, 'b.com', { via: gateway, ports: [EgressPort.http(), EgressPort.http({ number: 8080 })] });

  expect(written(chart, 'Gateway')[0].spec.listeners.map(({ name }: any) => name)).toEqual(['https-80', 'https-8080']);
});

describe('what the Gateway API cannot say is refused', () => {
  test.each<[string, Partial<ExternalServiceProps>, object, string]>([
    ['TLS inside the TLS of the mesh', { ports: [EgressPort.https()] }, {},
      'HTTPS 443 cannot go inside the TLS of the mesh, because no route of the Gateway API says which name to ask the gateway for; '
      + 'write gateway.withOptions({ hop: GatewayHop.PASSTHROUGH }), by which the gateway does not learn who calls, or use new EgressGateway()'],
    ['TCP', { ports: [EgressPort.tcp(9000)], addresses: ['192.0.2.1'] }, {},
      'TCP 9000 has no name by which a gateway of the Gateway API could tell its calls apart; use new EgressGateway()'],
    ['a wildcard host', { hosts: ['*.a.com'] }, {}, 'a route sends the calls to one host, and *.a.com is none; use new EgressGateway(), or name the hosts'],
    // A program without types can say it.
    ['a service that callers do not see', {}, { hideDirectPath: true },
      'hideDirectPath cannot be said, because routes of the Gateway API belong to a service that their callers see; leave it out'],
  ])('%s', (_what, props, options, message) => {
    const { chart, gateway } = chartWithGateway();
    expect(refusalOf(() => declare(chart, 'a', { ...props, via: gateway.withOptions(options) }))).toBe(`chart/a: via gateway edge/out-istio: ${message}`);
  });

  test('TLSRoutes, in a mesh that does not read them', () => {
    const { chart, gateway } = chartWithGateway(undefined, IstioVersion.V1_29);
    declare(chart, 'a.com', { ports: [EgressPort.https()], via: gateway.withOptions(PASSED) });
    expect(complaintsOf(chart)).toEqual(['[chart/a.com] via gateway edge/out-istio: HTTPS 443 needs a TLSRoute, which Istio reads from 1.30 on, '
      + 'and this mesh is taken for 1.29; declare its version with new IstioMesh(), or use new EgressGateway()']);
  });

  test.each<[string, GatewayApiEgressGatewayProps, string]>([
    ['a name for which istiod could make no Service', { metadata: { name: 'a.b', namespace: 'edge' } }, "metadata.name 'a.b' is not one from which istiod could make "
      + "the name of a Service; use at most 57 lower case letters, digits and '-', and begin with a letter"],
    ['a namespace that cannot be', { metadata: { namespace: 'Edge' } }, "namespace 'Edge' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"],
    ['a prop that it does not have', { replicas: 2 } as GatewayApiEgressGatewayProps, "props has no 'replicas'; it has metadata, createNamespace"],
  ])('%s', (_what, props, message) => {
    expect(refusalOf(() => chartWithGateway(props))).toBe(`chart/egress: ${message}`);
  });

  test.each<[string, () => unknown, string]>([
    ['no scope', () => new GatewayApiEgressGateway(null as any, 'egress'), "egress: scope null is not a construct; write new GatewayApiEgressGateway(chart, 'egress')"],
    ['no id', () => new GatewayApiEgressGateway(newChart(), '' as any), "chart: id '' is not a string with at least one character; write new GatewayApiEgressGateway(chart, 'egress')"],
  ])('%s', (_what, said, message) => expect(refusalOf(said)).toBe(message));

  test('a gateway without a namespace', () => {
    expect(refusalOf(() => new GatewayApiEgressGateway(newChart(), 'egress'))).toBe('chart/egress: the namespace of the gateway is not known, '
      + 'and callers have to name it; give it metadata.namespace, or its chart a namespace');
  });
});

test('that a path may not be hidden the compiler sees', () => {
  const { gateway } = chartWithGateway();
  // @ts-expect-error the Gateway API has no word for it
  expect(() => gateway.withOptions({ hideDirectPath: true })).not.toThrow();
});

test('what the program says of its metadata every object carries', () => {
  const { chart, gateway } = chartWithGateway({ metadata: { name: 'out', namespace: 'edge', labels: { team: 'platform' }, annotations: { note: 'x' } } });
  declare(chart, 'a.com', { via: gateway });

  expect(written(chart, 'DestinationRule')[0].metadata).toEqual({ name: 'out', namespace: 'edge', labels: { team: 'platform' }, annotations: { note: 'x' } });
  expect(written(chart, 'Gateway')[0].metadata).toMatchObject({ labels: { team: 'platform' }, annotations: { note: 'x' } });
});

test.each(['Gateway', 'DestinationRule'])('a %s that was taken out is missed', (kind) => {
  const { chart, gateway } = chartWithGateway();
  declare(chart, 'a.com', { via: gateway });
  gateway.node.tryRemoveChild(kind);
  expect(complaintsOf(chart)).toEqual([`[chart/egress] ${kind} chart/egress/${kind} was removed from the app, and without it no call goes through `
    + 'gateway edge/out-istio; keep it, and change it with addJsonPatch()']);
});

test('a revision of the control plane is the one that deploys it', () => {
  const chart = chartInMesh({ revision: 'canary' }, { namespace: 'shop' });
  declare(chart, 'a.com', { via: new GatewayApiEgressGateway(chart, 'egress', { metadata: { labels: { team: 'platform' } } }) });

  expect(written(chart, 'Gateway')[0].metadata.labels).toEqual({ 'istio.io/rev': 'canary', 'team': 'platform' });
});

test.each<[string, GatewayApiEgressGatewayProps['metadata'], string]>([
  ['a Service that is called from outside', { annotations: { 'networking.istio.io/service-type': 'LoadBalancer' } },
    "annotations networking.istio.io/service-type: 'LoadBalancer' cannot be said: a gateway for what leaves is called from inside the cluster, "
    + 'and its Service is ClusterIP; leave it out'],
  ['a revision of its own', { labels: { 'istio.io/rev': 'other' } },
    "labels istio.io/rev: 'other' cannot be said: the control plane that deploys it is that of the mesh; "
    + "leave it out, and declare new IstioMesh(app, 'mesh', { revision: 'canary' })"],
])('%s is refused', (_what, metadata, message) => {
  expect(refusalOf(() => chartWithGateway({ metadata }))).toBe(`chart/egress: metadata.${message}`);
});

test('a Service of the type that it has anyway is not refused', () => {
  expect(() => chartWithGateway({ metadata: { annotations: { 'networking.istio.io/service-type': 'ClusterIP' } } })).not.toThrow();
});

test('a mesh that is declared after it is refused once something goes through it: its revision stands in the Gateway', () => {
  const chart = newChart({ namespace: 'shop' });
  declare(chart, 'a.com', { via: new GatewayApiEgressGateway(chart, 'egress') });

  expect(refusalOf(() => new IstioMesh(chart, 'mesh'))).toContain('declare the mesh before chart/egress');
});
