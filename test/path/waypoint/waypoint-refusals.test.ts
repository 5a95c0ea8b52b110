import { App, Chart } from 'cdk8s';
import {
  DataPlane, EgressPort, EgressWaypoint, ExportTo, ExternalService, type ExternalServiceProps, IstioMesh, type IstioMeshProps, IstioVersion,
  Resolution,
} from '../../../src';
import { chartInMesh, complaintsOf, newChart, refusalOf } from '../../helpers';

const AMBIENT = { version: IstioVersion.V1_31, dataPlane: DataPlane.AMBIENT };
const VIA = '[chart/a] via waypoint egress/waypoint: ';

function complaints(props: Partial<ExternalServiceProps>, mesh: IstioMeshProps = AMBIENT): string[] {
  const chart = chartInMesh(mesh, { namespace: 'shop' });
  const via = new EgressWaypoint(chart, 'waypoint', { metadata: { name: 'waypoint', namespace: 'egress' } });
  new ExternalService(chart, 'a', { hosts: ['a.com'], ports: [EgressPort.http()], via, ...props });
  return complaintsOf(chart);
}

const WILDCARD = { hosts: ['*.a.com'] };
const NO_ADDRESS = `${VIA}the service has no addresses and gets none, so that ztunnel does not know a call to it; `
  + 'give it addresses, or let istiod allocate one (IstioMesh with ipAutoAllocate and dnsCapture, no ipAutoAllocate: false)';

describe('what ztunnel does not know is refused', () => {
  test.each<[string, Partial<ExternalServiceProps>, IstioMeshProps, string]>([
    ['the address that was dialled', { resolution: Resolution.NONE, addresses: ['192.0.2.1'], ports: [EgressPort.tcp(9000)] }, AMBIENT,
      `${VIA}with resolution NONE istiod gives the service no address by which ztunnel would know a call to it, `
      + 'and the waypoint would not know where to send one; use resolution DNS, or endpoints'],
    ['a wildcard host that is not resolved', { ...WILDCARD, ports: [EgressPort.https()] }, AMBIENT,
      `${VIA}ztunnel knows *.a.com with resolution DYNAMIC_DNS alone, and here it is NONE; `
      + 'declare HTTP or TLS ports and no addresses, name the hosts, or leave via out'],
    ['a wildcard host over TLS, where istiod lacks the flag', { ...WILDCARD, ports: [EgressPort.tls()] }, AMBIENT,
      `${VIA}TLS to wildcard hosts ends at a waypoint unless istiod has ENABLE_WILDCARD_HOST_SERVICE_ENTRIES_FOR_TLS, an experimental flag, `
      + "and this is TLS 443; set it and declare it with new IstioMesh(app, 'mesh', { wildcardTlsAtWaypoints: true }), or name the hosts"],
    ['a wildcard host over gRPC', { ...WILDCARD, ports: [EgressPort.grpc()] }, AMBIENT,
      `${VIA}a waypoint resolves the name in each call for HTTP and TLS alone, and this is GRPC 50051; declare one of these, or name the hosts`],
    ['a name without DNS capture', {}, { ...AMBIENT, dnsCapture: false }, NO_ADDRESS],
    ['a name to which istiod gives no address', {}, { ...AMBIENT, ipAutoAllocate: false }, NO_ADDRESS],
    ['a name that is to have no address', { ipAutoAllocate: false }, AMBIENT, NO_ADDRESS],
  ])('%s', (_what, props, mesh, message) => {
    expect(complaints(props, mesh)).toContain(message);
  });

  test.each<[string, Partial<ExternalServiceProps>, IstioMeshProps]>([
    ['a name', {}, AMBIENT],
    ['an address', { addresses: ['192.0.2.1'] }, { ...AMBIENT, dnsCapture: false, ipAutoAllocate: false }],
    ['bytes to a name', { ports: [EgressPort.tcp(9000)] }, AMBIENT],
    ['a wildcard host over HTTP', { ...WILDCARD, ports: [EgressPort.http()] }, AMBIENT],
    ['a wildcard host over TLS, where istiod has the flag', { ...WILDCARD, ports: [EgressPort.tls()] }, { ...AMBIENT, wildcardTlsAtWaypoints: true }],
    ['a name, in an ambient namespace of another mesh', {}, { namespaceDataPlanes: { shop: DataPlane.AMBIENT } }],
  ])('but not %s', (_what, props, mesh) => {
    expect(complaints(props, mesh)).toEqual([]);
  });
});

describe('callers with sidecars are refused', () => {
  const refused = (namespace: string) => `${VIA}the data plane of namespace ${namespace} is sidecars, whose calls do not take a waypoint; use an egress gateway, `
    + `or say that the namespace is ambient: new IstioMesh(app, 'mesh', { namespaceDataPlanes: { '${namespace}': DataPlane.AMBIENT } })`;

  test.each<[string, ExportTo | undefined, IstioMeshProps, string[]]>([
    ['in the mesh', undefined, {}, [refused('shop')]],
    ['in another namespace', ExportTo.namespaces('.', 'legacy'), { ...AMBIENT, namespaceDataPlanes: { legacy: DataPlane.SIDECAR } }, [refused('legacy')]],
    ['nowhere', ExportTo.namespaces('.', 'billing'), AMBIENT, []],
  ])('%s', (_where, exportTo, mesh, expected) => {
    expect(complaints({ exportTo }, mesh)).toEqual(expected);
  });
});

describe('a waypoint that cannot be the one of the service is refused', () => {
  const chartWithElsewhere = () => {
    const chart = chartInMesh(AMBIENT, { namespace: 'shop' });
    const via = EgressWaypoint.fromGatewayAttributes(chart, 'waypoint', { name: 'waypoint', namespace: 'egress', allowedNamespaces: ['billing'] });
    return { chart, via };
  };
  const A: ExternalServiceProps = { hosts: ['a.com'], ports: [EgressPort.http()] };

  test('one that does not allow its namespace', () => {
    const { chart, via } = chartWithElsewhere();
    expect(refusalOf(() => new ExternalService(chart, 'a', { ...A, via }))).toBe('chart/a: via waypoint egress/waypoint: its listener allows services of billing, '
      + 'and this one lies in shop, so that Istio would not attach it (AttachmentDenied); ask its owner to allow the namespace, or use another waypoint');
    expect(() => new ExternalService(chart, 'b', { ...A, metadata: { namespace: 'billing' }, via })).not.toThrow();
  });

  test('one of another app', () => {
    const via = new EgressWaypoint(newChart({ namespace: 'egress' }), 'waypoint', { metadata: { name: 'waypoint' } });
    expect(refusalOf(() => new ExternalService(newChart({ namespace: 'shop' }), 'a', { ...A, via }))).toBe('chart/a: via waypoint egress/waypoint: '
      + 'chart/waypoint belongs to another App, whose objects do not follow from this one; refer to it in this App with EgressWaypoint.fromGatewayAttributes()');
  });

  test('one that a label contradicts', () => {
    const { chart, via } = chartWithElsewhere();
    const metadata = { namespace: 'billing', labels: { 'istio.io/use-waypoint': 'other' } };
    expect(refusalOf(() => new ExternalService(chart, 'a', { ...A, metadata, via }))).toBe('chart/a: via waypoint egress/waypoint: '
      + 'label istio.io/use-waypoint of the service already names other; say one of the two');
  });

  test('any, for a service without a namespace', () => {
    const chart = chartInMesh(AMBIENT);
    const via = EgressWaypoint.fromGatewayAttributes(chart, 'waypoint', { name: 'waypoint', namespace: 'egress' });
    expect(refusalOf(() => new ExternalService(chart, 'a', { ...A, via }))).toBe('chart/a: via waypoint egress/waypoint: the namespace of the service is not known, '
      + 'and a waypoint takes the services of namespaces that it names; give it metadata.namespace, or its chart a namespace');
  });

  test('one that was removed', () => {
    const chart = chartInMesh(AMBIENT, { namespace: 'shop' });
    const via = new EgressWaypoint(chart, 'waypoint', { metadata: { name: 'waypoint', namespace: 'egress' } });
    new ExternalService(chart, 'a', { ...A, via });
    chart.node.tryRemoveChild('waypoint');
    expect(complaintsOf(chart)).toEqual([`${VIA}chart/waypoint was removed from the app; keep it, or leave via out`]);
  });

  test('one of another mesh', () => {
    const app = new App();
    const [one, other] = ['one', 'chart'].map((id) => new Chart(app, id, { namespace: 'shop' }));
    for (const chart of [one, other]) new IstioMesh(chart, 'mesh', AMBIENT);
    const via = new EgressWaypoint(one, 'waypoint', { metadata: { name: 'waypoint', namespace: 'egress' } });
    new ExternalService(other, 'a', { ...A, via });
    expect(complaintsOf(other)).toEqual([`${VIA}one/waypoint belongs to another mesh; use a waypoint of the service's own`]);
  });
});

test('labels that somebody changed afterwards are refused', () => {
  const chart = chartInMesh(AMBIENT, { namespace: 'shop' });
  const via = new EgressWaypoint(chart, 'waypoint', { metadata: { name: 'waypoint', namespace: 'egress' } });
  const service = new ExternalService(chart, 'a', { hosts: ['a.com'], ports: [EgressPort.http()], via });
  service.metadata.addLabel('istio.io/use-waypoint', 'none');
  service.metadata.addLabel('istio.io/use-waypoint-namespace', 'shop');

  expect(complaintsOf(chart)).toEqual([
    `${VIA}label istio.io/use-waypoint of the service is 'none' by now, and the way is waypoint; do not set it beside via`,
    `${VIA}label istio.io/use-waypoint-namespace of the service is 'shop' by now, and the way is egress; do not set it beside via`,
  ]);
});

test.each<[string, string[]]>([
  ['shop', [`${VIA}label istio.io/use-waypoint-namespace of the service is 'shop' by now, and the way is egress; do not set it beside via`]],
  ['egress', []],
])('a namespace %s in the metadata of a service that lies beside the waypoint', (namespace, messages) => {
  expect(complaints({ metadata: { namespace: 'egress', labels: { 'istio.io/use-waypoint-namespace': namespace } } })).toEqual(messages);
});
