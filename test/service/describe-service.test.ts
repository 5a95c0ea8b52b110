import { DataPlane, EgressLockdown, EgressPort, Endpoint, ExportTo, ExternalService, type ExternalServiceProps, IstioVersion, LockdownScope, Resolution, Risk } from '../../src';
import { chartInMesh, newChart } from '../helpers';

const HTTPBIN: ExternalServiceProps = {
  metadata: { name: 'httpbin.org', namespace: 'backyards-demo' },
  hosts: ['httpbin.org', 'www.httpbin.org'],
  ports: [EgressPort.http()],
};

test('tells the post\'s service in a paragraph', () => {
  expect(new ExternalService(newChart(), 'httpbin', HTTPBIN).describe()).toEqual(
    'chart/httpbin is ServiceEntry httpbin.org in namespace backyards-demo (MESH_EXTERNAL). '
    + 'It declares HTTP 80 of httpbin.org, www.httpbin.org. '
    + 'Resolution is DNS, because its hosts are DNS names: a proxy of the mesh that calls it resolves the name itself, whatever address the client dialled. '
    + 'It is visible to its own namespace (backyards-demo).',
  );
});

test.each<[string, Partial<ExternalServiceProps>, string]>([
  ['a written resolution', { resolution: Resolution.DNS_ROUND_ROBIN },
    'Resolution is DNS_ROUND_ROBIN, because the program says so: a proxy of the mesh that calls it resolves the name itself and stays with the first address.'],
  ['endpoints', { endpoints: [Endpoint.of('192.0.2.1')] },
    'Resolution is STATIC, because its endpoints have fixed addresses: a proxy of the mesh that calls it forwards to the addresses of the endpoints.'],
  ['endpoints with names', { endpoints: [Endpoint.of('b.com')] }, 'Resolution is DNS, because an endpoint is a DNS name:'],
  ['selected workloads', { workloadSelector: { app: 'vm' } }, 'Resolution is STATIC, because its endpoints are the workloads it selects:'],
  ['TCP with addresses', { hosts: ['db'], ports: [EgressPort.tcp(5432)], addresses: ['192.0.2.1'] },
    'Resolution is NONE, because the addresses say where its bytes go: a proxy of the mesh that calls it forwards to the address the client dialled.'],
  ['a CIDR range', { ports: [EgressPort.tls()], addresses: ['192.0.2.0/24'] }, 'because a range of addresses has no single place to forward to:'],
  ['a wildcard with addresses', { hosts: ['*.a.com'], ports: [EgressPort.tls()], addresses: ['192.0.2.1'] },
    'because a wildcard host with addresses cannot be resolved by DNS:'],
  ['https on a wildcard', { hosts: ['*.a.com'], ports: [EgressPort.https()] },
    'Resolution is NONE, because DYNAMIC_DNS does not take HTTPS: EgressPort.tls({ number: 443 }) says the same and could be resolved: '],
  ['tls on a wildcard', { hosts: ['*.a.com'], ports: [EgressPort.tls()] },
    'Resolution is DYNAMIC_DNS, because the name in each call is resolved, so that a call cannot name one host and reach another: '
    + 'a proxy of the mesh that calls it resolves the name in each call, whatever address the client dialled.'],
  ['no ports', { ports: [] }, 'It declares no port of httpbin.org, www.httpbin.org.'],
  ['no namespace', { metadata: { name: 'a' } }, 'chart/service is ServiceEntry a (MESH_EXTERNAL).'],
  ['exportTo for all', { exportTo: ExportTo.ALL_NAMESPACES }, 'It is visible to every namespace.'],
  ['exportTo for nobody', { exportTo: ExportTo.NOBODY }, 'It is visible to nobody.'],
  ['exportTo left to the mesh', { exportTo: ExportTo.MESH_DEFAULT }, "It is visible to the namespaces of the mesh's defaultServiceExportTo."],
  ['exportTo for some', { exportTo: ExportTo.namespaces('.', 'shop') }, 'It is visible to its own namespace (backyards-demo), shop.'],
  ['a risk', { resolution: Resolution.NONE, acceptRisks: [Risk.spoofableHost({ reason: 'clients are ours' })] }, 'It accepts Risk.spoofableHost: clients are ours.'],
])('tells of %s', (_what, props, sentence) => {
  const chart = chartInMesh({ version: IstioVersion.V1_31, dataPlane: DataPlane.SIDECAR });

  expect(new ExternalService(chart, 'service', { ...HTTPBIN, ...props }).describe()).toContain(sentence);
});

test('tells who may see it as it stands when asked', () => {
  const chart = newChart();
  const service = new ExternalService(chart, 'service', HTTPBIN);
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('demo', { allow: [service] }) });

  expect(service.describe()).toContain('It is visible to its own namespace (backyards-demo), demo.');
});
