import { mkdtempSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { EgressApp, EgressLockdown, IstioMesh, IstioVersion, LockdownScope, MeshConfigTarget, OutboundTrafficPolicyMode, ProxyBypass } from '../../../src';
import { lockMesh, manifestsOf, refusalOf, untyped } from '../lockdowns';

function newChart(outdir?: string): Chart {
  const app = new EgressApp({ outdir });
  new IstioMesh(app, 'mesh', { version: IstioVersion.V1_31 });
  return new Chart(app, 'chart');
}

describe.each(Object.values(OutboundTrafficPolicyMode))('%s', (mode) => {
  test('is the only value, and nothing is a manifest', () => {
    const chart = newChart();
    const [{ path, content }] = lockMesh(chart, MeshConfigTarget.helmValues('mesh/values.yaml'), mode).files;
    expect(path).toEqual('mesh/values.yaml');
    expect(parse(content)).toEqual({ meshConfig: { outboundTrafficPolicy: { mode } } });
    expect(content).toMatchSnapshot();
    expect(manifestsOf(chart)).toEqual([]);
  });
});

test('the file takes what a bypass says too', () => {
  const chart = newChart();
  const lockdown = lockMesh(chart, MeshConfigTarget.helmValues('values.yaml'));
  ProxyBypass.meshWide(chart, { excludeOutboundCidrs: ['10.20.0.0/16'], reason: 'bulk copy', valuesFile: './values.yaml' });
  expect(lockdown.files).toHaveLength(1);
  expect(lockdown.files[0].content).toMatchSnapshot();
});

test('two lockdowns with one mode share a file', () => {
  const chart = newChart();
  lockMesh(chart, MeshConfigTarget.helmValues('values.yaml'));
  const other = new EgressLockdown(chart, 'other', { scope: LockdownScope.mesh(MeshConfigTarget.helmValues('values.yaml')) });
  expect(other.files).toEqual((chart.node.root as EgressApp).files);
});

test('two meshes with two modes do not', () => {
  const app = new EgressApp();
  const [blue, green] = ['blue', 'green'].map((id) => {
    const chart = new Chart(app, id);
    new IstioMesh(chart, 'mesh');
    return chart;
  });
  lockMesh(blue, MeshConfigTarget.helmValues('values.yaml'));
  expect(refusalOf(() => lockMesh(green, MeshConfigTarget.helmValues('values.yaml'), OutboundTrafficPolicyMode.ALLOW_ANY))).toEqual(
    "green/lockdown: meshConfig.outboundTrafficPolicy.mode 'ALLOW_ANY' contradicts 'REGISTRY_ONLY', "
      + "which blue/lockdown writes into the same file 'values.yaml'; say it once, or use another file");
});

test('synth writes it where the program said', () => {
  const folder = mkdtempSync(join(tmpdir(), 'values-'));
  const chart = newChart(join(folder, 'manifests'));
  const path = join(folder, 'mesh', 'values.yaml');
  const { files } = lockMesh(chart, MeshConfigTarget.helmValues(path));
  (chart.node.root as EgressApp).synth();
  expect(readFileSync(path, 'utf8')).toEqual(files[0].content);
});

test('the assurance says when it holds', () => {
  expect(lockMesh(newChart(), MeshConfigTarget.helmValues('values.yaml')).assurance.reasons[0]).toEqual(
    'It holds once the istiod chart is installed or upgraded with values.yaml.');
});

describe('refusals', () => {
  const EXAMPLE = "name a file such as 'mesh/istiod-values.yaml'";

  test.each<[string, unknown, string]>([
    ['no path', undefined, `chart/lockdown: the path undefined of the file is not a text; ${EXAMPLE}`],
    ['null', null, `chart/lockdown: the path null of the file is not a text; ${EXAMPLE}`],
    ['a number', 5, `chart/lockdown: the path 5 of the file is not a text; ${EXAMPLE}`],
    ['an empty path', '', `chart/lockdown: the path of the file is empty; ${EXAMPLE}`],
    ['a space', ' ', `chart/lockdown: the path of the file is empty; ${EXAMPLE}`],
    ['a folder', 'mesh/', `chart/lockdown: the path 'mesh/' of the file is a folder; ${EXAMPLE}`],
    ['this folder', '.', `chart/lockdown: the path '.' of the file is a folder; ${EXAMPLE}`],
    ['another folder', 'mesh/..', `chart/lockdown: the path 'mesh/..' of the file is a folder; ${EXAMPLE}`],
    ['the folder of the manifests', 'out/values.yaml', "chart/lockdown: file 'out/values.yaml' lies in 'out', the folder of the manifests, "
      + "where 'kubectl apply -f out' would read it; write it to another folder"],
    ['a folder in it', './out/mesh/values.yaml', "chart/lockdown: file 'out/mesh/values.yaml' lies in 'out', the folder of the manifests, "
      + "where 'kubectl apply -f out' would read it; write it to another folder"],
    ['the default folder of the manifests', 'dist/values.yaml', "chart/lockdown: file 'dist/values.yaml' lies in 'dist', the folder of the manifests, "
      + "where 'kubectl apply -f dist' would read it; write it to another folder"],
  ])('%s', (_name, path, message) => {
    for (const target of [MeshConfigTarget.helmValues(untyped(path)), MeshConfigTarget.istioOperator(untyped(path))]) {
      expect(refusalOf(() => lockMesh(newChart('out'), target))).toEqual(message);
    }
  });

  test('an app that writes manifests only', () => {
    const chart = new Chart(new App(), 'chart');
    expect(refusalOf(() => lockMesh(chart, MeshConfigTarget.helmValues('values.yaml')))).toEqual(
      "chart/lockdown: file 'values.yaml' would not be written: the App of cdk8s writes manifests only; "
        + 'make the app one that writes files too: new EgressApp() instead of new App()');
  });
});
