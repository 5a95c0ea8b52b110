import { EgressGateway, EgressPort } from '../../../../src';
import { complaintsOf, newChart, refusalOf } from '../../../helpers';
import { stockGateway, through, written } from '../gateways';

function legs(ports: EgressPort[], gatewayPorts?: number[]): string[] {
  const chart = newChart({ namespace: 'shop' });
  through(stockGateway(chart, gatewayPorts), chart, 'api.example.com', { ports, addresses: undefined });
  const { http = [], tls = [], tcp = [] } = written(chart, 'VirtualService')[0].spec;
  return [...http, ...tls, ...tcp].map(({ match: [{ gateways: [gateway], port }], route: [{ destination }] }: any) => (
    `${gateway}:${port} -> ${destination.host.split('.')[0]}:${destination.port.number}`));
}

test('of a gateway that is there nothing is written but what is needed for what goes through', () => {
  const chart = newChart({ namespace: 'shop' });
  const gateway = stockGateway(chart);
  expect(chart.toJson()).toEqual([]);

  through(gateway, chart, 'api.example.com');
  expect(chart.toJson().map(({ kind, metadata }) => `${kind} ${metadata.namespace}`)).toEqual([
    'Gateway istio-system', 'DestinationRule istio-system', 'ServiceEntry shop', 'VirtualService shop',
  ]);
  expect(written(chart, 'Gateway')[0].spec.selector).toEqual({ istio: 'egressgateway' });
});

test.each<[string, EgressPort[], number[] | undefined, string[]]>([
  ['HTTP takes 80', [EgressPort.http({ number: 8080 })], undefined, ['mesh:8080 -> istio-egressgateway:80', 'istio-system/chart-stock-c89e495d:80 -> api:8080']],
  ['TLS takes 443', [EgressPort.tls({ number: 8443 })], undefined, ['mesh:8443 -> istio-egressgateway:443', 'istio-system/chart-stock-c89e495d:443 -> api:8443']],
  ['a port of the same number is taken first', [EgressPort.http({ number: 8080 })], [443, 8080],
    ['mesh:8080 -> istio-egressgateway:8080', 'istio-system/chart-stock-c89e495d:8080 -> api:8080']],
  ['HTTP takes 443 where there is nothing else', [EgressPort.http()], [443], ['mesh:80 -> istio-egressgateway:443', 'istio-system/chart-stock-c89e495d:443 -> api:80']],
])('%s', (_what, ports, gatewayPorts, expected) => expect(legs(ports, gatewayPorts)).toEqual(expected));

test('a port for which the gateway has none is refused', () => {
  const chart = newChart({ namespace: 'shop' });
  through(stockGateway(chart, [8080]), chart, 'api.example.com');
  expect(complaintsOf(chart)).toContain(
    '[chart/api.example.com] via gateway istio-system/istio-egressgateway: no port of the gateway takes HTTPS 443; name one in the ports of the gateway',
  );
});

test('two ports of one host in one port of the gateway are refused', () => {
  const chart = newChart({ namespace: 'shop' });
  through(stockGateway(chart), chart, 'api.example.com', { ports: [EgressPort.http(), EgressPort.http({ number: 8080 })] });
  expect(complaintsOf(chart)).toEqual([
    '[chart/api.example.com] port 80 of gateway istio-system/istio-egressgateway would have to take both HTTP 80 and HTTP 8080 of api.example.com, '
    + 'and nothing in a call says which; add the ports to the ports of the gateway and of its Service, or use a gateway that this app deploys',
  ]);
});

test('one gateway has one owner', () => {
  const chart = newChart({ namespace: 'shop' });
  through(stockGateway(chart), chart, 'api.example.com');
  EgressGateway.fromServiceAttributes(chart, 'again', { name: 'istio-egressgateway', namespace: 'istio-system', labels: { app: 'x' } });
  expect(complaintsOf(chart)).toEqual(['[chart/again] gateway istio-system/istio-egressgateway is chart/stock already; use that one']);
});

test.each<[string, object, string]>([
  ['no labels', { labels: {} }, "chart/x: labels {} would select every pod; give those of the gateway's pods, such as { istio: 'egressgateway' }"],
  ['no ports', { ports: [] }, 'chart/x: ports [] leaves nothing to call; name a port of the Service, or leave ports out for 80 and 443'],
  ['a port that is none', { ports: [0] }, 'chart/x: ports[0] 0 is not a whole number from 1 to 65535; write one, such as 443'],
  ['a name that is none', { name: 'a.b' }, "chart/x: name 'a.b' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"],
  ['a namespace that is none', { namespace: '' }, "chart/x: namespace '' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"],
])('%s: refused', (_what, attributes, message) => {
  const said = { name: 'a', namespace: 'b', labels: { istio: 'a' }, ...attributes };
  expect(refusalOf(() => EgressGateway.fromServiceAttributes(newChart(), 'x', said))).toBe(message);
});

test.each<[string, () => unknown, string]>([
  ['no attributes', () => EgressGateway.fromServiceAttributes(newChart(), 'x', undefined as any), 'chart/x: attributes undefined is not an object; '
    + "write one, such as { name: 'istio-egressgateway', namespace: 'istio-system', labels: { istio: 'egressgateway' } }"],
  ['no scope', () => EgressGateway.fromServiceAttributes({} as any, 'x', { name: 'a', namespace: 'b', labels: { istio: 'a' } }),
    "x: scope {} is not a construct; write EgressGateway.fromServiceAttributes(chart, 'egress', attributes)"],
  ['no id', () => EgressGateway.fromServiceAttributes(newChart(), undefined as any, { name: 'a', namespace: 'b', labels: { istio: 'a' } }),
    "chart: id undefined is not a string with at least one character; write EgressGateway.fromServiceAttributes(chart, 'egress', attributes)"],
])('%s: refused', (_what, said, message) => expect(refusalOf(said)).toBe(message));
