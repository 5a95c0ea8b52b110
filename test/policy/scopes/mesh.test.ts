import { ApiObject, Chart, Testing } from 'cdk8s';
import { ClusterServices, DataPlane, EgressLockdown, IstioMesh, IstioVersion, LockdownScope, MeshConfigTarget, OutboundTrafficPolicyMode } from '../../../src';
import { chartInMesh, complaintsOf, lockMesh, manifestsOf, newChart, refusalOf, service, untyped } from '../lockdowns';

const { REGISTRY_ONLY, ALLOW_ANY, ALLOW_ANY_DYNAMIC_DNS } = OutboundTrafficPolicyMode;
const STOCK = MeshConfigTarget.stockConfigMap();

/** A Namespace that asks for a data plane. */
function namespace(chart: Chart, name: string, labels: Record<string, string>): void {
  new ApiObject(chart, name, { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
}

describe('the mode', () => {
  test.each([IstioVersion.V1_31, IstioVersion.of('1.32')])('ALLOW_ANY_DYNAMIC_DNS is written for Istio %s', (version) => {
    const chart = chartInMesh({ version });
    lockMesh(chart, STOCK, ALLOW_ANY_DYNAMIC_DNS);
    expect(manifestsOf(chart)[0].data.mesh).toContain('mode: ALLOW_ANY_DYNAMIC_DNS\n');
  });

  test.each<[string, Chart, string]>([
    ['an older mesh', chartInMesh({ version: IstioVersion.V1_30 }), '1.30'],
    ['a mesh that nobody declared', newChart(), '1.28'],
  ])('ALLOW_ANY_DYNAMIC_DNS is refused for %s', (_name, chart, version) => {
    expect(refusalOf(() => lockMesh(chart, STOCK, ALLOW_ANY_DYNAMIC_DNS))).toEqual(
      `chart/lockdown: mode ALLOW_ANY_DYNAMIC_DNS needs Istio 1.31, and this mesh is taken for ${version}; `
        + 'use REGISTRY_ONLY or ALLOW_ANY, or declare the version with new IstioMesh()');
  });
});

describe('two lockdowns of one mesh', () => {
  test('may store one mode in two places', () => {
    const chart = newChart();
    lockMesh(chart, STOCK);
    new EgressLockdown(chart, 'too', { scope: LockdownScope.mesh(MeshConfigTarget.rootSidecar()) });
    expect(manifestsOf(chart).map(({ kind }) => kind)).toEqual(['ConfigMap', 'Sidecar']);
  });

  test('may not store two modes', () => {
    const chart = newChart();
    lockMesh(chart, STOCK);
    expect(refusalOf(() => new EgressLockdown(chart, 'other', { scope: LockdownScope.mesh(MeshConfigTarget.rootSidecar()), mode: ALLOW_ANY })))
      .toEqual('chart/other: mode ALLOW_ANY contradicts REGISTRY_ONLY, which chart/lockdown says for the mesh; say one mode, or lock a namespace');
  });

  test('may say another mode when the first is removed', () => {
    const chart = newChart();
    lockMesh(chart, STOCK);
    chart.node.tryRemoveChild('lockdown');
    lockMesh(chart, STOCK, ALLOW_ANY);
    expect(manifestsOf(chart)[0].data.mesh).toContain('mode: ALLOW_ANY\n');
  });

  test('may not write one object twice', () => {
    const chart = newChart();
    lockMesh(chart, STOCK);
    new EgressLockdown(chart, 'again', { scope: LockdownScope.mesh(STOCK) });
    expect(complaintsOf(chart)).toEqual([
      '[chart/again/ConfigMap] ConfigMap istio in namespace istio-system is also written by chart/lockdown/ConfigMap, '
        + 'and one of the two would overwrite the other; give one another name or namespace, or put it into an app of its own',
    ]);
  });

  test('in two meshes may say what they like', () => {
    const app = Testing.app();
    const [blue, green] = ['blue', 'green'].map((id) => {
      const chart = new Chart(app, id);
      new IstioMesh(chart, 'mesh');
      return chart;
    });
    lockMesh(blue, STOCK);
    lockMesh(green, STOCK, ALLOW_ANY);
    expect([blue, green].map((chart) => /mode: (.*)/.exec(manifestsOf(chart)[0].data.mesh)![1])).toEqual([REGISTRY_ONLY, ALLOW_ANY]);
  });
});

test('a mesh that is declared too late names the lockdown', () => {
  const chart = newChart();
  lockMesh(chart, STOCK);
  expect(refusalOf(() => new IstioMesh(chart, 'mesh'))).toEqual(
    'chart/mesh: the mesh is declared too late: chart/lockdown has already used the facts of a stock install; declare the mesh before chart/lockdown');
});

describe('refusals', () => {
  const notAPlace = (said: string) => `chart/lockdown: LockdownScope.mesh(${said}): that is not a place for the policy; `
    + 'name one, such as MeshConfigTarget.stockConfigMap()';

  test.each<[string, unknown, string]>([
    ['undefined', undefined, notAPlace('undefined')],
    ['null', null, notAPlace('null')],
    ['a name', 'stockConfigMap', notAPlace("'stockConfigMap'")],
    ['a factory', MeshConfigTarget.stockConfigMap, notAPlace('function stockConfigMap')],
  ])('target %s', (_name, target, message) => {
    expect(refusalOf(() => lockMesh(newChart(), untyped(target)))).toEqual(message);
  });

  test('allow() of an external service', () => {
    const chart = newChart({ namespace: 'shop' });
    const lockdown = lockMesh(chart, STOCK);
    expect(refusalOf(() => lockdown.allow(service(chart, 'stripe')))).toEqual(
      'chart/lockdown: allow(chart/stripe) means nothing for the whole mesh, where every workload may call every service that it sees; '
        + 'declare the service, or lock a namespace: LockdownScope.namespace()');
  });

  test('allow() of services of the cluster, and of nothing', () => {
    const lockdown = lockMesh(newChart(), STOCK);
    expect(refusalOf(() => lockdown.allow(ClusterServices.named('ledger', 'payments')))).toContain('allow(ledger.payments) means nothing');
    expect(refusalOf(() => lockdown.allow(untyped(undefined)))).toEqual(
      'chart/lockdown: allow undefined is not a service; give an ExternalService, or ClusterServices for services of the cluster');
  });
});

describe('an ambient mesh', () => {
  const REFUSAL = '[chart/lockdown] REGISTRY_ONLY does nothing for the mesh: its data plane is ambient, and ztunnel has no outbound traffic policy; '
    + 'route egress through a waypoint and close the direct way with NetworkPolicies, or declare which namespaces have sidecars';

  test('cannot be locked', () => {
    const chart = chartInMesh({ dataPlane: DataPlane.AMBIENT });
    lockMesh(chart, STOCK);
    expect(complaintsOf(chart)).toEqual([REFUSAL]);
  });

  test('cannot be locked when all of its namespaces are ambient', () => {
    const chart = chartInMesh({ dataPlane: DataPlane.AMBIENT, namespaceDataPlanes: { shop: DataPlane.AMBIENT } });
    namespace(chart, 'payments', { 'istio.io/dataplane-mode': 'ambient' });
    lockMesh(chart, STOCK);
    expect(complaintsOf(chart)).toEqual([REFUSAL]);
  });

  test.each<[string, (chart: Chart) => void]>([
    ['that the mesh knows', () => {}],
    ['of the app', (chart) => namespace(chart, 'legacy', { 'istio-injection': 'enabled' })],
  ])('can be locked for namespaces with sidecars %s', (_name, make) => {
    const namespaceDataPlanes = { payments: DataPlane.AMBIENT, legacy: DataPlane.SIDECAR };
    const chart = chartInMesh({ dataPlane: DataPlane.AMBIENT, namespaceDataPlanes });
    make(chart);
    const lockdown = lockMesh(chart, STOCK);
    expect(complaintsOf(chart)).toEqual([]);
    expect(lockdown.assurance.reasons).toContain('Namespace payments is ambient, where the policy does nothing.');
  });

  test('of another mesh makes no difference', () => {
    const app = Testing.app();
    const [ambient, sidecars] = [DataPlane.AMBIENT, DataPlane.SIDECAR].map((dataPlane) => {
      const chart = new Chart(app, dataPlane.toLowerCase());
      new IstioMesh(chart, 'mesh', { dataPlane });
      return chart;
    });
    namespace(sidecars, 'shop', { 'istio-injection': 'enabled' });
    lockMesh(ambient, STOCK);
    expect(complaintsOf(ambient)).toEqual([REFUSAL.replace('chart', 'ambient')]);
  });

  test('is told in the assurance, sorted, where the mesh has sidecars', () => {
    const chart = chartInMesh({ namespaceDataPlanes: { z: DataPlane.AMBIENT, a: DataPlane.AMBIENT, m: DataPlane.SIDECAR } });
    namespace(chart, 'q', { 'istio.io/dataplane-mode': 'ambient' });
    expect(lockMesh(chart, STOCK).assurance.reasons.filter((reason) => reason.includes('ambient'))).toEqual(
      ['a', 'q', 'z'].map((name) => `Namespace ${name} is ambient, where the policy does nothing.`));
  });

  test('is opened without a word', () => {
    const chart = chartInMesh({ dataPlane: DataPlane.AMBIENT });
    lockMesh(chart, STOCK, ALLOW_ANY);
    expect(complaintsOf(chart)).toEqual([]);
  });
});
