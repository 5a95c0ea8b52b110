import { run } from '../shared/shell';
import { verdict } from '../shared/tally';
import { type Step } from '../shared/step';

/** As `npx projen compile` does it. */
export const COMPILE_ARGUMENTS = ['--silence-warnings=reserved-word'];

export const compile: Step = {
  title: 'compile (jsii)',
  run: () => verdict(run('jsii', COMPILE_ARGUMENTS, { env: quietJsii }).ok && run('tsx', ['scripts/lazy-index.ts']).ok),
};

/** jsii's own switch against its banner about the age of Node: the versions one knows about. */
export const quietJsii = {
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0],
};
