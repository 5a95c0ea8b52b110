import {
  DataPlane, EgressPort, Endpoint, ExternalService, type ExternalServiceProps, IstioMesh, type IstioMeshProps, IstioVersion, Resolution,
} from '../../src';
import { choose, chooseForWildcard, isBytes, type ResolutionQuestion } from '../../src/service/resolution';
import { chartInMesh, newChart } from '../helpers';

const HTTP = EgressPort.http();
const HTTPS = EgressPort.https();
const TLS = EgressPort.tls();
const TCP = EgressPort.tcp(5432);

function resolutionOf(props: ExternalServiceProps, mesh?: IstioMeshProps): Resolution {
  return new ExternalService(mesh ? chartInMesh(mesh) : newChart(), 'service', props).resolution;
}

describe('the resolution that nobody wrote', () => {
  test.each<[string, ExternalServiceProps, Resolution]>([
    ['exact hosts', { hosts: ['a.com', 'b.com'], ports: [HTTP] }, Resolution.DNS],
    ['exact host, TCP', { hosts: ['db'], ports: [TCP] }, Resolution.DNS],
    ['exact host with addresses, HTTP and TLS', { hosts: ['a.com'], ports: [HTTP, TLS], addresses: ['192.0.2.1'] }, Resolution.DNS],
    ['TCP with addresses', { hosts: ['db'], ports: [TCP], addresses: ['192.0.2.1'] }, Resolution.NONE],
    ['unknown protocol with addresses', { hosts: ['db'], ports: [EgressPort.of({ number: 1 })], addresses: ['192.0.2.1'] }, Resolution.NONE],
    ['TLS with a CIDR range', { hosts: ['a.com'], ports: [TLS], addresses: ['192.0.2.0/24'] }, Resolution.NONE],
    ['wildcard host with addresses', { hosts: ['*.a.com'], ports: [TLS], addresses: ['192.0.2.1'] }, Resolution.NONE],
    ['endpoints with IP addresses', { hosts: ['a.com'], ports: [HTTP], endpoints: [Endpoint.of('192.0.2.1'), Endpoint.of('fd00::1')] }, Resolution.STATIC],
    ['endpoint on a socket', { hosts: ['a.com'], ports: [HTTP], endpoints: [Endpoint.unixSocket('/run/a.sock')] }, Resolution.STATIC],
    ['endpoint in a network', { hosts: ['a.com'], ports: [HTTP], endpoints: [Endpoint.inNetwork('vpc-1')] }, Resolution.STATIC],
    ['endpoint with a name', { hosts: ['a.com'], ports: [HTTP], endpoints: [Endpoint.of('192.0.2.1'), Endpoint.of('b.com')] }, Resolution.DNS],
    ['wildcard host with endpoints', { hosts: ['*.a.com'], ports: [HTTP], endpoints: [Endpoint.of('192.0.2.1')] }, Resolution.STATIC],
    ['endpoints with IP addresses and a CIDR range', { hosts: ['a.com'], ports: [HTTP], addresses: ['192.0.2.0/24'], endpoints: [Endpoint.of('192.0.2.1')] },
      Resolution.STATIC],
    ['selected workloads', { hosts: ['a.com'], ports: [HTTP], workloadSelector: { app: 'vm' } }, Resolution.STATIC],
  ])('%s', (_name, props, resolution) => {
    expect(resolutionOf(props)).toEqual(resolution);
    expect(resolutionOf(props, { version: IstioVersion.V1_31, dataPlane: DataPlane.AMBIENT })).toEqual(resolution);
  });

  const [SIDECAR, AMBIENT] = [DataPlane.SIDECAR, DataPlane.AMBIENT];
  const [V1_28, V1_29, V1_30] = [IstioVersion.V1_28, IstioVersion.V1_29, IstioVersion.V1_30];

  test.each<[EgressPort, IstioMeshProps | undefined, Resolution]>([
    [TLS, undefined, Resolution.NONE],
    [TLS, { version: V1_29 }, Resolution.NONE],
    [TLS, { version: V1_30 }, Resolution.DYNAMIC_DNS],
    [TLS, { version: V1_28, dataPlane: AMBIENT }, Resolution.DYNAMIC_DNS],
    [HTTP, { version: V1_30, dataPlane: SIDECAR }, Resolution.DYNAMIC_DNS],
    [HTTPS, { version: V1_30 }, Resolution.NONE],
    [EgressPort.http2(), { version: V1_29, dataPlane: AMBIENT }, Resolution.NONE],
    [EgressPort.http2(), { version: V1_30 }, Resolution.DYNAMIC_DNS],
    [EgressPort.grpc(), { version: V1_30 }, Resolution.DYNAMIC_DNS],
    [EgressPort.grpcWeb(), { version: V1_30 }, Resolution.NONE],
  ])('wildcard host, %s, mesh %j', (port, mesh, resolution) => {
    expect(resolutionOf({ hosts: ['*.a.com'], ports: [port] }, mesh)).toEqual(resolution);
  });

  test('one exact host among wildcards, or one port that does not fit, decides for all', () => {
    const mesh = { version: IstioVersion.V1_31 };

    expect(resolutionOf({ hosts: ['*.a.com', 'a.com'], ports: [TLS] }, mesh)).toEqual(Resolution.NONE);
    expect(resolutionOf({ hosts: ['*.a.com'], ports: [TLS, EgressPort.https({ number: 8443 })] }, mesh)).toEqual(Resolution.NONE);
  });

  test('is never asked for where one is written', () => {
    expect(resolutionOf({ hosts: ['a.com'], ports: [HTTP], resolution: Resolution.DNS_ROUND_ROBIN })).toEqual(Resolution.DNS_ROUND_ROBIN);
  });

  test('the whole matrix', () => {
    const hosts = { exact: ['a.com'], wildcard: ['*.a.com'], both: ['a.com', '*.a.com'] };
    const addresses = { 'no address': [], 'IP': ['192.0.2.1'], 'CIDR': ['192.0.2.0/24'] };
    const endpoints = {
      'no endpoint': [],
      'at IP': [Endpoint.of('192.0.2.1')],
      'at name': [Endpoint.of('b.com')],
      'at socket': [Endpoint.unixSocket('/s')],
    };
    const ports = { tcp: TCP, http: HTTP, https: HTTPS, tls: TLS };
    const versions = [V1_28, V1_29, V1_30, IstioVersion.V1_31];
    const declared = [SIDECAR, AMBIENT].flatMap((dataPlane) => versions.map((version) => chartInMesh({ version, dataPlane })));
    const meshes = [newChart(), ...declared].map((chart) => IstioMesh.of(chart));

    const rows = Object.entries(hosts).flatMap(([host, hostNames]) => Object.entries(addresses).flatMap(([address, ips]) =>
      Object.entries(endpoints).flatMap(([endpoint, places]) => Object.entries(ports).map(([protocol, port]) => {
        const question = { hosts: hostNames, addresses: ips, ports: [port], endpoints: places, selectsWorkloads: false };
        const settled = choose(question);
        const choices = settled ? [settled] : meshes.map((mesh) => chooseForWildcard(question, mesh, mesh.dataPlane));
        return `${host}, ${address}, ${endpoint}, ${protocol}: ${choices.map(({ resolution }) => resolution).join(' ')}`;
      }))));

    // Where it depends on the mesh: undeclared, then sidecars and then ambient in 1.28, 1.29, 1.30, 1.31.
    expect(rows).toMatchSnapshot();
  });
});

describe('why, for a person', () => {
  const WILDCARD: ResolutionQuestion = { hosts: ['*.a.com'], addresses: [], ports: [], endpoints: [], selectsWorkloads: false };

  test.each<[string, Partial<ResolutionQuestion>, string]>([
    ['no mesh declared', { ports: [TLS] }, 'DYNAMIC_DNS came to this data plane with Istio 1.30, and this mesh is taken for 1.28'],
    ['an exact host', { hosts: ['*.a.com', 'a.com'] }, 'DYNAMIC_DNS takes wildcard hosts only, and a.com is not one: a service of its own could be resolved'],
  ])('%s', (_name, question, because) => {
    const mesh = IstioMesh.of(newChart());

    expect(chooseForWildcard({ ...WILDCARD, ...question }, mesh, mesh.dataPlane)).toEqual({ resolution: Resolution.NONE, because });
  });

  test.each([
    [HTTPS, 'DYNAMIC_DNS does not take HTTPS: EgressPort.tls({ number: 443 }) says the same and could be resolved'],
    [TCP, 'DYNAMIC_DNS does not take TCP 5432'],
    [EgressPort.of({ number: 9000 }), 'DYNAMIC_DNS does not take any protocol 9000'],
  ])('%s', (port, because) => {
    const mesh = IstioMesh.of(chartInMesh({ version: IstioVersion.V1_31 }));

    expect(chooseForWildcard({ ...WILDCARD, ports: [port] }, mesh, mesh.dataPlane).because).toEqual(because);
  });
});

test('bytes are what names no host', () => {
  const databases = [EgressPort.mongo(), EgressPort.mysql(), EgressPort.redis()];
  const ports = [HTTP, HTTPS, TLS, TCP, ...databases, EgressPort.grpc(), EgressPort.of({ number: 1 })];

  expect(ports.filter(isBytes).map(String)).toEqual(['TCP 5432', 'MONGO 27017', 'MYSQL 3306', 'REDIS 6379', 'any protocol 1']);
});
