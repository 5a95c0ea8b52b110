import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { filesBelow } from '../../scripts/shared/files';
import { type BuildExample, type Step, synthesize } from '../../scripts/synth/synthesize';
import { documentsOf } from '../../scripts/synth/table';
import { validateManifests } from '../../src/istio/validate-manifests';

const EXAMPLES = join(__dirname, '../../examples');
const names = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

describe.each(names)('%s', (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'examples-'));
  const outdir = join(folder, name);
  let steps: Step[];

  beforeAll(() => {
    const { build } = jest.requireActual<{ build: BuildExample }>(join(EXAMPLES, name, 'app'));
    steps = synthesize(build, outdir);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test('writes what it wrote before', () => {
    for (const { path, content } of steps.flatMap(({ files }) => files)) {
      expect(content).toMatchSnapshot(relative(outdir, path));
    }
  });

  test('names every object that it writes', () => {
    const objects = steps.flatMap(({ files }) => files).flatMap(documentsOf).filter(({ kind }) => kind);
    expect(objects.filter(({ metadata }) => !metadata?.name)).toEqual([]);
  });

  test('writes nothing that Istio, or this library, objects to', () => {
    const problems = steps.flatMap(({ files }) => validateManifests(files.flatMap(documentsOf)));
    expect(problems).toEqual([]);
  });

  test('main.ts writes the same files into CDK8S_OUTDIR', () => {
    const again = join(folder, 'main', name);
    process.env.CDK8S_OUTDIR = again;
    jest.requireActual(join(EXAMPLES, name, 'main'));
    delete process.env.CDK8S_OUTDIR;
    expect(textsBelow(join(folder, 'main'))).toEqual(textsBelow(folder, ['main']));
  });

  test('has a README that speaks of every step', () => {
    const readme = readFileSync(join(EXAMPLES, name, 'README.md'), 'utf8');
    const written = steps.map((step) => step.name === '.' ? `manifests/${name}` : `${step.name}/`);
    expect(written.filter((step) => !readme.includes(step))).toEqual([]);
  });
});

function textsBelow(folder: string, skip: string[] = []): Record<string, string> {
  return Object.fromEntries(filesBelow(folder, skip).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}
