/**
 * `npm run test:package`: what a user gets who installs the package into an app of their own.
 *
 * Packs the library, installs the tarball into a stock cdk8s TypeScript app outside the repository, puts the story of the post there
 * word for word, and compares what `cdk8s synth` writes with what this repository writes, byte for byte.
 * Needs the npm registry, and nothing else from the network. The last line is `N passed, N failed`.
 */
import { readFileSync } from 'fs';
import { join, resolve } from 'path';
import { layDownApp } from './package-test/consumer';
import { faultsOf, pack, type Packed } from './package-test/tarball';
import { runCommand } from './shared/command';
import { filesBelow } from './shared/files';
import { run, runQuietly } from './shared/shell';
import { type Step } from './shared/step';
import { PASSED, type Tally, verdict } from './shared/tally';
import { tempDir } from './shared/temp-dir';
import { type BuildExample, synthesize } from './synth/synthesize';
import { compile } from './test/compile';

const EXAMPLE = 'examples/accessing-external-services';
const work = tempDir('package');
const app = join(work, 'app');
let packed: Packed;

const packing: Step = {
  title: 'the library packs (npm pack)',
  needs: compile,
  run: () => {
    packed = pack(work);
    const { filename, files, size, unpackedSize } = packed;
    console.log(`${filename}: ${files.length} files, ${kilobytes(size)} packed, ${kilobytes(unpackedSize)} unpacked`);
    return PASSED;
  },
};

const content: Step = {
  title: 'the tarball holds the library, its papers and its bundled dependencies, and nothing else',
  needs: packing,
  run: () => {
    const { bundledDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    return noFaults(faultsOf(packed.files.map(({ path }) => path), bundledDependencies));
  },
};

const installing: Step = {
  title: 'it installs into a stock cdk8s TypeScript app',
  needs: packing,
  run: () => {
    layDownApp(app, EXAMPLE, join(work, packed.filename));
    return verdict(run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: app }).ok);
  },
};

const requiring: Step = {
  title: 'require() does not load cdk8s-plus',
  needs: installing,
  run: () => {
    const script = "require('cdk8s-istio-egress'); console.log(Object.keys(require.cache).filter((file) => /node_modules.cdk8s-plus/.test(file)).join('\\n'))";
    const { ok, stdout, output } = runQuietly(process.execPath, ['-e', script], { cwd: app });
    return ok ? noFaults(stdout.split('\n').filter(Boolean).map((file) => `${file} was loaded`)) : noFaults([output]);
  },
};

const compiling: Step = {
  title: 'the app compiles, declarations of the library included (tsc, strict)',
  needs: installing,
  run: () => verdict(run('tsc', ['--noEmit'], { cwd: app }).ok),
};

const synthesizing: Step = {
  title: 'cdk8s synth writes what this repository writes',
  needs: installing,
  run: async () => {
    const { ok, output } = runQuietly('cdk8s', ['synth', '--check-upgrade=false'], { cwd: app });
    if (!ok) return noFaults([output]);
    const expected = join(work, 'expected');
    synthesize(await story(), expected);
    return noFaults(differences(expected, join(app, 'dist')));
  },
};

/** The versions above are those the library is developed with; who starts today gets others. */
const compilingWithNewest: Step = {
  title: 'and it compiles with the newest peers, too',
  needs: installing,
  run: () => {
    const newest = ['cdk8s@2', 'cdk8s-plus-27@2', 'constructs@10'];
    const { ok, output } = runQuietly('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...newest], { cwd: app });
    return ok ? verdict(run('tsc', ['--noEmit'], { cwd: app }).ok) : noFaults([output]);
  },
};

async function story(): Promise<BuildExample> {
  return (await import(resolve(EXAMPLE, 'app.ts'))).build;
}

function differences(expected: string, actual: string): string[] {
  const files = [...new Set([...filesBelow(expected), ...filesBelow(actual)])].sort();
  console.log(`${files.length} files`);
  return files.filter((file) => contentOf(join(expected, file)) !== contentOf(join(actual, file))).map((file) => `${file} differs`);
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function noFaults(faults: readonly string[]): Tally {
  for (const fault of faults) console.error(fault);
  return verdict(faults.length === 0);
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} kB`;
}

void runCommand([compile, packing, content, installing, requiring, compiling, synthesizing, compilingWithNewest]);
