import { type Chart, JsonPatch, Testing } from 'cdk8s';
import {
  DataPlane, EgressMetricTag, EgressTelemetry, type EgressTelemetryProps, IstioVersion, LoggedEgress, ObservationScope,
} from '../../src';
import { chartInMesh, complaintsOf, newChart, refusalOf } from '../helpers';

const SHOP = ObservationScope.namespace('shop');
const { BLOCKED, UNKNOWN, FAILED } = LoggedEgress;

function observe(chart: Chart, props: Partial<EgressTelemetryProps> = {}, id = 'telemetry'): EgressTelemetry {
  return new EgressTelemetry(chart, id, { scope: SHOP, ...props });
}

function specOf(chart: Chart): any {
  return Testing.synth(chart)[0].spec;
}

describe('what is written', () => {
  test('for a namespace, when nothing else is said', () => {
    const chart = newChart();
    observe(chart);
    expect(Testing.synth(chart)).toMatchSnapshot();
  });

  test('for the mesh, in its root namespace and with its domain', () => {
    const chart = chartInMesh({ rootNamespace: 'mesh-system', clusterDomain: 'corp.example' });
    observe(chart, { scope: ObservationScope.mesh() });
    const [{ metadata, spec }] = Testing.synth(chart);
    expect(metadata.namespace).toEqual('mesh-system');
    expect(spec.accessLogging[0].filter.expression).toContain("!xds.cluster_name.endsWith('.svc.corp.example')");
  });

  test('with name, labels and annotations of its own', () => {
    const chart = newChart({ labels: { team: 'shop' } });
    observe(chart, { metadata: { name: 'egress', labels: { a: 'b' }, annotations: { c: 'd' }, namespace: 'shop' } });
    expect(Testing.synth(chart)[0].metadata)
      .toEqual({ name: 'egress', namespace: 'shop', labels: { team: 'shop', a: 'b' }, annotations: { c: 'd' } });
  });

  test.each<[string, LoggedEgress[], string]>([
    ['blocked calls', [BLOCKED], "xds.cluster_name == 'BlackHoleCluster' || xds.route_name == 'block_all'"],
    ['unknown calls', [UNKNOWN], "xds.cluster_name == 'PassthroughCluster' || xds.cluster_name == 'AllowAnyDynamicDNSCluster'"],
    ['failed calls', [FAILED], "(xds.cluster_name.startsWith('outbound|') && !xds.cluster_name.endsWith('.svc.cluster.local') "
      + '&& (response.code >= 500 || response.flags > 0))'],
  ])('logs %s alone', (_what, accessLogs, expression) => {
    const chart = newChart();
    observe(chart, { accessLogs });
    expect(specOf(chart).accessLogging[0].filter).toEqual({ expression });
  });

  test('logs to a provider of the mesh config', () => {
    const chart = newChart();
    observe(chart, { accessLogProvider: 'otel' });
    expect(specOf(chart).accessLogging[0].providers).toEqual([{ name: 'otel' }]);
  });

  test('tags alone leave access logs to others', () => {
    const chart = newChart();
    observe(chart, { accessLogs: [], metricTags: [EgressMetricTag.requestHost(), EgressMetricTag.destinationAddress()] });
    expect(specOf(chart)).toMatchSnapshot();
  });

  test('the order of what is said, and saying it twice, make no difference', () => {
    const write = (accessLogs: LoggedEgress[], metricTags: EgressMetricTag[]) => {
      const chart = newChart();
      observe(chart, { accessLogs, metricTags });
      return JSON.stringify(Testing.synth(chart));
    };
    const [host, ip] = [EgressMetricTag.requestHost(), EgressMetricTag.destinationAddress()];
    expect(write([UNKNOWN, BLOCKED, UNKNOWN], [host, ip])).toEqual(write([BLOCKED, UNKNOWN], [ip, host, EgressMetricTag.requestHost()]));
  });

  test('more can be put into it, as into every ApiObject', () => {
    const chart = newChart();
    observe(chart).addJsonPatch(JsonPatch.add('/spec/tracing', [{ randomSamplingPercentage: 5 }]));
    expect(Object.keys(specOf(chart))).toEqual(['accessLogging', 'tracing']);
  });
});

describe('refused', () => {
  test.each<[string, Partial<Record<keyof EgressTelemetryProps, any>>]>([
    ['chart/telemetry: accessLogs is empty, and there are no metricTags: a Telemetry would say nothing; name what is to be logged, or leave it out',
      { accessLogs: [] }],
    ["chart/telemetry: accessLogProvider '' has nothing to log; name an extension provider of the mesh config and what is to be logged, or leave it out",
      { accessLogProvider: '' }],
    ["chart/telemetry: accessLogProvider ' ' has nothing to log; name an extension provider of the mesh config and what is to be logged, or leave it out",
      { accessLogProvider: ' ' }],
    ["chart/telemetry: accessLogProvider 'otel' has nothing to log; name an extension provider of the mesh config and what is to be logged, "
      + 'or leave it out', { accessLogs: [], metricTags: [EgressMetricTag.requestHost()], accessLogProvider: 'otel' }],
    ["chart/telemetry: metadata.namespace 'warehouse' is not that of the scope, namespace shop, whose Telemetry lies in shop; leave it out",
      { metadata: { namespace: 'warehouse' } }],
    ['chart/telemetry: namespace istio-system is the root namespace of the mesh, and a Telemetry there holds for every namespace; '
      + 'use ObservationScope.mesh(), or another namespace', { scope: ObservationScope.namespace('istio-system') }],
    ['chart/telemetry: metricTags has request_host twice, with different values; say it once',
      { metricTags: [EgressMetricTag.requestHost(), EgressMetricTag.requestHost({ only: ['a.example.com'] })] }],
    ["chart/telemetry: scope 'shop' is not an ObservationScope; write one, such as ObservationScope.namespace('shop')", { scope: 'shop' }],
    ["chart/telemetry: accessLogs[0] 'ALL' is not one of BLOCKED, UNKNOWN, FAILED; write one, such as LoggedEgress.BLOCKED", { accessLogs: ['ALL'] }],
  ])('%s', (message, props) => {
    expect(refusalOf(() => observe(newChart(), props))).toEqual(message);
  });

  test.each<[string, any, any]>([
    ["telemetry: scope {} is not a construct; write new EgressTelemetry(chart, 'seeing')", {}, 'telemetry'],
    ["chart: id 7 is not a string with at least one character; write new EgressTelemetry(chart, 'seeing')", newChart(), 7],
  ])('%s', (message, scope, id) => {
    expect(refusalOf(() => new EgressTelemetry(scope, id, { scope: SHOP }))).toEqual(message);
  });

  test('where there is no chart', () => {
    expect(refusalOf(() => observe(newChart().node.root as Chart)))
      .toEqual('telemetry: no chart contains it; give it a chart, or a construct in one, as scope');
  });

  test('in an ambient namespace, where it would see nothing', () => {
    const chart = chartInMesh({ namespaceDataPlanes: { shop: DataPlane.AMBIENT } });
    observe(chart);
    expect(complaintsOf(chart)).toEqual([
      '[chart/telemetry] the data plane of namespace shop is ambient, where a Telemetry sees no egress: ztunnel blocks nothing, and reports calls as TCP '
      + 'without BlackHoleCluster or PassthroughCluster; observe namespaces that have sidecars, or declare which have them',
    ]);
  });

  test('not in an ambient mesh with a namespace that has sidecars', () => {
    const chart = chartInMesh({ dataPlane: DataPlane.AMBIENT, namespaceDataPlanes: { shop: DataPlane.SIDECAR } });
    observe(chart, { scope: ObservationScope.mesh() });
    expect(complaintsOf(chart)).toEqual([]);
  });

  test('what istiod would refuse', () => {
    const chart = newChart();
    observe(chart, { metadata: { annotations: { 'istio.io/dry-run': 'true' } } });
    expect(complaintsOf(chart)).toEqual([
      "[chart/telemetry] metadata.annotations[\"istio.io/dry-run\"] 'true': annotation istio.io/dry-run is only supported on an AuthorizationPolicy; "
      + 'remove the annotation',
    ]);
  });

  test('in a mesh that does not serve v1', () => {
    const chart = chartInMesh({ version: IstioVersion.of('1.21') });
    observe(chart);
    expect(complaintsOf(chart)).toEqual([
      '[chart/telemetry] a Telemetry at version v1 needs Istio 1.22, and this mesh is taken for 1.21; declare the version with new IstioMesh()',
    ]);
  });
});
