import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import {
  DataPlane, EgressLockdown, EgressPort, ExternalService, type IIstioMesh, IstioMesh, type IstioMeshProps, IstioVersion, LockdownScope,
  MeshConfigTarget,
} from '../../src';
import { factsOf } from '../../src/mesh/istio-mesh';
import { complaintsOf, newChart, refusalOf } from '../helpers';

/** Something that uses the facts at once: the name of the ConfigMap it writes. */
function readAtOnce(scope: Construct, id = 'lockdown'): EgressLockdown {
  return new EgressLockdown(scope, id, { scope: LockdownScope.mesh(MeshConfigTarget.stockConfigMap()) });
}

const STOCK = {
  version: IstioVersion.V1_28,
  rootNamespace: 'istio-system',
  dataPlane: DataPlane.SIDECAR,
  namespaceDataPlanes: {},
  dnsCapture: false,
  ipAutoAllocate: true,
  wildcardTlsAtWaypoints: false,
  clusterDomain: 'cluster.local',
  trustDomain: 'cluster.local',
};

describe('facts', () => {
  test('of an app that declares none, and of one that declares nothing else, are a stock install\'s', () => {
    const app = new App();
    expect(IstioMesh.of(new Chart(app, 'chart'))).toEqual(STOCK);

    expect(new IstioMesh(app, 'mesh')).toMatchObject({ ...STOCK, revision: undefined });
  });

  /** A row for every prop, or this does not compile. */
  const PROPS: Required<IstioMeshProps> = {
    version: IstioVersion.V1_31,
    revision: 'canary',
    rootNamespace: 'mesh-system',
    dataPlane: DataPlane.AMBIENT,
    namespaceDataPlanes: { shop: DataPlane.AMBIENT },
    dnsCapture: true,
    ipAutoAllocate: false,
    wildcardTlsAtWaypoints: true,
    clusterDomain: 'k8s.example.com',
    trustDomain: 'example.com',
  };

  test.each(Object.entries(PROPS))('%s is what was declared', (prop, value) => {
    const mesh = new IstioMesh(new App(), 'mesh', { [prop]: value });

    expect(mesh[prop as keyof IIstioMesh]).toEqual(value);
  });

  test('DNS capture follows the data plane, unless it is declared', () => {
    expect(new IstioMesh(new App(), 'mesh', { dataPlane: DataPlane.AMBIENT }).dnsCapture).toBe(true);
    expect(new IstioMesh(new App(), 'mesh', { dataPlane: DataPlane.AMBIENT, dnsCapture: false }).dnsCapture).toBe(false);
  });

  test('revision default is the default revision', () => {
    expect(new IstioMesh(new App(), 'mesh', { revision: 'default' }).revision).toBeUndefined();
  });

  test('stay as they were declared', () => {
    const namespaceDataPlanes: Record<string, DataPlane> = { shop: DataPlane.AMBIENT };
    const mesh = new IstioMesh(new App(), 'mesh', Object.freeze({ namespaceDataPlanes }));

    namespaceDataPlanes.demo = DataPlane.AMBIENT;

    expect(mesh.namespaceDataPlanes).toEqual({ shop: DataPlane.AMBIENT });
  });

  test('are those that rules ask for', () => {
    expect(factsOf(new IstioMesh(new App(), 'mesh', { version: IstioVersion.of('1.30.2'), dnsCapture: true, ipAutoAllocate: false })))
      .toEqual({ version: '1.30', ipAutoAllocate: false, dnsCapture: true });
  });

  test('write nothing', () => {
    const chart = newChart();
    new IstioMesh(chart, 'mesh');

    expect(chart.toJson()).toEqual([]);
  });
});

describe('the mesh of a construct', () => {
  test('is the nearest one up the tree', () => {
    const app = new App();
    const [one, other] = [new Chart(app, 'one'), new Chart(app, 'other')];
    const group = new Construct(other, 'group');
    const leaf = new Construct(group, 'leaf');
    const [ofApp, ofOther, ofGroup] = [new IstioMesh(app, 'mesh'), new IstioMesh(other, 'mesh'), new IstioMesh(group, 'mesh')];

    expect([app, one, other, group, leaf].map((construct) => IstioMesh.of(construct))).toEqual([ofApp, ofApp, ofOther, ofGroup, ofGroup]);
    expect(IstioMesh.of(leaf)).toBe(ofGroup);
    expect(IstioMesh.of(one)).toBe(ofApp);
  });

  test('is one and the same for a whole app that declares none, and another in another app', () => {
    const [one, other] = [newChart(), newChart()];

    expect(IstioMesh.of(new Construct(one, 'group'))).toBe(IstioMesh.of(one.node.root));
    expect(IstioMesh.of(one)).not.toBe(IstioMesh.of(other));
  });

  test('may be declared after the construct, as long as nobody has used it', () => {
    const chart = newChart();
    const service = new ExternalService(chart, 'service', { hosts: ['*.a.com'], ports: [EgressPort.tls()] });
    const mesh = new IstioMesh(chart, 'mesh', { version: IstioVersion.V1_31 });

    expect(IstioMesh.of(service)).toBe(mesh);
    expect(complaintsOf(chart)).toEqual([]);
  });

  test('may be declared between two syntheses', () => {
    const chart = newChart();
    new ExternalService(chart, 'service', { hosts: ['*.a.com'], ports: [EgressPort.tls()] });
    expect(complaintsOf(chart)).toHaveLength(1);

    new IstioMesh(chart, 'mesh', { version: IstioVersion.V1_31 });

    expect(complaintsOf(chart)).toEqual([]);
  });
});

describe('declared too late', () => {
  test.each<[string, (app: App, chart: Chart) => Construct]>([
    ['the app', (app) => app],
    ['the chart', (_app, chart) => chart],
  ])('on %s, the error names the reader', (_where, scopeOf) => {
    const app = new App();
    const chart = new Chart(app, 'chart');
    readAtOnce(chart);

    expect(refusalOf(() => new IstioMesh(scopeOf(app, chart), 'mesh')).replace('chart/mesh: ', 'mesh: '))
      .toEqual('mesh: the mesh is declared too late: chart/lockdown has already used the facts of a stock install; declare the mesh before chart/lockdown');
  });

  test('names the first reader', () => {
    const chart = newChart();
    readAtOnce(chart, 'first');
    new EgressLockdown(new Construct(chart, 'group'), 'second', { scope: LockdownScope.mesh(MeshConfigTarget.rootSidecar()) });

    expect(refusalOf(() => new IstioMesh(chart, 'mesh'))).toContain('declare the mesh before chart/first');
  });

  test('names the first reader that is still there, and is not too late once all are gone', () => {
    const chart = newChart();
    readAtOnce(chart, 'first');
    readAtOnce(chart, 'second');

    chart.node.tryRemoveChild('first');
    expect(refusalOf(() => new IstioMesh(chart, 'mesh'))).toContain('declare the mesh before chart/second');

    chart.node.tryRemoveChild('second');
    expect(() => new IstioMesh(chart, 'mesh')).not.toThrow();
  });

  test('not for a scope of its own, nor above the mesh that was used', () => {
    const app = new App();
    const [one, other] = [new Chart(app, 'one'), new Chart(app, 'other')];
    new IstioMesh(one, 'mesh', { revision: 'canary' });
    readAtOnce(one);

    const ofOther = new IstioMesh(other, 'mesh');
    const ofApp = new IstioMesh(app, 'mesh');

    expect([IstioMesh.of(other), IstioMesh.of(app)]).toEqual([ofOther, ofApp]);
  });
});

describe('a second mesh', () => {
  test.each<[string, (app: App) => Construct]>([
    ['the app has a mesh already, mesh; declare one mesh per scope, and give the other one a chart or construct of its own', (app) => app],
    ['chart has a mesh already, chart/mesh; declare one mesh per scope, and give the other one a chart or construct of its own',
      (app) => new Chart(app, 'chart')],
  ])('on one scope is refused: %s', (message, scopeIn) => {
    const scope = scopeIn(new App());
    new IstioMesh(scope, 'mesh');

    expect(refusalOf(() => new IstioMesh(scope, 'other'))).toMatch(new RegExp(`other: ${message}$`));
  });
});

describe('refusals', () => {
  const KUBERNETES_NAME = "is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'";
  const DOMAIN = "is not a domain; write names joined by dots, such as 'cluster.local'";

  test.each<[string, any]>([
    ['props null is not an object; write one, such as { version: IstioVersion.V1_31 }', null],
    ["props '1.31' is not an object; write one, such as { version: IstioVersion.V1_31 }", '1.31'],
    ["version '1.31' is not an IstioVersion; write one, such as IstioVersion.V1_31", { version: '1.31' }],
    ['version null is not an IstioVersion; write one, such as IstioVersion.V1_31', { version: null }],
    [`revision '' ${KUBERNETES_NAME}`, { revision: '' }],
    [`revision 'Canary' ${KUBERNETES_NAME}`, { revision: 'Canary' }],
    [`revision '1.31' ${KUBERNETES_NAME}`, { revision: '1.31' }],
    ["revision 131 is not a string; write one, such as 'canary'", { revision: 131 }],
    [`rootNamespace '' ${KUBERNETES_NAME}`, { rootNamespace: '' }],
    [`rootNamespace 'istio_system' ${KUBERNETES_NAME}`, { rootNamespace: 'istio_system' }],
    ["rootNamespace null is not a string; write one, such as 'istio-system'", { rootNamespace: null }],
    ["dataPlane 'ambient' is not one of SIDECAR, AMBIENT; write one, such as DataPlane.AMBIENT", { dataPlane: 'ambient' }],
    [`namespaceDataPlanes 'Shop' ${KUBERNETES_NAME}`, { namespaceDataPlanes: { Shop: 'AMBIENT' } }],
    ["namespaceDataPlanes['shop'] 'ambient' is not one of SIDECAR, AMBIENT; write one, such as DataPlane.AMBIENT", { namespaceDataPlanes: { shop: 'ambient' } }],
    ['namespaceDataPlanes ["shop"] is not an object; write one, such as { shop: DataPlane.AMBIENT }', { namespaceDataPlanes: ['shop'] }],
    ["dnsCapture 'false' is not true or false; write one, such as true", { dnsCapture: 'false' }],
    ['ipAutoAllocate 1 is not true or false; write one, such as true', { ipAutoAllocate: 1 }],
    [`clusterDomain '' ${DOMAIN}`, { clusterDomain: '' }],
    [`clusterDomain 'cluster.local.' ${DOMAIN}`, { clusterDomain: 'cluster.local.' }],
    [`clusterDomain '*.local' ${DOMAIN}`, { clusterDomain: '*.local' }],
    ["clusterDomain 42 is not a string; write one, such as 'cluster.local'", { clusterDomain: 42 }],
    [`trustDomain 'spiffe://example.com' ${DOMAIN}`, { trustDomain: 'spiffe://example.com' }],
  ])('%s', (message, props) => {
    expect(refusalOf(() => new IstioMesh(new App(), 'mesh', props))).toEqual(`mesh: ${message}`);
  });

  test('several at once', () => {
    expect(refusalOf(() => new IstioMesh(newChart(), 'mesh', { revision: 1, dnsCapture: 2 } as any))).toEqual(
      "chart/mesh: revision 1 is not a string; write one, such as 'canary'\nchart/mesh: dnsCapture 2 is not true or false; write one, such as true",
    );
  });

  test('no scope', () => {
    expect(refusalOf(() => new IstioMesh(undefined as any, 'mesh')))
      .toEqual("mesh: scope undefined is not a construct; write new IstioMesh(app, 'mesh')");
  });
});
