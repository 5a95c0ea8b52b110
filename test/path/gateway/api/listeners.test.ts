import { EgressPort, ExternalService, GatewayApiEgressGateway, GatewayHop, IstioVersion } from '../../../../src';
import { chartInMesh, complaintsOf } from '../../../helpers';
import { written } from '../gateways';

function chartWithGateway() {
  const chart = chartInMesh({ version: IstioVersion.V1_31 }, { namespace: 'shop' });
  const gateway = new GatewayApiEgressGateway(chart, 'egress', { metadata: { name: 'out', namespace: 'edge' } });
  return { chart, gateway, passed: gateway.withOptions({ hop: GatewayHop.PASSTHROUGH }) };
}

test('a listener for each port, of the kind that its services need', () => {
  const { chart, gateway, passed } = chartWithGateway();
  new ExternalService(chart, 'a', { hosts: ['a.com'], ports: [EgressPort.https(), EgressPort.http({ number: 8080 })], via: passed });
  new ExternalService(chart, 'b', { hosts: ['b.com'], ports: [EgressPort.http()], via: gateway });

  expect(written(chart, 'Gateway')[0].spec.listeners.map(({ name, port, protocol }: any) => [name, port, protocol])).toEqual([
    ['https-80', 80, 'HTTPS'], ['tls-443', 443, 'TLS'], ['http-8080', 8080, 'HTTP'],
  ]);
});

test('a port that would need two listeners is refused', () => {
  const { chart, gateway, passed } = chartWithGateway();
  new ExternalService(chart, 'a', { hosts: ['a.com'], ports: [EgressPort.tls({ number: 8443 })], via: passed });
  new ExternalService(chart, 'b', { hosts: ['b.com'], ports: [EgressPort.http({ number: 8443 })], via: gateway });

  expect(complaintsOf(chart)).toEqual(['[chart/egress] port 8443 would have to take both TLS 8443 with hop PASSTHROUGH of chart/a '
    + 'and HTTP 8443 with hop ISTIO_MUTUAL of chart/b, and callers speak to a port in one way; use another gateway for one of the two']);
});
