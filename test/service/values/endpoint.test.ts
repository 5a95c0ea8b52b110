import { EgressPort, Endpoint, type EndpointOptions, ExternalService, Locality } from '../../../src';
import { newChart, refusalOf } from '../../helpers';

function endpointsOf(...endpoints: Endpoint[]): any[] {
  const chart = newChart();
  new ExternalService(chart, 'service', { hosts: ['a.com'], ports: [EgressPort.http()], endpoints });
  return chart.toJson()[0].spec.endpoints;
}

describe('every option reaches the manifest', () => {
  /** A row for every option, or this does not compile. */
  const OPTIONS: { [Option in keyof Required<EndpointOptions>]: [EndpointOptions, object] } = {
    ports: [{ ports: { http: 8080 } }, { ports: { http: 8080 } }],
    labels: [{ labels: { version: 'v1' } }, { labels: { version: 'v1' } }],
    network: [{ network: 'vpc-1' }, { network: 'vpc-1' }],
    locality: [{ locality: Locality.of('us-east-1', 'us-east-1a') }, { locality: 'us-east-1/us-east-1a' }],
    weight: [{ weight: 0 }, { weight: 0 }],
    serviceAccount: [{ serviceAccount: 'legacy' }, { serviceAccount: 'legacy' }],
  };

  test.each(Object.entries(OPTIONS))('%s', (_option, [options, part]) => {
    expect(endpointsOf(Endpoint.of('192.0.2.1', options))).toEqual([{ address: '192.0.2.1', ...part }]);
  });
});

test.each<[Endpoint, object, string]>([
  [Endpoint.of('192.0.2.1'), { address: '192.0.2.1' }, '192.0.2.1'],
  [Endpoint.of('2001:db8::1'), { address: '2001:db8::1' }, '2001:db8::1'],
  [Endpoint.of('b.com'), { address: 'b.com' }, 'b.com'],
  [Endpoint.unixSocket('/run/a.sock'), { address: 'unix:///run/a.sock' }, 'unix:///run/a.sock'],
  [Endpoint.unixSocket('@abstract', { weight: 1 }), { address: 'unix://@abstract', weight: 1 }, 'unix://@abstract'],
  [Endpoint.inNetwork('vpc-1'), { network: 'vpc-1' }, 'network vpc-1'],
  [Endpoint.inNetwork('vpc-1', { weight: 2 }), { network: 'vpc-1', weight: 2 }, 'network vpc-1'],
])('%s', (endpoint, spec, text) => {
  expect(endpointsOf(endpoint)).toEqual([spec]);
  expect(`${endpoint}`).toEqual(text);
});

describe('what would be lost is refused', () => {
  const Untyped: any = Endpoint;
  const KNOWN = 'it has ports, labels, network, locality, weight, serviceAccount';

  test.each<[string, () => unknown]>([
    ["Endpoint.of: options 'v1' is not an object; write one, such as { weight: 1 }", () => Untyped.of('192.0.2.1', 'v1')],
    ['Endpoint.of: options null is not an object; write one, such as { weight: 1 }', () => Untyped.of('192.0.2.1', null)],
    ['Endpoint.unixSocket: options 80 is not an object; write one, such as { weight: 1 }', () => Untyped.unixSocket('/run/a.sock', 80)],
    ['Endpoint.inNetwork: options 80 is not an object; write one, such as { weight: 1 }', () => Untyped.inNetwork('vpc-1', 80)],
    [`Endpoint.of: options has no 'wieght'; ${KNOWN}`, () => Untyped.of('192.0.2.1', { wieght: 1 })],
    [`Endpoint.unixSocket: options has no 'label'; ${KNOWN}`, () => Untyped.unixSocket('/run/a.sock', { label: {} })],
    [`Endpoint.inNetwork: options has no 'port'; ${KNOWN}`, () => Untyped.inNetwork('vpc-1', { port: 80 })],
    ["Endpoint.unixSocket: path undefined is not a string; write one, such as '/run/service.sock'", () => Untyped.unixSocket()],
    ["chart/service: endpoints[0].weight '1' is not a whole number from 0 to 4294967295; write one, such as 1",
      () => endpointsOf(Untyped.of('192.0.2.1', { weight: '1' }))],
    ['chart/service: endpoints[0].labels null is not an object; write one, such as { key: \'value\' }',
      () => endpointsOf(Untyped.of('192.0.2.1', { labels: null }))],
    ["Endpoint.inNetwork: network 'vpc-2' is given beside 'vpc-1'; leave it out of the options", () => Endpoint.inNetwork('vpc-1', { network: 'vpc-2' })],
  ])('%s', (message, said) => {
    expect(refusalOf(said)).toEqual(message);
  });
});
