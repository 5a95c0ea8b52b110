import { type ApiObject, Chart, JsonPatch, Testing } from 'cdk8s';
import { ClusterServices, EgressLockdown, ExternalService, EgressPort, IstioMesh, LockdownScope, OutboundTrafficPolicyMode, Risk, Workloads } from '../../../src';
import { Sidecars } from '../../../src/policy/sidecar/sidecars';
import { complaintsOf, importsOf, manifestsOf, newChart, refusalOf, service, sidecarOf } from '../lockdowns';

const OWN = './*.shop.svc.cluster.local';
const ROOT = 'istio-system/*.istio-system.svc.cluster.local';

describe('a governed Sidecar', () => {
  test('imports the own namespace, the root namespace and what is allowed, and says the mode', () => {
    // GIVEN
    const chart = newChart({ namespace: 'shop' });
    const stripe = service(chart, 'stripe');

    // WHEN
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { allow: [stripe] }) });

    // THEN
    expect(sidecarOf(chart)).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'Sidecar',
      metadata: { name: 'default', namespace: 'shop' },
      spec: {
        egress: [{ hosts: [OWN, ROOT, './api.stripe.com'] }],
        outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
      },
    });
  });

  test('imports services of other namespaces from there', () => {
    const chart = newChart({ namespace: 'shop' });
    const sentry = service(chart, 'sentry', 'egress');
    new EgressLockdown(chart, 'lockdown', {
      scope: LockdownScope.namespace('shop', {
        allow: [sentry, ClusterServices.named('ledger', 'payments'), ClusterServices.inNamespace('catalog')],
      }),
    });
    expect(importsOf(chart)).toEqual([
      OWN, ROOT, 'catalog/*.catalog.svc.cluster.local', 'egress/api.sentry.com', 'payments/ledger.payments.svc.cluster.local',
    ]);
  });

  test('imports every host of a service, wildcards as they are declared', () => {
    const chart = newChart({ namespace: 'shop' });
    const acceptRisks = [Risk.spoofableHost({ reason: 'they have many names' })];
    const github = new ExternalService(chart, 'github', { hosts: ['*.githubapp.com', '*.github.com'], ports: [EgressPort.tls()], acceptRisks });
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { allow: [github] }) });
    expect(importsOf(chart)).toEqual([OWN, ROOT, './*.github.com', './*.githubapp.com']);
  });

  test('imports the service of somebody else', () => {
    const chart = newChart({ namespace: 'shop' });
    const theirs = ExternalService.fromServiceEntryAttributes(chart, 'theirs', {
      name: 'mail', namespace: 'mail', hosts: ['smtp.example.com'], ports: [EgressPort.tls({ number: 465 })],
    });
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { allow: [theirs] }) });
    expect(importsOf(chart)).toEqual([OWN, ROOT, 'mail/smtp.example.com']);
  });

  test('takes domain and root namespace from the mesh, also from one that is declared later', () => {
    const chart = newChart({ namespace: 'shop' });
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { allow: [ClusterServices.named('ledger', 'payments')] }) });
    new IstioMesh(chart, 'mesh', { clusterDomain: 'corp.example', rootNamespace: 'istio-config' });
    expect(importsOf(chart)).toEqual([
      './*.shop.svc.corp.example', 'istio-config/*.istio-config.svc.corp.example', 'payments/ledger.payments.svc.corp.example',
    ]);
  });

  test('imports everything where everything is allowed', () => {
    const chart = newChart({ namespace: 'shop' });
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop'), mode: OutboundTrafficPolicyMode.ALLOW_ANY });
    expect(sidecarOf(chart).spec).toEqual({ egress: [{ hosts: ['*/*'] }], outboundTrafficPolicy: { mode: 'ALLOW_ANY' } });
  });

  test('has the labels of the chart, and its own namespace', () => {
    const chart = newChart({ namespace: 'policies', labels: { team: 'platform' } });
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') });
    expect(sidecarOf(chart).metadata).toEqual({ name: 'default', namespace: 'shop', labels: { team: 'platform' } });
  });

  test('can be patched like every object of cdk8s', () => {
    const chart = newChart({ namespace: 'shop' });
    const lockdown = new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') });
    const sidecar = lockdown.node.findChild('Sidecar') as ApiObject;
    sidecar.addJsonPatch(JsonPatch.add('/spec/egress/0/hosts/-', 'istio-system/*'), JsonPatch.add('/spec/inboundConnectionPool', { tcp: {} }));
    lockdown.allow(service(chart, 'stripe'));
    expect(sidecarOf(chart).spec).toEqual({
      egress: [{ hosts: [OWN, ROOT, './api.stripe.com', 'istio-system/*'] }],
      inboundConnectionPool: { tcp: {} },
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    });
  });

  test('stays open between two syntheses', () => {
    const chart = newChart({ namespace: 'shop' });
    const lockdown = new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') });
    expect(importsOf(chart)).toEqual([OWN, ROOT]);
    lockdown.allow(service(chart, 'stripe'));
    expect(importsOf(chart)).toEqual([OWN, ROOT, './api.stripe.com']);
    new EgressLockdown(chart, 'pods', { scope: LockdownScope.workloads(Workloads.select({ namespace: 'shop', labels: {} })) });
    expect(complaintsOf(chart)).toHaveLength(1);
  });
});

describe('several lockdowns of one namespace', () => {
  test('with one mode are one Sidecar that imports what each of them allows', () => {
    const chart = newChart({ namespace: 'shop' });
    new EgressLockdown(chart, 'one', { scope: LockdownScope.namespace('shop', { allow: [service(chart, 'stripe')] }) });
    new EgressLockdown(chart, 'other', { scope: LockdownScope.namespace('shop', { allow: [service(chart, 'adyen')] }) });
    expect(importsOf(chart)).toEqual([OWN, ROOT, './api.adyen.com', './api.stripe.com']);
  });

  test('with two modes are refused, and both are named', () => {
    const chart = newChart();
    new EgressLockdown(chart, 'one', { scope: LockdownScope.namespace('shop') });
    expect(refusalOf(() => new EgressLockdown(chart, 'other', { scope: LockdownScope.namespace('shop'), mode: OutboundTrafficPolicyMode.ALLOW_ANY })))
      .toEqual('chart/other: mode ALLOW_ANY contradicts REGISTRY_ONLY, which chart/one says for namespace shop; say one mode, or lock different workloads');
  });

  test('the same lockdown in two charts writes one Sidecar', () => {
    const app = Testing.app();
    const charts = ['one', 'other'].map((id) => new Chart(app, id, { namespace: id }));
    charts.forEach((chart) => new EgressLockdown(chart, 'lockdown', {
      scope: LockdownScope.namespace('shop', { allow: [ClusterServices.inNamespace(chart.node.id)] }),
    }));
    expect(importsOf(charts[0])).toEqual([OWN, ROOT, 'one/*.one.svc.cluster.local', 'other/*.other.svc.cluster.local']);
    expect(manifestsOf(charts[1])).toEqual([]);
  });
});

describe('a Sidecar that no lockdown governs', () => {
  const ungoverned = (chart: Chart, namespace: string) => Sidecars.of(chart).ofNamespace(chart, namespace).importUngoverned({
    saidBy: chart,
    hosts: ({ rootNamespace }) => ['./*', `${rootNamespace}/*`],
  });

  test('imports what it is told to, and carries no policy', () => {
    const chart = newChart();
    ungoverned(chart, 'shop');
    expect(sidecarOf(chart)).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'Sidecar',
      metadata: { name: 'default', namespace: 'shop' },
      spec: { egress: [{ hosts: ['./*', 'istio-system/*'] }] },
    });
  });

  test('says the same twice without a difference', () => {
    const chart = newChart();
    ungoverned(chart, 'shop');
    ungoverned(chart, 'shop');
    expect(importsOf(chart)).toEqual(['./*', 'istio-system/*']);
  });

  test.each(['first', 'last'])('is replaced by a lockdown that comes %s', (when) => {
    const chart = newChart();
    const lock = () => new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') });
    if (when === 'first') lock();
    ungoverned(chart, 'shop');
    if (when === 'last') lock();
    expect(sidecarOf(chart).spec).toEqual({ egress: [{ hosts: [OWN, ROOT] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });
  });

  test('is there again when its lockdown is removed', () => {
    const chart = newChart();
    ungoverned(chart, 'shop');
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') });
    chart.node.tryRemoveChild('lockdown');
    expect(sidecarOf(chart).spec).toEqual({ egress: [{ hosts: ['./*', 'istio-system/*'] }] });
  });
});

describe('what is removed says nothing', () => {
  test('a service is not imported', () => {
    const chart = newChart({ namespace: 'shop' });
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { allow: [service(chart, 'stripe'), service(chart, 'adyen')] }) });
    chart.node.tryRemoveChild('stripe');
    expect(importsOf(chart)).toEqual([OWN, ROOT, './api.adyen.com']);
  });

  test('a lockdown allows nothing', () => {
    const chart = newChart({ namespace: 'shop' });
    const [stripe, adyen] = [service(chart, 'stripe'), service(chart, 'adyen')];
    new EgressLockdown(chart, 'one', { scope: LockdownScope.namespace('shop', { allow: [stripe] }) });
    new EgressLockdown(chart, 'other', { scope: LockdownScope.namespace('shop', { allow: [stripe, adyen] }) });
    chart.node.tryRemoveChild('other');
    expect(importsOf(chart)).toEqual([OWN, ROOT, './api.stripe.com']);
  });

  test('a removed mode is not contradicted', () => {
    const chart = newChart();
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') });
    chart.node.tryRemoveChild('lockdown');
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop'), mode: OutboundTrafficPolicyMode.ALLOW_ANY });
    expect(sidecarOf(chart).spec.outboundTrafficPolicy).toEqual({ mode: 'ALLOW_ANY' });
  });

  test('the Sidecar that goes with a lockdown is missed by the others', () => {
    const chart = newChart();
    new EgressLockdown(chart, 'one', { scope: LockdownScope.namespace('shop') });
    new EgressLockdown(chart, 'other', { scope: LockdownScope.namespace('shop') });
    chart.node.tryRemoveChild('one');
    expect(complaintsOf(chart)).toEqual([
      '[chart/other] the Sidecar of namespace shop was removed from the app with chart/one, which had said something about it first; '
        + 'keep that one, or create this one after removing it',
    ]);
  });
});

describe('complaints', () => {
  test('about a service that has no namespace', () => {
    const chart = newChart();
    const stripe = service(chart, 'stripe');
    new EgressLockdown(chart, 'one', { scope: LockdownScope.namespace('shop') });
    new EgressLockdown(chart, 'other', { scope: LockdownScope.namespace('shop') }).allow(stripe);
    expect(complaintsOf(chart)).toEqual([
      '[chart/other] chart/stripe is allowed, and its namespace is not known, so that it cannot be imported from there; '
        + 'give it metadata.namespace, or its chart a namespace',
    ]);
  });

  test('about a host that a Sidecar cannot import', () => {
    const chart = newChart({ namespace: 'shop' });
    const single = new ExternalService(chart, 'single', { hosts: ['localhost'], ports: [EgressPort.http()] });
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { allow: [single] }) });
    expect(complaintsOf(chart)).toEqual([
      '[chart/lockdown] chart/single is allowed, and a Sidecar cannot import \'./localhost\' for it: '
        + 'a host must be "*" or have a dot: short names are not allowed; write the full name, such as reviews.shop.svc.cluster.local',
    ]);
  });

  test('about a mesh that is declared after its Sidecar was shared with another', () => {
    const app = Testing.app();
    const [one, other] = ['one', 'other'].map((id) => new Chart(app, id));
    [one, other].forEach((chart) => new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') }));
    new IstioMesh(other, 'mesh');
    expect(complaintsOf(one)).toEqual([
      '[other/lockdown] the mesh was declared too late: one/lockdown/Sidecar had been shared with another mesh by then; '
        + 'declare the mesh before other/lockdown',
    ]);
  });
});

test('exportTo of a service follows from who is allowed', () => {
  const chart = newChart({ namespace: 'egress' });
  const stripe = service(chart, 'stripe');
  const pods = Workloads.select({ namespace: 'checkout', labels: { app: 'checkout' } });
  new EgressLockdown(chart, 'shop', { scope: LockdownScope.namespace('shop', { allow: [stripe] }) });
  new EgressLockdown(chart, 'checkout', { scope: LockdownScope.workloads(pods) }).allow(stripe);
  new EgressLockdown(chart, 'own', { scope: LockdownScope.namespace('egress', { allow: [stripe] }) });
  expect(manifestsOf(chart, 'ServiceEntry')[0].spec.exportTo).toEqual(['.', 'checkout', 'shop']);
});

test('the order of statements makes no difference', () => {
  const names = ['stripe', 'adyen', 'sentry'];
  const write = (order: string[]) => {
    const chart = newChart({ namespace: 'shop' });
    const services = new Map(names.map((name) => [name, service(chart, name, name === 'sentry' ? 'egress' : undefined)]));
    const lockdown = new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') });
    order.forEach((name) => lockdown.allow(services.get(name)!));
    return JSON.stringify(manifestsOf(chart));
  };
  const permutations = names.flatMap((a) => names.filter((b) => b !== a).map((b) => [a, b, ...names.filter((c) => c !== a && c !== b)]));
  expect(new Set([...permutations, [...names, ...names]].map(write)).size).toEqual(1);
});
