import { existsSync } from 'fs';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  AssuranceLevel, ClusterServices, DataPlane, EgressApp, EgressLockdown, EgressPort, ExternalService, IstioMesh, IstioVersion,
  LockdownScope, MeshConfigTarget, OutboundTrafficPolicyMode, ProxyBypass, Risk, Workloads,
} from '../../src';
import { chartInMesh, complaintsOf, lockMesh, manifestsOf, newChart, refusalOf, untyped } from './lockdowns';

const { REGISTRY_ONLY, ALLOW_ANY, ALLOW_ANY_DYNAMIC_DNS } = OutboundTrafficPolicyMode;
const STOCK = MeshConfigTarget.stockConfigMap();

const NO_SIDECAR = 'A pod without a sidecar is under no outbound traffic policy.';
const NO_FIREWALL = 'REGISTRY_ONLY is not a firewall: it holds for TCP that goes through the proxy, and a workload can go around its proxy.';
const UNSEEN = 'Nothing in this app shows a blocked call: its caller gets a 502 or a closed connection, and nobody else learns of it.';
const REINSTALL = 'An upgrade or reinstall of Istio writes this ConfigMap anew, without the policy.';
const GATEWAYS = 'Gateways, and pods without a sidecar, are under no outbound traffic policy.';
const OTHER_SIDECARS = 'A pod with a Sidecar of its own that is not of this app follows that one.';

function deployment(chart: Chart, id: string, namespace?: string): kplus.Deployment {
  return new kplus.Deployment(chart, id, { metadata: { namespace }, containers: [{ image: 'etl' }] });
}

function bypass(workload: kplus.Deployment): void {
  ProxyBypass.on(workload, { excludeOutboundCidrs: ['10.20.0.0/16'], reason: 'bulk copy' });
}

test('restricts when nothing is said', () => {
  const chart = newChart();
  const lockdown = lockMesh(chart, STOCK);
  expect(lockdown.mode).toEqual(REGISTRY_ONLY);
  expect(manifestsOf(chart)[0].data.mesh).toContain('outboundTrafficPolicy:\n  mode: REGISTRY_ONLY\n');
});

test('opens on demand, and says so', () => {
  const chart = newChart();
  expect(lockMesh(chart, STOCK, ALLOW_ANY).mode).toEqual(ALLOW_ANY);
  expect(manifestsOf(chart)[0].data.mesh).toContain('outboundTrafficPolicy:\n  mode: ALLOW_ANY\n');
});

test('the same program writes the same bytes', () => {
  const write = () => {
    const chart = newChart();
    lockMesh(chart, STOCK);
    return JSON.stringify(manifestsOf(chart));
  };
  expect(write()).toEqual(write());
});

describe('assurance', () => {
  test('of a mesh', () => {
    const { level, reasons } = lockMesh(newChart(), STOCK).assurance;
    expect(level).toEqual(AssuranceLevel.ADVISORY);
    expect(reasons).toEqual([REINSTALL, GATEWAYS, NO_FIREWALL, UNSEEN]);
  });

  test('of a namespace', () => {
    const { level, reasons } = new EgressLockdown(newChart(), 'lockdown', { scope: LockdownScope.namespace('shop') }).assurance;
    expect(level).toEqual(AssuranceLevel.ADVISORY);
    expect(reasons).toEqual([OTHER_SIDECARS, NO_SIDECAR, NO_FIREWALL, UNSEEN]);
  });

  test('of workloads', () => {
    const workloads = Workloads.select({ namespace: 'shop', labels: { app: 'web' } });
    const { level, reasons } = new EgressLockdown(newChart(), 'lockdown', { scope: LockdownScope.workloads(workloads) }).assurance;
    expect(level).toEqual(AssuranceLevel.ADVISORY);
    expect(reasons).toEqual([NO_SIDECAR, NO_FIREWALL, UNSEEN]);
  });

  test.each([ALLOW_ANY, ALLOW_ANY_DYNAMIC_DNS])('of a mesh that is open, %s', (mode) => {
    const { level, reasons } = lockMesh(chartInMesh({ version: IstioVersion.V1_31 }), STOCK, mode).assurance;
    expect(level).toEqual(AssuranceLevel.OPEN);
    expect(reasons).toEqual([`With mode ${mode} calls that no service matches leave the mesh.`]);
  });

  test('of a mesh with a workload that goes around its proxy', () => {
    const chart = newChart({ namespace: 'etl' });
    const lockdown = lockMesh(chart, STOCK);
    bypass(deployment(chart, 'loader'));
    expect(lockdown.assurance.level).toEqual(AssuranceLevel.BYPASSED);
    expect(`${lockdown.assurance}`).toEqual(
      `BYPASSED: chart/loader goes around its proxy: calls to 10.20.0.0/16 (bulk copy). ${REINSTALL} ${GATEWAYS} ${NO_FIREWALL} ${UNSEEN}`);
  });

  test('of a mesh in which every workload goes around its proxy', () => {
    const app = new EgressApp();
    const chart = new Chart(app, 'chart', { namespace: 'shop' });
    const lockdowns = [
      LockdownScope.mesh(STOCK),
      LockdownScope.namespace('shop'),
      LockdownScope.workloads(Workloads.select({ namespace: 'shop', labels: { app: 'web' } })),
    ].map((scope, index) => new EgressLockdown(chart, `lockdown${index}`, { scope }));
    ProxyBypass.meshWide(chart, { excludeOutboundCidrs: ['10.20.0.0/16'], reason: 'bulk copy', valuesFile: 'values.yaml' });
    lockdowns.forEach(({ assurance: { level, reasons } }) => {
      expect(level).toEqual(AssuranceLevel.BYPASSED);
      expect(reasons[0]).toEqual('Every workload of the mesh goes around its proxy, says chart: calls to 10.20.0.0/16 (bulk copy).');
    });
  });

  test.each<[string, string | undefined, AssuranceLevel]>([
    ['its own namespace', 'shop', AssuranceLevel.BYPASSED],
    ['another namespace', 'etl', AssuranceLevel.ADVISORY],
    ['a namespace that is only known when it is applied', undefined, AssuranceLevel.BYPASSED],
  ])('of a namespace with a bypass in %s', (_name, namespace, level) => {
    const chart = newChart();
    const lockdown = new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') });
    bypass(deployment(chart, 'loader', namespace));
    expect(lockdown.assurance.level).toEqual(level);
  });

  test('of workloads with a bypass among them, or beside them', () => {
    const chart = newChart({ namespace: 'shop' });
    const [loader, web] = [deployment(chart, 'loader'), deployment(chart, 'web')];
    const [ofLoader, ofWeb] = [loader, web].map((workload) => new EgressLockdown(chart, `lock-${workload.node.id}`, {
      scope: LockdownScope.workloads(Workloads.of(workload)),
    }));
    bypass(loader);
    expect([ofLoader, ofWeb].map(({ assurance }) => assurance.level)).toEqual([AssuranceLevel.BYPASSED, AssuranceLevel.ADVISORY]);
  });

  test('of a mesh is not touched by a bypass in another', () => {
    const app = Testing.app();
    const lockdown = lockMesh(new Chart(app, 'chart'), STOCK);
    const elsewhere = new Chart(app, 'elsewhere');
    new IstioMesh(elsewhere, 'mesh');
    bypass(deployment(elsewhere, 'loader', 'shop'));
    expect(lockdown.assurance.level).toEqual(AssuranceLevel.ADVISORY);
  });

  test('is what it was when the bypassed workload is removed', () => {
    const chart = newChart({ namespace: 'shop' });
    const lockdown = lockMesh(chart, STOCK);
    bypass(deployment(chart, 'loader'));
    chart.node.tryRemoveChild('loader');
    expect(lockdown.assurance.level).toEqual(AssuranceLevel.ADVISORY);
  });
});

describe('an ambient data plane', () => {
  const refusalFor = (what: string) => [
    `[chart/lockdown] REGISTRY_ONLY does nothing for ${what}: its data plane is ambient, and ztunnel has no outbound traffic policy; `
      + 'route egress through a waypoint and close the direct way with NetworkPolicies, or declare which namespaces have sidecars',
  ];
  const ambient = { dataPlane: DataPlane.AMBIENT };

  test.each<[string, LockdownScope]>([
    ['namespace shop', LockdownScope.namespace('shop')],
    ['workloads shop/{"app":"web"}', LockdownScope.workloads(Workloads.select({ namespace: 'shop', labels: { app: 'web' } }))],
  ])('is refused for %s', (what, scope) => {
    const chart = chartInMesh(ambient);
    new EgressLockdown(chart, 'lockdown', { scope });
    expect(complaintsOf(chart)).toEqual(refusalFor(what));
  });

  test('is refused for a namespace whose Namespace asks for it', () => {
    const chart = newChart();
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') });
    const labels = { 'istio.io/dataplane-mode': 'ambient' };
    new ApiObject(chart, 'shop', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } });
    expect(complaintsOf(chart)).toEqual(refusalFor('namespace shop'));
  });

  test('is not that of a namespace with sidecars, or of a pod that asks for one', () => {
    const chart = chartInMesh({ ...ambient, namespaceDataPlanes: { legacy: DataPlane.SIDECAR } });
    const web = deployment(chart, 'web', 'shop');
    web.podMetadata.addLabel('sidecar.istio.io/inject', 'true');
    new EgressLockdown(chart, 'namespace', { scope: LockdownScope.namespace('legacy') });
    new EgressLockdown(chart, 'workload', { scope: LockdownScope.workloads(Workloads.of(web)) });
    expect(complaintsOf(chart)).toEqual([]);
  });

  test('does not mind a lockdown that opens', () => {
    const chart = chartInMesh(ambient);
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop'), mode: ALLOW_ANY });
    expect(complaintsOf(chart)).toEqual([]);
  });
});

describe('files', () => {
  test('are none where objects are written', () => {
    const chart = newChart();
    expect(lockMesh(chart, STOCK).files).toEqual([]);
    expect(new EgressLockdown(chart, 'namespace', { scope: LockdownScope.namespace('shop') }).files).toEqual([]);
  });

  test('are there without a disk', () => {
    const app = new EgressApp({ outdir: 'never-written' });
    const lockdown = lockMesh(new Chart(app, 'chart'), MeshConfigTarget.helmValues('mesh/values.yaml'));
    expect(lockdown.files).toEqual(app.files);
    expect(lockdown.files.map(({ path }) => path)).toEqual(['mesh/values.yaml']);
    expect(existsSync('mesh/values.yaml')).toBe(false);
  });
});

describe('refusals', () => {
  const NO_PROPS = "is not an object; write one, such as { scope: LockdownScope.namespace('shop') }";
  const NOT_A_SCOPE = "is not a LockdownScope; write one, such as LockdownScope.namespace('shop')";
  const NOT_A_MODE = 'is not one of REGISTRY_ONLY, ALLOW_ANY, ALLOW_ANY_DYNAMIC_DNS; write one, such as OutboundTrafficPolicyMode.REGISTRY_ONLY';
  const NO_CHART = 'it writes a Kubernetes object, and there is no chart above it; create it in a chart';
  const lock = (scope: unknown, props: unknown) => new EgressLockdown(untyped(scope), 'lockdown', untyped(props));
  const shop = LockdownScope.namespace('shop');

  test.each<[string, () => unknown, string]>([
    ['no construct', () => lock(undefined, { scope: shop }), 'lockdown: scope undefined is not a construct; write new EgressLockdown(chart, \'lockdown\', props)'],
    ['null for a construct', () => lock(null, { scope: shop }), 'lockdown: scope null is not a construct; write new EgressLockdown(chart, \'lockdown\', props)'],
    ['no props', () => lock(newChart(), undefined), `chart/lockdown: props undefined ${NO_PROPS}`],
    ['null for props', () => lock(newChart(), null), `chart/lockdown: props null ${NO_PROPS}`],
    ['a scope for props', () => lock(newChart(), 'shop'), `chart/lockdown: props 'shop' ${NO_PROPS}`],
    ['a misspelt prop', () => lock(newChart(), { scope: shop, modus: ALLOW_ANY }), "chart/lockdown: props has no 'modus'; it has scope, mode"],
    ['no scope', () => lock(newChart(), {}), `chart/lockdown: scope undefined ${NOT_A_SCOPE}`],
    ['null for a scope', () => lock(newChart(), { scope: null }), `chart/lockdown: scope null ${NOT_A_SCOPE}`],
    ['a name for a scope', () => lock(newChart(), { scope: 'shop' }), `chart/lockdown: scope 'shop' ${NOT_A_SCOPE}`],
    ['a construct for a scope', () => lock(newChart(), { scope: newChart() }), `chart/lockdown: scope chart ${NOT_A_SCOPE}`],
    ['a target for a scope', () => lock(newChart(), { scope: { target: 'x' } }), `chart/lockdown: scope {"target":"x"} ${NOT_A_SCOPE}`],
    ['a mode in lower case', () => lock(newChart(), { scope: shop, mode: 'registry_only' }), `chart/lockdown: mode 'registry_only' ${NOT_A_MODE}`],
    ['the mode of the post', () => lock(newChart(), { scope: shop, mode: 'restricted' }), `chart/lockdown: mode 'restricted' ${NOT_A_MODE}`],
    ['an empty mode', () => lock(newChart(), { scope: shop, mode: '' }), `chart/lockdown: mode '' ${NOT_A_MODE}`],
    ['a number for a mode', () => lock(newChart(), { scope: shop, mode: 1 }), `chart/lockdown: mode 1 ${NOT_A_MODE}`],
    ['null for a mode', () => lock(newChart(), { scope: shop, mode: null }), `chart/lockdown: mode null ${NOT_A_MODE}`],
    ['a flag for a mode', () => lock(newChart(), { scope: shop, mode: true }), `chart/lockdown: mode true ${NOT_A_MODE}`],
    ['an app for a namespace', () => lock(new App(), { scope: shop }), `lockdown: ${NO_CHART}`],
    ['an app for workloads', () => lock(new App(), {
      scope: LockdownScope.workloads(Workloads.select({ namespace: 'shop', labels: { app: 'web' } })),
    }), `lockdown: ${NO_CHART}`],
    ['an app for a ConfigMap', () => lock(new App(), { scope: LockdownScope.mesh(STOCK) }), `lockdown: ${NO_CHART}`],
    ['an app for a resource', () => lock(new App(), { scope: LockdownScope.mesh(MeshConfigTarget.sailIstio('default')) }), `lockdown: ${NO_CHART}`],
    ['an app for the root Sidecar', () => lock(new App(), { scope: LockdownScope.mesh(MeshConfigTarget.rootSidecar()) }), `lockdown: ${NO_CHART}`],
  ])('%s', (_name, say, message) => {
    expect(refusalOf(say)).toEqual(message);
  });

  test('all that is allowed in one sentence, or nothing of it', () => {
    const chart = newChart({ namespace: 'shop' });
    const lockdown = lock(chart, { scope: shop });
    const before = manifestsOf(chart, 'Sidecar');

    expect(refusalOf(() => lockdown.allow(ClusterServices.inNamespace('payments'), untyped('stripe'))))
      .toEqual("chart/lockdown: allow 'stripe' is not a service; give an ExternalService, or ClusterServices for services of the cluster");
    expect(manifestsOf(chart, 'Sidecar')).toEqual(before);
  });

  test('an app is enough where a file is written', () => {
    expect(lock(new EgressApp(), { scope: LockdownScope.mesh(MeshConfigTarget.helmValues('values.yaml')) }).files).toHaveLength(1);
  });
});

describe('assurance names what this app itself lets pass', () => {
  test('a risk that an allowed service accepts', () => {
    const chart = newChart();
    const service = new ExternalService(chart, 'legacy', {
      metadata: { namespace: 'shop' }, hosts: ['legacy.example.com'], ports: [EgressPort.tcp(7000)], acceptRisks: [Risk.tcpAnyAddress({ reason: 'no list' })],
    });
    const lockdown = new EgressLockdown(chart, 'shop', { scope: LockdownScope.namespace('shop', { allow: [service] }) });
    const other = new EgressLockdown(chart, 'other', { scope: LockdownScope.namespace('payments') });
    expect(lockdown.assurance.reasons).toContain('chart/legacy accepts Risk.tcpAnyAddress: no list.');
    expect(other.assurance.reasons.join()).not.toContain('chart/legacy');
    expect(lockMesh(chart, MeshConfigTarget.stockConfigMap()).assurance.reasons).toContain('chart/legacy accepts Risk.tcpAnyAddress: no list.');
  });

  test('a Sidecar that lets everything pass, whoever wrote it', () => {
    const chart = newChart();
    const mesh = lockMesh(chart, MeshConfigTarget.stockConfigMap());
    new EgressLockdown(chart, 'legacy', { scope: LockdownScope.namespace('legacy'), mode: OutboundTrafficPolicyMode.ALLOW_ANY });
    new ApiObject(chart, 'theirs', {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Sidecar',
      metadata: { namespace: 'shop' },
      spec: { workloadSelector: { labels: { app: 'web' } }, outboundTrafficPolicy: { mode: 'ALLOW_ANY' } },
    });
    const shop = new EgressLockdown(chart, 'shop', { scope: LockdownScope.namespace('shop') });
    expect(mesh.assurance.reasons).toEqual(expect.arrayContaining([
      'chart/legacy/Sidecar lets everything pass for every pod of namespace legacy.',
      'chart/theirs lets everything pass for certain pods of namespace shop.',
    ]));
    expect(shop.assurance.reasons).toContain('chart/theirs lets everything pass for certain pods of namespace shop.');
    expect(shop.assurance.reasons.join()).not.toContain('namespace legacy');
  });
});
