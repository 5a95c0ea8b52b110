import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { EgressApp, EgressLockdown, EgressPort, ExternalService, LockdownScope, MeshConfigTarget } from '../../src';
import { quote } from '../../src/app/refusal';
import { refusalOf } from '../helpers';

let folder: string;
beforeEach(() => folder = mkdtempSync(join(tmpdir(), 'egress-app-')));
afterEach(() => rmSync(folder, { recursive: true }));

/** A lockdown that is stored in a values file. */
function lockInValues(app: App, path: string): EgressLockdown {
  return new EgressLockdown(new Chart(app, 'chart'), 'lockdown', { scope: LockdownScope.mesh(MeshConfigTarget.helmValues(path)) });
}

test('writes the files after the manifests, into folders it makes, over what was there', () => {
  const app = new EgressApp({ outdir: join(folder, 'manifests') });
  const values = join(folder, 'deep', 'down', 'values.yaml');
  const lockdown = lockInValues(app, values);
  expect(readdirSync(folder)).toEqual([]);

  app.synth();
  app.synth();

  expect(readFileSync(values, 'utf8')).toEqual(lockdown.files[0].content);
  expect(readdirSync(join(folder, 'manifests'))).toEqual(['chart.k8s.yaml']);
});

test('shows the files without a disk', () => {
  const app = new EgressApp({ outdir: join(folder, 'manifests') });
  const lockdown = lockInValues(app, 'mesh/values.yaml');

  expect(app.files).toEqual([{
    path: join('mesh', 'values.yaml'),
    content: '# Values for the istiod chart of Istio.\nmeshConfig:\n  outboundTrafficPolicy:\n    mode: REGISTRY_ONLY\n',
  }]);
  expect(app.files).toEqual(lockdown.files);
  expect(existsSync(join('mesh', 'values.yaml'))).toBe(false);
});

test('is a plain app to whom asks for no files', () => {
  const app = new EgressApp({ outdir: folder });
  new ApiObject(new Chart(app, 'chart'), 'object', { apiVersion: 'v1', kind: 'ConfigMap' });

  app.synth();

  expect(app.files).toEqual([]);
  expect(readdirSync(folder)).toEqual(['chart.k8s.yaml']);
});

test('writes no file when the app does not validate', () => {
  const app = new EgressApp({ outdir: join(folder, 'manifests') });
  lockInValues(app, join(folder, 'values.yaml'));
  new ExternalService(app.charts[0], 'service', { hosts: ['db'], ports: [EgressPort.tcp(5432)] });

  expect(() => app.synth()).toThrow('Validation failed');

  expect(readdirSync(folder)).toEqual(['manifests']);
  expect(readdirSync(join(folder, 'manifests'))).toEqual([]);
});

test('writes no file when a manifest cannot be serialized', () => {
  const app = new EgressApp({ outdir: join(folder, 'manifests') });
  lockInValues(app, join(folder, 'values.yaml'));
  new ApiObject(app.charts[0], 'broken', { apiVersion: 'v1', kind: 'ConfigMap', data: { when: new Map() } } as any);

  expect(() => app.synth()).toThrow();

  expect(existsSync(join(folder, 'values.yaml'))).toBe(false);
});

test('writes no file when it only makes text', () => {
  const app = new EgressApp({ outdir: join(folder, 'manifests') });
  lockInValues(app, join(folder, 'values.yaml'));

  app.synthYaml();

  expect(readdirSync(folder)).toEqual([]);
});

test('a plain App is refused where a file is asked for', () => {
  expect(refusalOf(() => lockInValues(new App(), 'values.yaml'))).toEqual(
    "chart/lockdown: file 'values.yaml' would not be written: the App of cdk8s writes manifests only; "
    + 'make the app one that writes files too: new EgressApp() instead of new App()',
  );
});

test.each([null, 'manifests', [], 1])('%p for props is refused', (props: any) => {
  expect(refusalOf(() => new EgressApp(props))).toEqual(`EgressApp: props ${quote(props)} is not an object; write one, such as { outdir: 'manifests' }`);
});

test('takes every prop of an App', () => {
  const app = new EgressApp({
    outdir: 'manifests', outputFileExtension: '.yaml', yamlOutputType: YamlOutputType.FILE_PER_RESOURCE, recordConstructMetadata: true, resolvers: [],
  });

  expect([app.outdir, app.outputFileExtension, app.yamlOutputType]).toEqual(['manifests', '.yaml', YamlOutputType.FILE_PER_RESOURCE]);
});
