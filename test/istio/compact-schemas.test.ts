import { spawnSync } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';

const CRDS = 'crds/istio-egress.yaml';
const SCHEMAS = 'imports/istio-schemas.json';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'schemas-'));
  mkdirSync(join(folder, 'imports'));
  cpSync('crds', join(folder, 'crds'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

function compact(change: (crds: string) => string = (crds) => crds) {
  writeFileSync(join(folder, CRDS), change(readFileSync(CRDS, 'utf8')));
  return spawnSync(resolve('node_modules/.bin/tsx'), [resolve('scripts/compact-schemas.ts')], { cwd: folder, encoding: 'utf8' });
}

test('the schemas are those of crds/, byte for byte', () => {
  expect(compact()).toMatchObject({ status: 0, stdout: expect.stringContaining('7 kinds') });
  expect(readFileSync(join(folder, SCHEMAS), 'utf8')).toBe(readFileSync(SCHEMAS, 'utf8'));
});

test.each([
  ['CEL rule', (crds: string) => crds.replace('self != "*"', 'self != "**"'), 'ServiceEntry.spec.hosts[]: CEL rule "self != \\"**\\"" is not in src/istio/cel-rules.ts'],
  ['keyword', (crds: string) => crds.replace('maxItems: 4096', 'uniqueItems: true'), 'portLevelSettings: uniqueItems is a keyword'],
  ['choice', (crds: string) => crds.replace(/- required:\n( *)- maglev/, '- required:\n$1- useSourceIp'), 'a oneOf of another form'],
])('an Istio with another %s needs other rules', (_, change, message) => {
  const { status, stderr } = compact(change);
  expect(status).not.toBe(0);
  expect(stderr).toContain(message);
});
