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

  test.each<[string, () => unknown]>([
    ["Endpoint: 'v1' is not an object of options; write Endpoint.of('192.0.2.1', { weight: 1 })", () => Untyped.of('192.0.2.1', 'v1')],
    ["Endpoint: null is not an object of options; write Endpoint.of('192.0.2.1', { weight: 1 })", () => Untyped.of('192.0.2.1', null)],
    ["Endpoint: 80 is not an object of options; write Endpoint.of('192.0.2.1', { weight: 1 })", () => Untyped.unixSocket('/run/a.sock', 80)],
    ["Endpoint: 80 is not an object of options; write Endpoint.of('192.0.2.1', { weight: 1 })", () => Untyped.inNetwork('vpc-1', 80)],
    ["Endpoint.inNetwork: network 'vpc-2' is given beside 'vpc-1'; leave it out of the options", () => Endpoint.inNetwork('vpc-1', { network: 'vpc-2' })],
  ])('%s', (message, said) => {
    expect(refusalOf(said)).toEqual(message);
  });
});
