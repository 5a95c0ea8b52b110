import { execFileSync, spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, resolve } from 'path';

const CONFIG = resolve('.dependency-cruiser.cjs');
const CRUISER = resolve('node_modules/.bin/depcruise');

/** One file per rule that breaks it; `upstairs.ts` of a room imports from the room above. */
const CULPRITS: Record<string, [file: string, source: string]> = {
  'observe-imports-only-from-below': ['src/observe/upstairs.ts', "import '../demo/room';"],
  'policy-imports-only-from-below': ['src/policy/upstairs.ts', "import '../observe/room';"],
  'path-imports-only-from-below': ['src/path/upstairs.ts', "import '../policy/room';"],
  'service-imports-only-from-below': ['src/service/upstairs.ts', "import '../path/room';"],
  'mesh-imports-only-from-below': ['src/mesh/upstairs.ts', "import '../service/room';"],
  'app-imports-only-from-below': ['src/app/upstairs.ts', "import '../mesh/room';"],
  'istio-imports-only-from-below': ['src/istio/upstairs.ts', "import '../app/room';"],
  'demo-imports-only-from-below': ['src/demo/upstairs.ts', "import '../attic/room';"],
  'istio-knows-no-construct': ['src/istio/construct.ts', "import { App } from 'cdk8s'; new App();"],
  'plus-is-loaded-only-when-needed': ['src/demo/plus.ts', "import { Deployment } from 'cdk8s-plus-27'; new Deployment();"],
  'imports-are-types': ['src/service/l1.ts', "import { ServiceEntry } from '../../imports/networking.istio.io'; new ServiceEntry();"],
  'public-api-has-one-door': ['src/service/door.ts', "import '../index';"],
  'no-circles': ['src/service/circle.ts', "import './elric';"],
  'no-development-dependencies': ['src/service/dev.ts', "import { build } from 'esbuild'; build();"],
  'nothing-unresolved': ['src/service/typo.ts', "import './no-such-file';"],
};

const INNOCENT: Record<string, string> = {
  'package.json': JSON.stringify({
    name: 'fixture',
    peerDependencies: { 'cdk8s': '*', 'cdk8s-plus-27': '*' },
    devDependencies: { esbuild: '*' },
  }),
  'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'node16', target: 'ES2022', rootDir: '.' } }),
  'src/index.ts': "export * from './service/room';",
  'src/service/elric.ts': "import './circle';",
  'src/demo/lower-rooms.ts': "import '../policy/room'; import '../istio/room';",
  'src/demo/plus-types.ts': "import type { Deployment } from 'cdk8s-plus-27'; export type D = Deployment;",
  'src/demo/plus-when-needed.ts': "export function plus() { return require('cdk8s-plus-27') as typeof import('cdk8s-plus-27'); }",
  'src/service/l1-types.ts': "import type { ServiceEntry } from '../../imports/networking.istio.io'; export type S = ServiceEntry;",
  'imports/networking.istio.io.ts': 'export class ServiceEntry {}',
};

for (const room of ['attic', 'demo', 'observe', 'policy', 'path', 'service', 'mesh', 'app', 'istio']) {
  INNOCENT[`src/${room}/room.ts`] = 'export const room = 1;';
}
for (const [name, exported] of [['cdk8s', 'App'], ['cdk8s-plus-27', 'Deployment'], ['esbuild', 'build']]) {
  INNOCENT[`node_modules/${name}/package.json`] = JSON.stringify({ name, version: '1.0.0', main: 'index.js', types: 'index.d.ts' });
  INNOCENT[`node_modules/${name}/index.js`] = `exports.${exported} = class {};`;
  INNOCENT[`node_modules/${name}/index.d.ts`] = `export declare const ${exported}: any; export type ${exported} = any;`;
}

interface Violation { readonly from: string; readonly rule: { readonly name: string } }

let project: string;
let violations: Violation[];

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'rooms-'));
  for (const [file, source] of [...Object.entries(INNOCENT), ...Object.values(CULPRITS)]) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), source);
  }
  const { stdout } = spawnSync(CRUISER, ['--config', CONFIG, '--output-type', 'json', 'src'], { cwd: project, encoding: 'utf8' });
  violations = JSON.parse(stdout).summary.violations;
});

afterAll(() => rmSync(project, { recursive: true }));

const RULES: string[] = JSON.parse(execFileSync(process.execPath, [
  '-p', `JSON.stringify(require(${JSON.stringify(CONFIG)}).forbidden.map((rule) => rule.name))`,
], { encoding: 'utf8' }));

test.each(RULES)('%s can fail', (rule) => {
  expect(CULPRITS).toHaveProperty([rule]);
  const [file] = CULPRITS[rule];
  expect(violations.filter(({ from }) => from === file).map((violation) => violation.rule.name)).toContain(rule);
});

test('what the rules allow is not reported', () => {
  const culprits = Object.values(CULPRITS).map(([file]) => file);
  expect(violations.filter(({ from }) => !culprits.includes(from) && from !== 'src/service/elric.ts')).toEqual([]);
});
