import { ApiObject, App, Chart } from 'cdk8s';
import { EgressGateway, EgressPort, EgressWaypoint, ExternalService, GatewayApiEgressGateway, IstioMesh } from '../../src';
import { INJECTED, writeNamespace } from '../../src/mesh/written-namespace';
import { chartInMesh, complaintsOf, newChart } from '../helpers';

const METADATA = { name: 'egress', namespace: 'istio-egress' };

describe.each([
  ['EgressGateway', EgressGateway, { 'istio-injection': 'enabled' }],
  ['GatewayApiEgressGateway', GatewayApiEgressGateway, { 'istio-injection': 'disabled' }],
] as const)('%s', (_name, Gateway, labels) => {
  const written = (createNamespace?: boolean) => {
    const chart = newChart({ namespace: 'shop' });
    const gateway = new Gateway(chart, 'egress', { metadata: METADATA, createNamespace });
    new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()], via: gateway });
    return chart.toJson();
  };

  test('writes its namespace first, where it is asked to', () => {
    const [first, ...rest] = written(true);
    expect(first).toEqual({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'istio-egress', labels } });
    expect(rest.map(({ kind }) => kind)).not.toContain('Namespace');
  });

  test('writes none where it is not', () => {
    expect(written().map(({ kind }) => kind)).not.toContain('Namespace');
  });
});

test('a mesh with a revision injects by it, also where it is declared afterwards', () => {
  const chart = newChart();
  writeNamespace(chart, 'istio-egress', INJECTED);
  new IstioMesh(chart, 'mesh', { revision: 'canary' });

  expect(chart.toJson()[0].metadata.labels).toEqual({ 'istio.io/rev': 'canary' });
});

/** A gateway in namespace edge that a service goes through. */
function gatewayIn(chart: Chart, id = 'egress', createNamespace?: boolean): EgressGateway {
  const gateway = new EgressGateway(chart, id, { metadata: { name: id, namespace: 'edge' }, createNamespace });
  new ExternalService(chart, `${id}-service`, { metadata: { namespace: 'shop' }, hosts: [`${id}.example.com`], ports: [EgressPort.http()], via: gateway });
  return gateway;
}

function namespaceOf(chart: Chart, labels?: Record<string, string>): ApiObject {
  return new ApiObject(chart, 'by-hand', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'edge', labels } });
}

describe('two that create one namespace', () => {
  const message = (fix: string) => `Namespace edge is also written by chart/egress, and one of the two would overwrite the other; leave it to one of them, and ${fix}`;

  test('are told who else does, and what to say', () => {
    const chart = newChart({ namespace: 'shop' });
    gatewayIn(chart, 'egress', true);
    gatewayIn(chart, 'second', true);
    new EgressWaypoint(chart, 'waypoint', { metadata: { namespace: 'edge' }, createNamespace: true });

    expect(complaintsOf(chart)).toEqual([
      `[chart/second] ${message('write createNamespace: false in chart/second or chart/egress')}`,
      `[chart/waypoint] ${message('write createNamespace: false in chart/waypoint or chart/egress')}`,
    ]);
  });

  test('are told it in charts of different namespaces, too', () => {
    const app = new App();
    gatewayIn(new Chart(app, 'chart', { namespace: 'shop' }), 'egress', true);
    gatewayIn(new Chart(app, 'other', { namespace: 'billing' }), 'second', true);

    expect(complaintsOf(app.charts[0])).toEqual([
      `[other/second] ${message('write createNamespace: false in other/second or chart/egress')}`,
    ]);
  });

  test('where one of them is written by hand', () => {
    const chart = newChart({ namespace: 'shop' });
    gatewayIn(chart, 'egress', true);
    namespaceOf(chart);

    expect(complaintsOf(chart)).toEqual([`[chart/by-hand] ${message('write createNamespace: false in chart/egress')}`]);
  });
});

describe('a namespace without injection', () => {
  const message = (path: string, value: string, label = 'istio-injection: enabled') => `[chart/egress] Namespace ${path} has label istio-injection: ${value}, and Istio gives `
    + `no proxy to pods there, whatever they ask for; label it ${label} instead, as createNamespace: true here would, or use another namespace`;

  test.each(['disabled', 'false'])('is refused for an EgressGateway: %s', (value) => {
    const chart = newChart({ namespace: 'shop' });
    gatewayIn(chart);
    namespaceOf(chart, { 'istio-injection': value, 'istio.io/rev': 'canary' });

    expect(complaintsOf(chart)).toEqual([message('chart/by-hand', value)]);
  });

  test('is refused with the label of the revision', () => {
    const chart = chartInMesh({ revision: 'canary' }, { namespace: 'shop' });
    gatewayIn(chart);
    namespaceOf(chart, { 'istio-injection': 'disabled' });

    expect(complaintsOf(chart)).toEqual([message('chart/by-hand', 'disabled', 'istio.io/rev: canary')]);
  });

  test('is what a gateway of the Gateway API writes, and needs', () => {
    const chart = newChart({ namespace: 'shop' });
    gatewayIn(chart);
    const gateway = new GatewayApiEgressGateway(chart, 'kubernetes', { metadata: { name: 'kubernetes', namespace: 'edge' }, createNamespace: true });
    new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()], via: gateway });

    expect(complaintsOf(chart)).toEqual([message('chart/kubernetes/Namespace', 'disabled')]);
    chart.node.tryRemoveChild('egress-service');
    chart.node.tryRemoveChild('egress');
    expect(complaintsOf(chart)).toEqual([]);
  });

  test.each<[string, Record<string, string> | undefined]>([
    ['without labels', undefined],
    ['with injection', { 'istio-injection': 'enabled' }],
    ['with a revision', { 'istio.io/rev': 'canary' }],
    ['of the ambient data plane, which the pods leave', { 'istio.io/dataplane-mode': 'ambient' }],
  ])('is none %s', (_what, labels) => {
    const chart = newChart({ namespace: 'shop' });
    gatewayIn(chart);
    namespaceOf(chart, labels);

    expect(complaintsOf(chart)).toEqual([]);
  });

  test('of another name or mesh does not matter', () => {
    const app = new App();
    const [chart, other] = [new Chart(app, 'chart', { namespace: 'shop' }), new Chart(app, 'other')];
    new IstioMesh(other, 'mesh');
    gatewayIn(chart);
    namespaceOf(other, { 'istio-injection': 'disabled' });
    new ApiObject(chart, 'else', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'else', labels: { 'istio-injection': 'disabled' } } });

    expect(complaintsOf(chart)).toEqual([]);
  });
});
