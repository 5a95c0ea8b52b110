import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { filesBelow } from '../../scripts/shared/files';
import { problemsOf } from '../../scripts/synth/problems';
import { type BuildExample, Refused, synthesize } from '../../scripts/synth/synthesize';
import { aligned, countedKinds, tableOf } from '../../scripts/synth/table';
import { build, buildWithMistakes } from './fixtures/tiny-example';

let outdir: string;

beforeEach(() => {
  outdir = join(mkdtempSync(join(tmpdir(), 'synth-')), 'manifests');
});

afterEach(() => rmSync(join(outdir, '..'), { recursive: true }));

function refusal(example: BuildExample): readonly string[] {
  try {
    synthesize(example, outdir);
  } catch (error) {
    if (error instanceof Refused) return error.problems;
  }
  throw new Error('was not refused');
}

describe('synthesize', () => {
  test('writes every step into its own folder', () => {
    synthesize(build, outdir);
    expect(filesBelow(outdir)).toEqual(['1-workload/shop.k8s.yaml', '2-lockdown/sidecar.k8s.yaml']);
  });

  test('removes what an earlier run left', () => {
    mkdirSync(outdir);
    writeFileSync(join(outdir, 'stale.yaml'), '');
    synthesize(build, outdir);
    expect(existsSync(join(outdir, 'stale.yaml'))).toBe(false);
  });

  test('lists the problems of all steps', () => {
    expect(refusal(buildWithMistakes)).toEqual([
      '1-workload: [shop] no host',
      '1-workload: [shop] a port is missing: add one',
      '2-lockdown: [sidecar] found by the root',
    ]);
  });

  test('writes and removes nothing when there is a problem', () => {
    mkdirSync(outdir);
    writeFileSync(join(outdir, 'earlier.yaml'), 'kept');
    refusal(buildWithMistakes);
    expect(filesBelow(outdir)).toEqual(['earlier.yaml']);
    expect(readFileSync(join(outdir, 'earlier.yaml'), 'utf8')).toBe('kept');
  });

  test('what a constructor throws is a problem like any other', () => {
    expect(refusal(() => { throw new Error('httpbin: port 0 is not a port:\n  1 to 65535'); }))
      .toEqual(['httpbin: port 0 is not a port: 1 to 65535']);
    expect(existsSync(outdir)).toBe(false);
  });
});

test('an error that is not a validation of cdk8s is one problem', () => {
  expect(problemsOf('thrown as text')).toEqual(['thrown as text']);
});

describe('the table', () => {
  test('has a line per file, counts the kinds, and tells the policy once each is applied', () => {
    expect(`\n${tableOf(synthesize(build, outdir), outdir)}\n`).toBe(`
file                         objects  kinds                    outbound policy once it is applied
1-workload/shop.k8s.yaml     3        2 Deployment, 1 Service  ALLOW_ANY (Istio's default)
2-lockdown/sidecar.k8s.yaml  1        1 Sidecar                ALLOW_ANY (Istio's default)
                                                               Sidecar shop/default: ALLOW_ANY
istiod-values.yaml           0        Helm values              REGISTRY_ONLY (Helm values)
                                                               Sidecar shop/default: ALLOW_ANY
`);
  });

  test('a step that writes no file has a line, too', () => {
    expect(tableOf([{ name: 'empty', files: [] }], outdir).split('\n')[1]).toMatch(/^empty\/ +0 +- +ALLOW_ANY/);
  });

  test('kinds stand in order of their number, then of their name', () => {
    const kinds = ['Sidecar', 'Service', 'Deployment', 'Service', 'Deployment', 'Service'];
    expect(countedKinds(kinds.map((kind) => ({ kind })))).toBe('3 Service, 2 Deployment, 1 Sidecar');
  });

  test('many kinds take several lines', () => {
    const kinds = ['AuthorizationPolicy', 'DestinationRule', 'ServiceEntry', 'Sidecar'];
    expect(countedKinds(kinds.map((kind) => ({ kind })))).toBe('1 AuthorizationPolicy, 1 DestinationRule,\n1 ServiceEntry, 1 Sidecar');
  });

  test('columns are as wide as their widest cell, lines end with their last letter', () => {
    expect(aligned([['a', 'b'], ['long', '']])).toBe('a     b\nlong');
  });
});
