import { existsSync, readFileSync, rmSync } from 'fs';
import { join, relative } from 'path';
import { type App } from 'cdk8s';
import { filesBelow } from '../shared/files';
import { problemsOf } from './problems';

/** What examples/<name>/app.ts exports; see scripts/synth.ts. */
export type BuildExample = (outdir: string) => App[];

export interface WrittenFile {
  readonly path: string;
  readonly content: string;
}

/** What one App of an example wrote. */
export interface Step {
  readonly name: string;
  readonly files: readonly WrittenFile[];
}

/** Nothing was written; these are the reasons. */
export class Refused extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** Writes all steps of an example below `outdir`, or none of them. */
export function synthesize(build: BuildExample, outdir: string): Step[] {
  const apps = buildAll(build, outdir);
  const problems = apps.flatMap((app) => problemsWithin(app).map((problem) => `${stepName(app, outdir)}: ${problem}`));
  if (problems.length > 0) throw new Refused(problems);

  rmSync(outdir, { recursive: true, force: true });
  for (const app of apps) app.synth();
  return apps.map((app) => ({ name: stepName(app, outdir), files: writtenBy(app) }));
}

function buildAll(build: BuildExample, outdir: string): App[] {
  try {
    return build(outdir);
  } catch (error) {
    throw new Refused(problemsOf(error));
  }
}

/** Validates and serializes everything the app is going to write, in memory. */
function problemsWithin(app: App): string[] {
  try {
    app.synthYaml();
    extraFiles(app);
    return [];
  } catch (error) {
    return problemsOf(error);
  }
}

function stepName(app: App, outdir: string): string {
  return relative(outdir, app.outdir) || '.';
}

function writtenBy(app: App): WrittenFile[] {
  const manifests = existsSync(app.outdir) ? filesBelow(app.outdir).map((file) => join(app.outdir, file)) : [];
  return [...manifests.map((path) => ({ path, content: readFileSync(path, 'utf8') })), ...extraFiles(app)];
}

/** An EgressApp also writes files that are no Kubernetes objects, such as Helm values. */
function extraFiles(app: App): readonly WrittenFile[] {
  return (app as App & { readonly files?: readonly WrittenFile[] }).files ?? [];
}
