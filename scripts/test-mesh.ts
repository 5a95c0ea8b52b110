/**
 * `npm run test:mesh`: what the library writes, in a real mesh: a kube-apiserver, istiod, and Envoy under Istio's agent, in network
 * namespaces of this machine, with bytes that flow or do not.
 *
 * Usage: npm run test:mesh            all chapters
 *        npm run test:mesh -- 1 3     only these
 *
 * Needs Linux, root, Go 1.26 and Python 3; what Debian packages have it installs. The first run builds the tools into
 * .cache/test-mesh/, which takes minutes. What each process of a run printed lies there, too. The last line is `N passed, N failed`.
 */
import { cpSync, mkdirSync, readdirSync, rmSync } from 'fs';
import { join, relative } from 'path';
import { CHAPTERS } from '../test/judges/mesh/chapters';
import { type Chapter } from '../test/judges/mesh/chapters/story';
import { type Tools } from '../test/judges/mesh/harness/cluster/tools';
import { runCommand } from './shared/command';
import { runQuietly } from './shared/shell';
import { type Step } from './shared/step';
import { closingLine, FAILED, PASSED, SKIPPED, type Tally } from './shared/tally';
import { Missing, prepareMachine } from './test-mesh/prerequisites';
import { ToldStory } from './test-mesh/told-story';
import { CACHE, prepareTools } from './test-mesh/tools';
import { preparePrometheus } from './test-prometheus/tools';

const EXAMPLES = ['accessing-external-services', 'databases', 'failover', 'seeing-egress'];
const RUNS_TO_KEEP = 5;

async function main(chosen: readonly number[]): Promise<void> {
  try {
    prepareMachine();
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    console.error(`npm run test:mesh: ${error.message}\n\n${closingLine(FAILED)}`);
    process.exitCode = 1;
    return;
  }
  await runCommand(stepsFor(chosen, freshLogs()));
}

function stepsFor(chosen: readonly number[], logs: string): Step[] {
  let tools: Tools;
  let prometheus: string;
  const building: Step = {
    title: 'istiod, kube-apiserver, Envoy, Prometheus and the rest',
    run: () => {
      tools = prepareTools();
      prometheus = preparePrometheus().prometheus;
      console.log(`what they print lies in ${relative('.', logs)}`);
      return PASSED;
    },
  };
  const manifests = join(logs, 'manifests');
  const synthesizing: Step = { title: 'npm run synth', needs: building, run: () => synthesizeInto(manifests) };
  const telling = CHAPTERS.map((chapter, at): Step => {
    const number = at + 1;
    const stage = () => ({ tools, prometheus, logs: join(logs, `${number}`), manifests, folder: join(logs, `${number}`, 'manifests') });
    const run = () => tell(chapter, stage());
    return { title: `${number}. ${chapter.title}`, needs: synthesizing, run: isChosen(number, chosen) ? run : leaveOut };
  });
  return [building, synthesizing, ...telling];
}

function synthesizeInto(folder: string): Tally {
  for (const example of EXAMPLES) {
    const { ok, output } = runQuietly('npm', ['run', '--silent', 'synth', '--', example]);
    if (!ok) {
      console.error(output);
      return FAILED;
    }
    // A copy: whoever synthesizes next writes to the same place.
    cpSync(join('manifests', example), join(folder, example), { recursive: true });
  }
  return PASSED;
}

async function tell(chapter: Chapter, stage: Omit<Parameters<Chapter['tell']>[0], 'story'>): Promise<Tally> {
  const story = new ToldStory();
  await story.check('the chapter is told to its end', () => chapter.tell({ ...stage, story }));
  return story.tally;
}

function isChosen(number: number, chosen: readonly number[]): boolean {
  return chosen.length === 0 || chosen.includes(number);
}

function leaveOut(): Tally {
  console.log('skipped: not asked for');
  return SKIPPED;
}

/** A folder for this run, beside those of the last ones. */
function freshLogs(): string {
  const all = join(CACHE, 'logs');
  mkdirSync(all, { recursive: true });
  for (const old of readdirSync(all).sort().slice(0, 1 - RUNS_TO_KEEP)) rmSync(join(all, old), { recursive: true, force: true });
  return join(all, new Date().toISOString().replace(/[:.]/g, '-'));
}

// Whatever a chapter that failed has left running is ended on the way out.
void main(process.argv.slice(2).map(Number)).finally(() => process.exit());
