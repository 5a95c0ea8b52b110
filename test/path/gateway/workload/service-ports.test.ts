import { EgressPort, Endpoint, GatewayHop } from '../../../../src';
import { chartWithGateway, through, written } from '../gateways';

test('the ports of the Service are those of what goes through, and tell what sidecars may send', () => {
  const { chart, gateway } = chartWithGateway();
  const db = { addresses: ['192.0.2.1'], endpoints: [Endpoint.of('192.0.2.1')] };
  through(gateway, chart, 'a.com', { ports: [EgressPort.tls({ number: 8443 }), EgressPort.grpc()] });
  through(gateway, chart, 'b.com', { ports: [EgressPort.http(), EgressPort.tls({ number: 50051 })] });
  through(gateway, chart, 'c.com', { ...db, ports: [EgressPort.tcp(5432)] });
  through(gateway.withOptions({ hop: GatewayHop.PASSTHROUGH }), chart, 'd.com', { ...db, ports: [EgressPort.tcp(7000)] });

  expect(written(chart, 'Service')[0].spec.ports).toEqual([
    { name: 'http2-80', port: 80, targetPort: 10080, protocol: 'TCP' },
    { name: 'tls-5432', port: 5432, targetPort: 5432, protocol: 'TCP' },
    { name: 'tcp-7000', port: 7000, targetPort: 7000, protocol: 'TCP' },
    { name: 'tls-8443', port: 8443, targetPort: 8443, protocol: 'TCP' },
    { name: 'http2-50051', port: 50051, targetPort: 50051, protocol: 'TCP' },
  ]);
});
