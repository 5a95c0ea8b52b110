/**
 * `npm run synth`: writes an example into manifests/<example>/ and says what was written.
 *
 * Usage: npm run synth                        the story of the post, examples/accessing-external-services
 *        npm run synth -- <example>           another folder of examples/
 *
 * An example is a folder examples/<name>/ with
 *
 *   app.ts    exports `build(outdir: string): App[]`: one App per step, each with an outdir of its own below `outdir`, in the
 *             order a reader applies them. It writes nothing itself. An App may be an EgressApp: its synth() also writes its
 *             `files`, which belong beside `outdir`, for example into `${outdir}-values`: cdk8s and kubectl read all of `outdir`.
 *   main.ts   what `cdk8s synth` runs: builds into CDK8S_OUTDIR (`dist`, when nobody says) and calls synth() on each App.
 *
 * All steps are validated and serialized in memory before the first is written. When one has a problem, all problems are
 * printed, one per line, nothing is written, what an earlier run wrote is left alone, and the exit code is 1.
 */
import { existsSync, readdirSync } from 'fs';
import { join, resolve } from 'path';
import { type BuildExample, Refused, synthesize } from './synth/synthesize';
import { tableOf } from './synth/table';

const STORY = 'accessing-external-services';

async function main(name: string): Promise<void> {
  const outdir = join('manifests', name);
  try {
    console.log(`${outdir}\n${tableOf(synthesize(await load(name), outdir), outdir)}`);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    console.error(`examples/${name}: nothing was written`);
    for (const problem of error.problems) console.error(`- ${problem}`);
    process.exitCode = 1;
  }
}

async function load(name: string): Promise<BuildExample> {
  const file = resolve('examples', name, 'app.ts');
  if (!existsSync(file)) throw new Refused([`there is no examples/${name}/app.ts; the examples are: ${examples().join(', ')}`]);
  return (await import(file)).build;
}

function examples(): string[] {
  return existsSync('examples') ? readdirSync('examples').filter((name) => existsSync(join('examples', name, 'app.ts'))) : [];
}

void main(process.argv[2] ?? STORY);
