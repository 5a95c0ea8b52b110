import { EgressPort, Endpoint, Location } from '../../src';
import type { GivenProps } from '../../src/service/external-service-props';
import { portSpecs, specDraft } from '../../src/service/service-entry-fields';

const draftOf = (given: Partial<GivenProps>) => specDraft({
  hosts: ['a.example.com'], ports: [EgressPort.http()], location: Location.MESH_EXTERNAL, ...given,
});

test('a spec has the fields that are used, and those that are open until synth', () => {
  expect(Object.keys(draftOf({}))).toEqual(['hosts', 'ports', 'location', 'resolution', 'exportTo']);
  expect(Object.keys(draftOf({ addresses: ['192.0.2.1'], workloadSelector: { app: 'a' }, subjectAltNames: ['a'] })))
    .toEqual(['hosts', 'ports', 'location', 'resolution', 'exportTo', 'addresses', 'workloadSelector', 'subjectAltNames']);
});

test('an empty list of endpoints is none', () => {
  expect(draftOf({ endpoints: [] })).not.toHaveProperty('endpoints');
  expect(draftOf({ endpoints: [Endpoint.of('192.0.2.1')] }).endpoints).toMatchObject([{ address: '192.0.2.1' }]);
});

test('a port has a targetPort where it differs', () => {
  expect(portSpecs([EgressPort.http()])!.map((port) => Object.keys(port))).toEqual([['number', 'name', 'protocol']]);
  expect(portSpecs([EgressPort.http({ targetPort: 8080 })])).toEqual([{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 8080 }]);
});
