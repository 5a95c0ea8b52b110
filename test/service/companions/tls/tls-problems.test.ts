import * as kplus from 'cdk8s-plus-27';
import {
  CaBundle, ClientCertificate, DataPlane, EgressLockdown, EgressPort, ExportTo, ExternalService, type ExternalServiceProps,
  type IEgressPath, type IstioMeshProps, IstioVersion, LockdownScope, type SimpleTlsOptions, TlsOrigination, Workloads,
} from '../../../../src';
import { type Leg } from '../../../../src/service/paths/egress-plan';
import { chartInMesh, complaintsOf, newChart, refusalOf } from '../../../helpers';

const toHost = (host: string, { number: port }: EgressPort): Leg[] => [{ layer: 'http', port, next: { host, port }, isLast: true }];
const GATEWAY: IEgressPath = {
  way: 'through gateway egress/test',
  _plan: () => ({ isRouted: true, relays: ['egress'], hidesDirectPath: false, labels: {}, legs: toHost, problems: () => [] }),
};
const HOLDERS = Workloads.select({ namespace: 'shop', labels: { app: 'payments' } });
const CERTIFICATE = ClientCertificate.secret('stripe-client', { workloads: HOLDERS, serviceAccount: 'payments' });

function http(clientCertificate: ClientCertificate, number?: number): EgressPort {
  return EgressPort.http({ number, tls: TlsOrigination.mutual({ clientCertificate }) });
}

function simple(options?: SimpleTlsOptions): EgressPort {
  return EgressPort.http({ tls: TlsOrigination.simple(options) });
}

function refusalFor(props: Partial<ExternalServiceProps>): string {
  return refusalOf(() => new ExternalService(newChart({ namespace: 'shop' }), 'stripe', { hosts: ['api.stripe.com'], ports: [http(CERTIFICATE)], ...props }));
}

function complaintsFor(props: Partial<ExternalServiceProps>, mesh: IstioMeshProps = {}): string[] {
  const chart = chartInMesh(mesh, { namespace: 'shop' });
  new ExternalService(chart, 'stripe', { hosts: ['api.stripe.com'], ports: [http(CERTIFICATE)], ...props });
  return complaintsOf(chart);
}

test.each<[string, Partial<ExternalServiceProps>]>([
  ['ports[0].tls: sidecars fetch Secret stripe-client, which Istio allows to those of named workloads only, and without them calls leave in clear text; '
    + "write ClientCertificate.secret('stripe-client', { workloads: Workloads.of(deployment) })", { ports: [http(ClientCertificate.secret('stripe-client'))] }],
  ['ports[1].tls: sidecars fetch Secret stripe-ca, which Istio allows to those of named workloads only, and without them calls leave in clear text; '
    + "write CaBundle.secret('stripe-ca', { workloads: Workloads.of(deployment) })", { ports: [EgressPort.https(), simple({ caCertificates: CaBundle.secret('stripe-ca') })] }],
  ['ports[1].tls: its workloads are shop/{"app":"till"}, and those of ports[0].tls are shop/{"app":"payments"}, while one rule of Istio\'s is for one '
    + 'selection of workloads; write the same ones', {
    ports: [http(CERTIFICATE), http(ClientCertificate.secret('b', { workloads: Workloads.select({ namespace: 'shop', labels: { app: 'till' } }), serviceAccount: 'a' }), 8080)],
  }],
  ['ports[0].tls: workloads shop/{"app":"payments"} are in namespace shop and the service in egress, '
    + 'while Istio selects the workloads of a rule in its own namespace; declare the service in theirs', { metadata: { namespace: 'egress' } }],
  ['nothing says which service account shop/{"app":"payments"} has, and its proxies get no key before it may list Secrets; '
    + "write ClientCertificate.secret(name, { workloads, serviceAccount: 'its name' })", { ports: [http(ClientCertificate.secret('a', { workloads: HOLDERS }))] }],
  ['ports[0].tls: workloads shop/{"app":"payments"} have no say in it, because calls go through gateway egress/test, and TLS is started there; '
    + 'leave workloads out, and keep the certificates where that proxy runs', { via: GATEWAY }],
])('refused at once: %s', (message, props) => {
  expect(refusalFor(props)).toBe(`chart/stripe: ${message}`);
});

test.each<[string, Partial<ExternalServiceProps>, IstioMeshProps]>([
  ['exportTo [., billing] shows the service to namespaces in which nobody has the certificates of shop/{"app":"payments"}; '
    + 'keep it to its own, declare it in each namespace with certificates of its own, or let the calls go through a gateway that has them',
  { exportTo: ExportTo.namespaces('.', 'billing') }, {}],
  ["exportTo the mesh's default shows the service to namespaces in which nobody has the certificates of shop/{\"app\":\"payments\"}; "
    + 'keep it to its own, declare it in each namespace with certificates of its own, or let the calls go through a gateway that has them',
  { exportTo: ExportTo.MESH_DEFAULT }, {}],
  ['the mesh is ambient, and ztunnel starts no TLS: calls would leave in clear text; '
    + 'let them go through a gateway or a waypoint, or keep the service to namespaces with sidecars',
  { ports: [simple()], exportTo: ExportTo.ALL_NAMESPACES }, { dataPlane: DataPlane.AMBIENT }],
  ['namespace billing is ambient, and ztunnel starts no TLS: calls would leave in clear text; '
    + 'let them go through a gateway or a waypoint, or keep the service to namespaces with sidecars',
  { ports: [simple()], exportTo: ExportTo.namespaces('.', 'billing') }, { namespaceDataPlanes: { billing: DataPlane.AMBIENT } }],
  ['ports[0].tls: CaBundle.configMap() needs Istio 1.26, and this mesh is taken for 1.25; use CaBundle.file(), or declare the version with new IstioMesh()',
    { ports: [simple({ caCertificates: CaBundle.configMap('stripe-ca') })] }, { version: IstioVersion.of('1.25') }],
  ['ports[0].tls: with resolution DYNAMIC_DNS it is the name in each call that is asked for and verified; leave out sni and subjectAltNames',
    { hosts: ['*.stripe.com'], ports: [simple({ sni: 'a.com' })] }, { version: IstioVersion.V1_31 }],
  ['ports[0].tls: with resolution DYNAMIC_DNS TLS goes from port 80 to port 443, and here it would go from 8080 to 443; '
    + 'leave number and targetPort out, or name the exact hosts',
  { hosts: ['*.stripe.com'], ports: [EgressPort.http({ number: 8080, tls: TlsOrigination.simple() })] }, { version: IstioVersion.V1_31 }],
  ['ports[0].tls: TCP names no host, so that for a wildcard host no name in a certificate could be verified; write sni, or name the exact hosts',
    { hosts: ['*.stripe.com'], addresses: ['192.0.2.1'], ports: [EgressPort.tcp(5671, { tls: TlsOrigination.simple() })] }, {}],
])('refused at synth: %s', (message, props, mesh) => {
  expect(complaintsFor(props, mesh)).toEqual([`[chart/stripe] ${message}`]);
});

test('a lockdown of another namespace cannot allow what only some workloads have certificates for', () => {
  const chart = newChart({ namespace: 'shop' });
  const stripe = new ExternalService(chart, 'stripe', { hosts: ['api.stripe.com'], ports: [http(CERTIFICATE)] });
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('billing', { allow: [stripe] }) });
  expect(complaintsOf(chart)).toEqual([expect.stringContaining('[chart/stripe] exportTo [., billing] shows the service to namespaces in which nobody has')]);
});

test('workloads without labels cannot be selected', () => {
  const chart = newChart({ namespace: 'shop' });
  const deployment = new kplus.Deployment(chart, 'payments', { containers: [{ image: 'payments' }], select: false });
  const clientCertificate = ClientCertificate.secret('stripe-client', { workloads: Workloads.of(deployment) });
  new ExternalService(chart, 'stripe', { hosts: ['api.stripe.com'], ports: [http(clientCertificate)] });
  expect(complaintsOf(chart)).toEqual([expect.stringContaining(
    'give it labels, or mount the certificates as files and leave workloads out where every pod has them')]);
});

test('a gateway on the way has the certificates, for callers of every namespace', () => {
  const chart = newChart({ namespace: 'shop' });
  const ports = [http(ClientCertificate.secret('stripe-client'))];
  new ExternalService(chart, 'stripe', { hosts: ['api.stripe.com'], ports, via: GATEWAY, exportTo: ExportTo.namespaces('.', 'billing') });

  const objects = chart.toJson();
  expect(objects.map(({ kind }) => kind)).toEqual(['ServiceEntry', 'VirtualService', 'DestinationRule']);
  expect(objects[2].spec).toMatchObject({ exportTo: ['egress'], trafficPolicy: { portLevelSettings: [{ tls: { credentialName: 'stripe-client' } }] } });
  expect(objects[2].spec).not.toHaveProperty('workloadSelector');
});

test('nothing is written for a service that others declare, so that nothing can be said of its TLS', () => {
  const attributes = { name: 'stripe', namespace: 'shop', hosts: ['api.stripe.com'], ports: [simple()] };
  expect(refusalOf(() => ExternalService.fromServiceEntryAttributes(newChart(), 'stripe', attributes))).toBe(
    'chart/stripe: ports[0].tls: who declares the service says what proxies do with its calls, and nothing is written for it here; leave tls out');
});
