import { EgressPort, Endpoint, GatewayHop } from '../../../../src';
import { complaintsOf } from '../../../helpers';
import { chartWithGateway, through } from '../gateways';

const TCP = { addresses: ['192.0.2.1'], endpoints: [Endpoint.of('192.0.2.1')], ports: [EgressPort.tcp(5432)] };
const OTHER_TCP = { addresses: ['192.0.2.2'], endpoints: [Endpoint.of('192.0.2.2')], ports: [EgressPort.tcp(5432)] };

test('everything shares a port inside the TLS of the mesh', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'a.com', TCP);
  through(gateway, chart, 'b.com', OTHER_TCP);
  through(gateway, chart, 'c.com', { ports: [EgressPort.tls({ number: 5432 })] });
  through(gateway, chart, 'd.com', { ports: [EgressPort.http({ number: 5432 })] });
  through(gateway.withOptions({ hop: GatewayHop.PASSTHROUGH }), chart, 'e.com', { ports: [EgressPort.tls({ number: 5432 })] });
  expect(complaintsOf(chart)).toEqual([]);
});

test.each([
  ['HTTP in clear and in TLS', { ports: [EgressPort.http()] }, { ports: [EgressPort.http()] },
    'port 80 of gateway istio-egress/egress-gateway tells calls apart by the names in TLS for HTTP 80 of b.com, and by Host headers in clear '
    + 'for HTTP 80 of chart/a.com, and cannot do both; leave hop out for both, or use another gateway'],
  ['TCP in clear and in TLS', TCP, OTHER_TCP,
    'port 5432 of gateway istio-egress/egress-gateway tells calls apart by the names in TLS for TCP 5432 of b.com, and by the port alone '
    + 'for TCP 5432 of chart/a.com, and cannot do both; leave hop out for both, or use another gateway'],
])('%s on one port', (_what, one, other, message) => {
  const { chart, gateway } = chartWithGateway();
  through(gateway.withOptions({ hop: GatewayHop.PASSTHROUGH }), chart, 'a.com', one);
  through(gateway, chart, 'b.com', other);
  expect(complaintsOf(chart)).toEqual([`[chart/b.com] ${message}`]);
});

test('two TCP services in clear on one port', () => {
  const { chart, gateway } = chartWithGateway();
  const clear = gateway.withOptions({ hop: GatewayHop.PASSTHROUGH });
  through(clear, chart, 'a.com', TCP);
  through(clear, chart, 'b.com', OTHER_TCP);
  expect(complaintsOf(chart)).toEqual([expect.stringContaining('by the port alone for TCP 5432 of b.com, and by the port alone for')]);
});

test('a host below a wildcard', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'en.wikipedia.org');
  through(gateway, chart, '*.wikipedia.org', { endpoints: [Endpoint.of('www.wikipedia.org')] });
  through(gateway, chart, 'wikipedia.org');
  expect(complaintsOf(chart)).toEqual([
    '[chart/en.wikipedia.org] en.wikipedia.org is below *.wikipedia.org of chart/any.wikipedia.org, and at port 443 of gateway istio-egress/egress-gateway Istio would '
    + 'send the calls of one to the other; use another gateway for one of the two',
  ]);
});

test('hosts are compared as DNS does', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'EN.wikipedia.org', { metadata: { name: 'en' } });
  through(gateway, chart, '*.Wikipedia.org', { metadata: { name: 'any' }, endpoints: [Endpoint.of('www.wikipedia.org')] });
  through(gateway, chart, 'a.com', { hosts: ['a.com', 'A.com', 'a.com'] });
  expect(complaintsOf(chart)).toEqual(expect.arrayContaining([
    expect.stringContaining('[chart/EN.wikipedia.org] EN.wikipedia.org is below *.Wikipedia.org of chart/any.Wikipedia.org'),
    '[chart/a.com] hosts has a.com and A.com, which are one host; name it once',
  ]));
});

test('a wildcard below a wildcard', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, '*.en.wikipedia.org', { endpoints: [Endpoint.of('en.wikipedia.org')] });
  through(gateway, chart, '*.wikipedia.org', { endpoints: [Endpoint.of('www.wikipedia.org')] });
  expect(complaintsOf(chart)).toEqual([expect.stringContaining('*.en.wikipedia.org is below *.wikipedia.org')]);
});
