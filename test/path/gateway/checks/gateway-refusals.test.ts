import { App, Chart } from 'cdk8s';
import { DataPlane, EgressGateway, EgressPort, Endpoint, ExportTo, ExternalService, type ExternalServiceProps, IstioMesh, IstioVersion, Resolution, Risk } from '../../../../src';
import { chartInMesh, complaintsOf, newChart, refusalOf } from '../../../helpers';
import { chartWithGateway, through } from '../gateways';

const VIA = 'via gateway istio-egress/egress-gateway:';

describe('at once', () => {
  test.each<[string, () => unknown, string]>([
    ['a gateway of another App', () => through(chartWithGateway().gateway, newChart({ namespace: 'shop' }), 'a.com'),
      `chart/a.com: ${VIA} chart/egress belongs to another App, whose objects do not follow from this one; refer to it in this App with EgressGateway.fromServiceAttributes()`],
    ['a service whose namespace nobody knows', () => {
      const chart = newChart();
      return through(new EgressGateway(chart, 'egress', { metadata: { name: 'egress-gateway', namespace: 'istio-egress' } }), chart, 'a.com');
    }, `chart/a.com: ${VIA} the namespace of the service is not known, and the gateway takes the routes of namespaces that it names; give it metadata.namespace, or its chart a namespace`],
    ['a port without protocol', () => refused({ ports: [EgressPort.of({ number: 9000 })] }),
      `chart/a.com: ${VIA} port 9000 names no protocol, and calls that turn out to be HTTP would not take the gateway; say what is spoken, such as EgressPort.tcp(9000)`],
    ['half a wildcard', () => refused({ hosts: ['*foo.com'], endpoints: [Endpoint.of('foo.com')] }),
      `chart/a.com: ${VIA} a Gateway takes no host such as '*foo.com'; let '*' stand for a whole label: '*.example.com'`],
    ['the dot of the root', () => refused({ hosts: ['a.com.'] }),
      `chart/a.com: ${VIA} 'a.com.' ends with a dot, and the names in calls by which a gateway tells hosts apart do not; write 'a.com'`],
  ])('%s', (_what, said, message) => expect(refusalOf(said)).toBe(message));

  test('what is refused leaves no trace', () => {
    const { chart, gateway } = chartWithGateway();
    expect(() => through(gateway, chart, 'a.com', { ports: [EgressPort.of({ number: 9000 })] })).toThrow();
    expect(chart.node.tryFindChild('a.com')).toBeUndefined();
  });

  test('paths of what is no HTTP', () => {
    const { chart, gateway } = chartWithGateway();
    expect(refusalOf(() => through(gateway.withOptions({ pathPrefixes: ['/get'] }), chart, 'a.com'))).toBe(
      `chart/a.com: ${VIA} pathPrefixes cannot be told apart on HTTPS 443, where a proxy sees no paths; declare HTTP, which the proxy may make TLS of`,
    );
  });

  test.each([['TLS', EgressPort.https(), 'HTTPS 443'], ['HTTP on another port', EgressPort.http({ number: 8080 }), 'HTTP 8080']])(
    'a hidden direct path of %s', (_what, port, named) => {
      const { chart, gateway } = chartWithGateway();
      expect(refusalOf(() => through(gateway.withOptions({ hideDirectPath: true }), chart, 'a.com', { ports: [port] }))).toBe(
        `chart/a.com: ${VIA} hideDirectPath works for HTTP on port 80 alone, and this is ${named}: a proxy that does not know the service has no routes for it; `
        + 'leave it out: calls take the gateway all the same',
      );
    });

  function refused(props: Partial<ExternalServiceProps>) {
    const { chart, gateway } = chartWithGateway();
    return through(gateway, chart, 'a.com', props);
  }
});

describe('at synth', () => {
  test.each<[string, Partial<ExternalServiceProps>, string]>([
    ['the loop', { hosts: ['*.a.com'], resolution: Resolution.NONE, acceptRisks: [Risk.spoofableHost({ reason: 'it is shown here' })] },
      'with resolution NONE the gateway would send a call to the address that was dialled, which is its own; use resolution DNS, or endpoints'],
    ['exported to nobody', { exportTo: ExportTo.NOBODY }, 'exportTo NOBODY has no callers; leave via out, or export the service'],
    ['TCP without addresses', { ports: [EgressPort.tcp(5432)], acceptRisks: [Risk.tcpAnyAddress({ reason: 'it is shown here' })] },
      'nothing tells calls to TCP 5432 apart, and every connection to the port would go to the gateway; give the service addresses, '
      + 'or declare a mesh with dnsCapture, in which istiod gives it one'],
  ])('%s', (_what, props, message) => {
    const { chart, gateway } = chartWithGateway();
    through(gateway, chart, 'a.com', props);
    expect(complaintsOf(chart)).toContain(`[chart/a.com] ${VIA} ${message}`);
  });

  test('names that are resolved per call', () => {
    const chart = chartInMesh({ version: IstioVersion.V1_31 }, { namespace: 'shop' });
    through(new EgressGateway(chart, 'egress', { metadata: { name: 'egress-gateway', namespace: 'istio-egress' } }), chart, 'a.com', { hosts: ['*.a.com'], ports: [EgressPort.tls()] });
    expect(complaintsOf(chart)).toEqual([`[chart/a.com] ${VIA} a gateway does not resolve the name in a call, as resolution DYNAMIC_DNS asks; `
      + "name endpoints, such as [Endpoint.of('www.example.com')] for hosts that one server serves, or leave via out"]);
  });

  test('TCP without addresses goes where istiod allocates them', () => {
    const chart = chartInMesh({ dnsCapture: true }, { namespace: 'shop' });
    through(new EgressGateway(chart, 'egress', { metadata: { namespace: 'istio-egress' } }), chart, 'a.com', { ports: [EgressPort.tcp(5432)] });
    expect(complaintsOf(chart)).toEqual([]);
  });

  test.each([['its own', undefined, 'shop'], ['another', ExportTo.namespaces('legacy', 'billing'), 'legacy']])(
    'callers in an ambient namespace: %s', (_what, exportTo, namespace) => {
      const chart = chartInMesh({ namespaceDataPlanes: { [namespace]: DataPlane.AMBIENT } }, { namespace: 'shop' });
      through(new EgressGateway(chart, 'egress', { metadata: { name: 'egress-gateway', namespace: 'istio-egress' } }), chart, 'a.com', { exportTo });
      expect(complaintsOf(chart)).toEqual([`[chart/a.com] ${VIA} the data plane of namespace ${namespace} is ambient, whose calls take no routes to a gateway; `
        + 'use an egress waypoint, or export the service to namespaces with sidecars']);
    });

  test('a gateway of another mesh', () => {
    const app = new App();
    const east = new Chart(app, 'east', { namespace: 'shop' });
    const west = new Chart(app, 'west', { namespace: 'shop' });
    new IstioMesh(west, 'mesh');
    const gateway = new EgressGateway(east, 'egress', { metadata: { name: 'egress-gateway', namespace: 'istio-egress' } });
    new ExternalService(west, 'api', { hosts: ['a.com'], ports: [EgressPort.https()], via: gateway });
    expect(complaintsOf(west)).toContain(`[west/api] ${VIA} east/egress belongs to another mesh; use a gateway of the service's own`);
  });

  test('a gateway that was removed', () => {
    const { chart, gateway } = chartWithGateway();
    through(gateway, chart, 'a.com');
    chart.node.tryRemoveChild('egress');
    expect(complaintsOf(chart)).toEqual([`[chart/a.com] ${VIA} chart/egress was removed from the app; keep it, or leave via out`]);
  });

  test('a direct path that the gateway shows to its own namespace', () => {
    const { chart, gateway } = chartWithGateway();
    through(gateway.withOptions({ hideDirectPath: true }), chart, 'a.com', { ports: [EgressPort.http()], exportTo: ExportTo.ALL_NAMESPACES });
    expect(complaintsOf(chart)).toEqual([`[chart/a.com] ${VIA} hideDirectPath hides nothing from workloads of namespace istio-egress, `
      + 'where the gateway itself has to see the service; put the gateway into a namespace of its own, or leave hideDirectPath out']);
  });

  test('what Istio would not take of the Gateway', () => {
    const { chart, gateway } = chartWithGateway();
    through(gateway, chart, 'localhost');
    expect(complaintsOf(chart)).toEqual([expect.stringMatching(
      /^\[chart\/egress\] Gateway spec\.servers\[0\]\.hosts\[0\] 'shop\/localhost': a host of a server must be a DNS name with a dot, .*; write a host such as shop\/api\.example\.com$/,
    )]);
  });
});
