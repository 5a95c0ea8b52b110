import { Duration } from 'cdk8s';
import { EgressFirewall, EgressGateway, EgressPort, ExportTo, ExternalService, type ExternalServiceProps } from '../../../../src';
import { complaintsOf } from '../../../helpers';
import { chartWithGateway, through } from '../gateways';

const HOST = 'api.example.com';

test('one host declared in two namespaces, through one gateway', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, HOST);
  through(gateway, chart, HOST, { metadata: { namespace: 'billing' } });
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
  through(gateway, chart, HOST);
  through(other, chart, HOST, { metadata: { namespace: 'billing' }, exportTo });
  expect(complaintsOf(chart)).toEqual(complaints);
});

test('each gateway is compared with each, in whatever spelling of the host', () => {
  const { chart, gateway } = chartWithGateway();
  const other = new EgressGateway(chart, 'other', { metadata: { name: 'other', namespace: 'istio-egress' } });
  through(gateway, chart, HOST);
  through(other, chart, HOST, { metadata: { namespace: 'billing' } });
  through(other, chart, 'API.example.com', { metadata: { namespace: 'finance', name: 'api' } });
  expect(complaintsOf(chart)).toEqual([expect.stringContaining(
    '[chart/API.example.com-finance] API.example.com goes through gateway istio-egress/other for chart/api.example.com-billing, too',
  )]);
});

describe('one host through a gateway, and in namespace billing not', () => {
  function complaintsAbout(gatewayed: Partial<ExternalServiceProps>, other: Partial<ExternalServiceProps>): string[] {
    const { chart, gateway } = chartWithGateway();
    new ExternalService(chart, 'other', { metadata: { namespace: 'billing' }, hosts: [HOST], ports: [EgressPort.https()], ...other });
    through(gateway, chart, HOST, gatewayed);
    return complaintsOf(chart);
  }

  const refused = (way: string, host = HOST) => [`[chart/other] ${host} goes ${way} here and through gateway istio-egress/egress-gateway for chart/api.example.com, `
    + 'and a namespace that sees both would go one way for both; declare it once, or export the two to different namespaces'];
  const STRAIGHT = 'straight from the proxy of the caller';
  const BOTH = { exportTo: ExportTo.namespaces('shop', 'billing') };

  test.each<[string, Partial<ExternalServiceProps>, Partial<ExternalServiceProps>, string[]]>([
    ['the one is seen by the callers of the other', BOTH, {}, refused(STRAIGHT)],
    ['the other is seen by the callers of the one', {}, BOTH, refused(STRAIGHT)],
    ['everybody sees the other', {}, { exportTo: ExportTo.ALL_NAMESPACES }, refused(STRAIGHT)],
    ['it is spelt otherwise', {}, { ...BOTH, hosts: ['Api.example.com.'] }, refused(STRAIGHT, 'Api.example.com.')],
    ['it has routes of its own', { ...BOTH, ports: [EgressPort.http()] }, { ports: [EgressPort.http()], timeout: Duration.seconds(3) }, refused(STRAIGHT)],
    ['it goes another way', {}, { ...BOTH, via: EgressFirewall.inCluster('firewall', 'egress') }, refused('through firewall egress/firewall')],
  ])('%s: refused', (_what, gatewayed, other, complaints) => expect(complaintsAbout(gatewayed, other)).toEqual(complaints));

  test.each<[string, Partial<ExternalServiceProps>, Partial<ExternalServiceProps>]>([
    ['nobody sees both', {}, {}],
    ['only the gateway sees both', {}, { metadata: { namespace: 'istio-egress' } }],
    ['they have no port in common: a route names its port', BOTH, { ports: [EgressPort.http()] }],
    ['nobody sees the other', BOTH, { exportTo: ExportTo.NOBODY }],
    ['another host', BOTH, { hosts: ['www.example.com'] }],
  ])('%s: taken', (_what, gatewayed, other) => expect(complaintsAbout(gatewayed, other)).toEqual([]));

  test('what somebody else declares may go any way', () => {
    const { chart, gateway } = chartWithGateway();
    ExternalService.fromServiceEntryAttributes(chart, 'theirs', {
      name: 'theirs', namespace: 'billing', hosts: [HOST], ports: [EgressPort.https()], exportTo: ExportTo.ALL_NAMESPACES,
    });
    through(gateway, chart, HOST);
    expect(complaintsOf(chart)).toEqual([]);
  });
});
