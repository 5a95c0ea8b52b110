import { Duration } from 'cdk8s';
import { EgressPort, TlsOrigination } from '../../../src';
import { wishesOf } from '../../../src/service/companions/wishes';

const PORTS = { ports: [EgressPort.http()] };

test('most services wish for nothing', () => {
  expect(wishesOf(PORTS)).toBeUndefined();
  expect(wishesOf({ ...PORTS, stripMeshHeaders: false })).toBeUndefined();
});

test('one prop is a wish, and so is TLS of a port', () => {
  expect(wishesOf({ ...PORTS, timeout: Duration.seconds(1) })).toMatchObject({ timeout: Duration.seconds(1) });
  expect(wishesOf({ ports: [EgressPort.http({ tls: TlsOrigination.simple() })] })).toBeDefined();
});

test('what a program changes afterwards changes no wish', () => {
  const removeRequestHeaders = ['x-team'];
  const connectionPool = { maxConnections: 1 };
  const wishes = wishesOf({ ...PORTS, removeRequestHeaders, connectionPool });

  removeRequestHeaders.push('x-user');
  connectionPool.maxConnections = 2;

  expect(wishes).toMatchObject({ removeRequestHeaders: ['x-team'], connectionPool: { maxConnections: 1 } });
});
