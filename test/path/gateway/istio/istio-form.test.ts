import { EgressPort } from '../../../../src';
import { complaintsOf, newChart } from '../../../helpers';
import { chartWithGateway, stockGateway, through, written } from '../gateways';

test('a Gateway selects the pods of the gateway, and a DestinationRule is for its Service', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'a.com');

  expect(written(chart, 'Gateway').map(({ metadata: { name, namespace }, spec: { selector } }) => [name, namespace, selector])).toEqual([
    ['egress-gateway', 'istio-egress', { app: 'egress-gateway', istio: 'istio-egress-egress-gateway' }],
  ]);
  expect(written(chart, 'DestinationRule').map(({ metadata: { name, namespace }, spec: { host } }) => [name, namespace, host])).toEqual([
    ['egress-gateway', 'istio-egress', 'egress-gateway.istio-egress.svc.cluster.local'],
  ]);
});

test('they are written once something goes through, and once', () => {
  const chart = newChart({ namespace: 'shop' });
  const gateway = stockGateway(chart);
  expect(gateway.node.children).toEqual([]);
  through(gateway, chart, 'a.com');
  through(gateway, chart, 'b.com');
  expect(gateway.node.children.map(({ node }) => node.id)).toEqual(['Gateway', 'DestinationRule']);
});

test('routes name the Gateway that is written, and the port that takes them', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'a.com', { ports: [EgressPort.http()] });
  const { gateways, http } = written(chart, 'VirtualService')[0].spec;
  expect(gateways).toEqual(['mesh', 'istio-egress/egress-gateway']);
  expect(http.map(({ match: [match], route: [{ destination }] }: any) => [match.gateways[0], match.port, destination.host])).toEqual([
    ['mesh', 80, 'egress-gateway.istio-egress.svc.cluster.local'], ['istio-egress/egress-gateway', 80, 'a.com'],
  ]);
});

test('what Istio would refuse of the shared objects is told of the gateway', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'localhost');
  expect(complaintsOf(chart)).toEqual([expect.stringMatching(/^\[chart\/egress\] Gateway spec\.servers\[0\]\.hosts\[0\] 'shop\/localhost': .*; write a host such as/)]);
});

test.each(['Gateway', 'DestinationRule'])('a %s that was taken out is missed', (kind) => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'a.com');
  gateway.node.tryRemoveChild(kind);
  expect(complaintsOf(chart)).toEqual([`[chart/egress] ${kind} chart/egress/${kind} was removed from the app, and without it no call goes through `
    + 'gateway istio-egress/egress-gateway; keep it, and change it with addJsonPatch()']);
});
