import { App, Chart, Testing } from 'cdk8s';
import {
  EgressAlerts, EgressDashboard, EgressGateway, EgressObservability, EgressPort, ExternalService, GatewayApiEgressGateway, IstioMesh,
  ObservationScope, RuleTarget,
} from '../../src';
import { gatewayServices } from '../../src/observe/gateway-services';
import { newChart } from '../helpers';

const ALL = ['istio-egressgateway', 'kube-istio', 'out', 'theirs'];
const SEEN = { scope: ObservationScope.mesh(), alerts: { target: RuleTarget.prometheusRule() }, dashboard: {} };

function declareGateways(chart: Chart): void {
  const own = new EgressGateway(chart, 'own', { metadata: { name: 'out', namespace: 'edge' } });
  const kube = new GatewayApiEgressGateway(chart, 'kube', { metadata: { name: 'kube', namespace: 'edge' } });
  EgressGateway.fromServiceAttributes(chart, 'theirs', { name: 'theirs', namespace: 'elsewhere', labels: { istio: 'theirs' } });
  for (const [host, via] of Object.entries({ 'a.com': own, 'b.com': kube })) {
    new ExternalService(chart, host, { metadata: { namespace: 'shop' }, hosts: [host], ports: [EgressPort.http()], via });
  }
}

test('without gateways of the app it is the stock one', () => {
  expect(gatewayServices(newChart())).toEqual(['istio-egressgateway']);
});

test('every gateway of the app is one, each once', () => {
  const chart = newChart();
  declareGateways(chart);
  EgressGateway.fromServiceAttributes(chart, 'stock', { name: 'istio-egressgateway', namespace: 'istio-system', labels: { istio: 'egressgateway' } });

  expect(gatewayServices(chart)).toEqual(ALL);
});

test('those that are named stand in their place', () => {
  const chart = newChart();
  declareGateways(chart);

  expect(gatewayServices(chart, ['way-out'])).toEqual(['way-out']);
  expect(gatewayServices(chart, [])).toEqual([]);
});

test('a gateway of another mesh is none, nor is one that was removed', () => {
  const app = new App();
  const [here, there] = ['here', 'there'].map((id) => {
    const chart = new Chart(app, id);
    new IstioMesh(chart, 'mesh');
    return chart;
  });
  declareGateways(there);
  declareGateways(here);
  here.node.tryRemoveChild('theirs');

  expect(gatewayServices(here)).toEqual(['istio-egressgateway', 'kube-istio', 'out']);
});

test.each<[string, (chart: Chart) => void]>([
  ['alerts', (chart) => new EgressAlerts(chart, 'seeing', { scope: SEEN.scope, ...SEEN.alerts })],
  ['a dashboard', (chart) => new EgressDashboard(chart, 'seeing')],
  ['the whole', (chart) => new EgressObservability(chart, 'seeing', SEEN)],
])('%s finds gateways that are declared after it', (_what, look) => {
  const seen = (first: (chart: Chart) => void, then: (chart: Chart) => void) => {
    const chart = newChart();
    first(chart);
    then(chart);
    const written = Testing.synth(chart).filter(({ kind }) => kind === 'PrometheusRule' || kind === 'ConfigMap');
    return written.map(({ spec, data }) => JSON.stringify(spec ?? data));
  };
  const after = seen(look, declareGateways);

  expect([...new Set(after.map((text) => text.includes(ALL.join('|'))))]).toEqual([true]);
  expect(after).toEqual(seen(declareGateways, look));
});
