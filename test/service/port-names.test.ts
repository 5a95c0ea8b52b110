import { EgressPort } from '../../src';
import { portNames } from '../../src/service/port-names';

test.each<[string, EgressPort[], string[]]>([
  ['the protocol', [EgressPort.http(), EgressPort.https(), EgressPort.grpcWeb({ number: 81 })], ['http', 'https', 'grpc-web']],
  ['the number makes it unique', [EgressPort.http(), EgressPort.http({ number: 8080 }), EgressPort.http({ number: 8081 })], ['http', 'http-8080', 'http-8081']],
  ['a given name stays', [EgressPort.http({ name: 'web' }), EgressPort.http({ number: 8080 })], ['web', 'http']],
  ['a given name is taken, wherever it stands', [EgressPort.http(), EgressPort.tcp(9, { name: 'http' })], ['http-80', 'http']],
  ['no protocol', [EgressPort.of({ number: 1 }), EgressPort.of({ number: 2 })], ['port', 'port-2']],
  ['nothing', [], []],
])('%s', (_name, ports, names) => {
  expect(portNames(ports)).toEqual(names);
});
