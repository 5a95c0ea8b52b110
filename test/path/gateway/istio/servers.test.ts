import { EgressPort, Endpoint, GatewayHop } from '../../../../src';
import { chartWithGateway, through, written } from '../gateways';

const tcp = (address: string) => ({ addresses: [address], endpoints: [Endpoint.of(address)], ports: [EgressPort.tcp(5432)] });

function servers(say: (world: ReturnType<typeof chartWithGateway>) => void): string[] {
  const world = chartWithGateway();
  say(world);
  return written(world.chart, 'Gateway')[0].spec.servers
    .map(({ port, hosts, tls }: any) => `${port.number} ${port.name} ${port.protocol} ${tls?.mode ?? 'in clear'}: ${hosts.join(', ')}`);
}

test('HTTP of every kind shares a server of its port', () => {
  expect(servers(({ chart, gateway }) => {
    through(gateway, chart, 'b.com', { ports: [EgressPort.http(), EgressPort.grpc({ number: 80 + 1 })] });
    through(gateway, chart, 'a.com', { ports: [EgressPort.http2({ number: 80 })], metadata: { namespace: 'billing' } });
  })).toEqual(['80 https-80 HTTPS ISTIO_MUTUAL: billing/a.com, shop/b.com', '81 https-81 HTTPS ISTIO_MUTUAL: shop/b.com']);
});

test('TLS and TCP have a server for each host: Istio gives a server one destination', () => {
  expect(servers(({ chart, gateway }) => {
    through(gateway, chart, 'b.com');
    through(gateway, chart, 'a.com');
    through(gateway, chart, 'db.com', tcp('192.0.2.1'));
  })).toEqual([
    '443 tls-443-a-com TLS ISTIO_MUTUAL: shop/a.com', '443 tls-443-b-com TLS ISTIO_MUTUAL: shop/b.com', '5432 tls-5432-db-com TLS ISTIO_MUTUAL: shop/db.com',
  ]);
});

test('without the TLS of the mesh', () => {
  expect(servers(({ chart, gateway }) => {
    const plain = gateway.withOptions({ hop: GatewayHop.PASSTHROUGH });
    through(plain, chart, 'a.com', { ports: [EgressPort.https(), EgressPort.http()] });
    through(plain, chart, 'b.com', { ports: [EgressPort.https(), EgressPort.http()] });
    through(plain, chart, 'db.com', tcp('192.0.2.1'));
  })).toEqual([
    '80 http-80 HTTP in clear: shop/a.com, shop/b.com', '443 tls-443 TLS PASSTHROUGH: shop/a.com, shop/b.com', '5432 tcp-5432 TCP in clear: shop/db.com',
  ]);
});
