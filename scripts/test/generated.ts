import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'fs';
import { dirname, join, resolve } from 'path';
import { filesBelow } from '../shared/files';
import { runQuietly } from '../shared/shell';
import { FAILED, type Tally, verdict } from '../shared/tally';
import { tempDir } from '../shared/temp-dir';
import { compile, quietJsii } from './compile';
import { type Step } from '../shared/step';

/** What a projen task writes, and what it reads to do so. */
interface Generator {
  readonly task: string;
  readonly inputs: readonly string[];
}

export const apiDoc: Step = {
  title: 'API.md is up to date',
  needs: compile,
  run: () => compareWithFreshRun({ task: 'docgen', inputs: ['.jsii'] }),
};

export const scenarioCatalogue: Step = {
  title: 'docs/scenarios.md is up to date',
  run: () => compareWithFreshRun({ task: 'catalogue', inputs: ['docs/scenarios.md', 'examples', 'imports', 'scripts', 'src', 'test', 'tsconfig.json'] }),
};

export const importsAndSchemas: Step = {
  title: 'what is made from crds/ is up to date',
  run: () => compareWithFreshRun({ task: 'import', inputs: ['crds', 'scripts', 'src'] }),
};

export const dashboard: Step = {
  title: 'the dashboard is what its script builds',
  run: () => compareWithFreshRun({ task: 'dashboard', inputs: ['scripts', 'src'] }),
};

export const projectFiles: Step = {
  title: 'the files projen writes are as .projenrc.ts says',
  run: () => compareWithFreshRun({ task: 'default', inputs: ['.projenrc.ts', 'projenrc', 'tsconfig.json', 'README.md'] }),
};

/** Runs the task in a copy of the project that holds nothing but its inputs; whatever lies there afterwards must lie here too. */
function compareWithFreshRun({ task, inputs }: Generator): Tally {
  const copy = tempDir(task);
  for (const input of ['.projen', 'package.json', 'package-lock.json', ...inputs]) copyInto(copy, input);
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));

  const finished = runQuietly('projen', [task], { cwd: copy, env: { ...quietJsii, PROJEN_DISABLE_POST: 'true' } });
  if (!finished.ok) {
    console.error(finished.output);
    return FAILED;
  }
  const stale = filesBelow(copy, ['node_modules']).filter((file) => !sameFile(file, join(copy, file)));
  for (const file of stale) console.error(`${file} is not what \`npx projen ${task}\` writes: run it and commit the result`);
  return verdict(stale.length === 0);
}

function copyInto(copy: string, path: string) {
  const target = join(copy, path);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(path, target, { recursive: true });
}

function sameFile(a: string, b: string): boolean {
  return existsSync(a) && readFileSync(a).equals(readFileSync(b));
}
