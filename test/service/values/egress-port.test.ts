import { EgressPort, ExternalService, Protocol, TlsOrigination } from '../../../src';
import { newChart, refusalOf } from '../../helpers';

function portsOf(...ports: EgressPort[]): any[] {
  const chart = newChart();
  new ExternalService(chart, 'service', { hosts: ['a.com'], ports, addresses: ['192.0.2.1'], acceptRisks: [] });
  return chart.toJson()[0].spec.ports;
}

test.each<[EgressPort, object, string]>([
  [EgressPort.http(), { number: 80, name: 'http', protocol: 'HTTP' }, 'HTTP 80'],
  [EgressPort.https(), { number: 443, name: 'https', protocol: 'HTTPS' }, 'HTTPS 443'],
  [EgressPort.http2(), { number: 80, name: 'http2', protocol: 'HTTP2' }, 'HTTP2 80'],
  [EgressPort.grpc(), { number: 50051, name: 'grpc', protocol: 'GRPC' }, 'GRPC 50051'],
  [EgressPort.grpcWeb(), { number: 80, name: 'grpc-web', protocol: 'GRPC-Web' }, 'GRPC-Web 80'],
  [EgressPort.tls(), { number: 443, name: 'tls', protocol: 'TLS' }, 'TLS 443'],
  [EgressPort.tcp(5432), { number: 5432, name: 'tcp', protocol: 'TCP' }, 'TCP 5432'],
  [EgressPort.mongo(), { number: 27017, name: 'mongo', protocol: 'MONGO' }, 'MONGO 27017'],
  [EgressPort.mysql(), { number: 3306, name: 'mysql', protocol: 'MYSQL' }, 'MYSQL 3306'],
  [EgressPort.redis(), { number: 6379, name: 'redis', protocol: 'REDIS' }, 'REDIS 6379'],
  [EgressPort.of({ number: 9000 }), { number: 9000, name: 'port' }, 'any protocol 9000'],
  [EgressPort.of({ number: 9000, protocol: Protocol.TLS, name: 'secure', targetPort: 443 }),
    { number: 9000, name: 'secure', protocol: 'TLS', targetPort: 443 }, 'TLS 9000'],
])('%s', (port, spec, text) => {
  expect(portsOf(port)).toEqual([spec]);
  expect(`${port}`).toEqual(text);
});

test.each<[string, EgressPort]>([
  ['http', EgressPort.http({ number: 8080, name: 'api', targetPort: 80 })],
  ['https', EgressPort.https({ number: 8080, name: 'api', targetPort: 80 })],
  ['http2', EgressPort.http2({ number: 8080, name: 'api', targetPort: 80 })],
  ['grpc', EgressPort.grpc({ number: 8080, name: 'api', targetPort: 80 })],
  ['grpcWeb', EgressPort.grpcWeb({ number: 8080, name: 'api', targetPort: 80 })],
  ['tls', EgressPort.tls({ number: 8080, name: 'api', targetPort: 80 })],
  ['tcp', EgressPort.tcp(8080, { name: 'api', targetPort: 80 })],
  ['mongo', EgressPort.mongo({ number: 8080, name: 'api', targetPort: 80 })],
  ['mysql', EgressPort.mysql({ number: 8080, name: 'api', targetPort: 80 })],
  ['redis', EgressPort.redis({ number: 8080, name: 'api', targetPort: 80 })],
])('every option of %s reaches the manifest', (_factory, port) => {
  expect(portsOf(port)).toMatchObject([{ number: 8080, name: 'api', targetPort: 80 }]);
});

describe('TLS that the proxy starts', () => {
  const tls = TlsOrigination.simple();

  test.each<[string, EgressPort, object]>([
    ['HTTP goes to 443', EgressPort.http({ tls }), { number: 80, targetPort: 443 }],
    ['from any number', EgressPort.http({ number: 8080, tls }), { number: 8080, targetPort: 443 }],
    ['and all that HTTP carries', EgressPort.grpc({ tls }), { number: 50051, targetPort: 443 }],
    ['a target port that is given stays', EgressPort.http2({ tls, targetPort: 8443 }), { number: 80, targetPort: 8443 }],
    ['gRPC-Web', EgressPort.grpcWeb({ tls }), { number: 80, targetPort: 443 }],
    ['spelled out', EgressPort.of({ number: 80, protocol: Protocol.HTTP, tls }), { number: 80, targetPort: 443 }],
  ])('%s', (_what, port, spec) => {
    expect(portsOf(port)).toMatchObject([spec]);
  });

  test.each<[string, EgressPort]>([
    ['TCP', EgressPort.tcp(5671, { tls })],
    ['MongoDB', EgressPort.mongo({ tls })],
    ['Redis', EgressPort.redis({ tls })],
  ])('%s stays at its number, where servers with TLS listen, too', (_what, port) => {
    expect(port.tlsOrigination).toBe(tls);
    expect(portsOf(port)[0]).not.toHaveProperty('targetPort', expect.anything());
  });
});

describe('what would be lost is refused', () => {
  const Untyped: any = EgressPort;
  const tls = TlsOrigination.simple();

  test.each<[string, () => unknown]>([
    ['EgressPort for HTTP: 8080 is not an object of options; write { number: 80 }, or leave them out', () => Untyped.http(8080)],
    ['EgressPort for HTTPS: null is not an object of options; write { number: 443 }, or leave them out', () => Untyped.https(null)],
    ["EgressPort for MONGO: '27017' is not an object of options; write { number: 27017 }, or leave them out", () => Untyped.mongo('27017')],
    ["EgressPort.tcp: 'postgres' is not an object of options; write EgressPort.tcp(5432, { name: 'postgres' })", () => Untyped.tcp(5432, 'postgres')],
    ['EgressPort.of: undefined is not an object of options; write EgressPort.of({ number: 8080 })', () => Untyped.of()],
    ['EgressPort.of: 8080 is not an object of options; write EgressPort.of({ number: 8080 })', () => Untyped.of(8080)],
    ['EgressPort for HTTPS: tls would encrypt twice, because with HTTPS the application starts TLS itself; remove tls, or let the application speak '
      + 'in clear text: EgressPort.http({ tls: TlsOrigination.simple() })', () => Untyped.https({ tls })],
    ['EgressPort for TLS: tls would encrypt twice, because with TLS the application starts TLS itself; remove tls, or let the application speak '
      + 'in clear text: EgressPort.http({ tls: TlsOrigination.simple() })', () => Untyped.tls({ tls })],
    ['EgressPort.of: tls would encrypt twice, because with TLS the application starts TLS itself; remove tls, or let the application speak '
      + 'in clear text: EgressPort.http({ tls: TlsOrigination.simple() })', () => EgressPort.of({ number: 443, protocol: Protocol.TLS, tls })],
    ['EgressPort.of: tls without a protocol would put TLS around whatever the application speaks, TLS included; write the protocol that it speaks',
      () => EgressPort.of({ number: 80, tls })],
    ['EgressPort for MYSQL: tls is not possible with MYSQL, in which client and server start TLS in the middle of a connection; remove it',
      () => Untyped.mysql({ tls })],
  ])('%s', (message, said) => {
    expect(refusalOf(said)).toEqual(message);
  });
});

test.each<[string, () => unknown]>([
  ["EgressPort for HTTP: options has no 'tlsOrigination'; it has number, name, targetPort, tls", () => (EgressPort as any).http({ tlsOrigination: 1 })],
  ["EgressPort for HTTPS: options has no 'protocol'; it has number, name, targetPort, tls", () => (EgressPort as any).https({ protocol: 'TLS' })],
  ["EgressPort.tcp: options has no 'number'; it has name, targetPort, tls", () => (EgressPort as any).tcp(22, { number: 23 })],
  ["EgressPort.of: options has no 'port'; it has protocol, number, name, targetPort, tls", () => (EgressPort as any).of({ number: 22, port: 23 })],
  ["EgressPort.tcp: options has no 'Tls'; it has name, targetPort, tls", () => (EgressPort as any).tcp(22, { Tls: 1 })],
])('%s', (message, said) => {
  expect(refusalOf(said)).toBe(message);
});
