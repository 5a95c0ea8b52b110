import { EgressGateway, ExportTo } from '../../../../src';
import { complaintsOf } from '../../../helpers';
import { chartWithGateway, through } from '../gateways';

test('one host declared in two namespaces, through one gateway', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'api.example.com');
  through(gateway, chart, 'api.example.com', { metadata: { namespace: 'billing' } });
  expect(complaintsOf(chart)).toEqual([
    '[chart/api.example.com-billing] api.example.com goes through gateway istio-egress/egress-gateway for chart/api.example.com, too, and the gateway sees one of the two '
    + 'declarations; declare it once, with all its ports, and export it to every namespace that calls it',
  ]);
});

test.each([
  ['callers in common', ExportTo.namespaces('shop'), [
    '[chart/api.example.com-billing] api.example.com goes through gateway istio-egress/other here and through gateway istio-egress/egress-gateway for chart/api.example.com, '
    + 'and some namespace would get the routes of both; use one gateway, or export the two to different namespaces',
  ]],
  ['none', undefined, []],
])('one host through two gateways, with %s', (_what, exportTo, complaints) => {
  const { chart, gateway } = chartWithGateway();
  const other = new EgressGateway(chart, 'other', { metadata: { name: 'other', namespace: 'istio-egress' } });
  through(gateway, chart, 'api.example.com');
  through(other, chart, 'api.example.com', { metadata: { namespace: 'billing' }, exportTo });
  expect(complaintsOf(chart)).toEqual(complaints);
});
