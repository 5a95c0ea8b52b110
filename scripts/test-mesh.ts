/**
 * `npm run test:mesh`: what the library writes, in a real mesh: a kube-apiserver, istiod, and Envoy under Istio's agent, in network
 * namespaces of this machine, with bytes that flow or do not.
 *
 * Usage: npm run test:mesh            all chapters
 *        npm run test:mesh -- 1 3     only these
 *
 * Needs Linux, root, Go 1.26 and Python 3; what Debian packages have it installs. The first run builds the tools into .cache/mesh/,
 * which takes minutes. What every process of a run printed is in .cache/mesh/logs/. The last line is `N passed, N failed`.
 */
import { cpSync, mkdirSync, readdirSync, rmSync } from 'fs';
import { join, relative } from 'path';
import { CHAPTERS } from '../test/judges/mesh/chapters';
import { type Chapter } from '../test/judges/mesh/chapters/story';
import { type Tools } from '../test/judges/mesh/harness/tools';
import { runCommand } from './shared/command';
import { runQuietly } from './shared/shell';
import { type Step } from './shared/step';
import { FAILED, PASSED, SKIPPED } from './shared/tally';
import { tempDir } from './shared/temp-dir';
import { Missing, prepareMachine } from './test-mesh/prerequisites';
import { CACHE, prepareTools } from './test-mesh/tools';
import { ToldStory } from './test-mesh/told-story';

const RUNS_TO_KEEP = 5;
const LOGS = join(CACHE, 'logs');
const EXAMPLES = ['accessing-external-services', 'databases', 'locality-endpoints'];

const chosen = process.argv.slice(2).map(Number);
const logs = join(LOGS, new Date().toISOString().replace(/[:.]/g, '-'));
const work = tempDir('mesh');
const manifests = join(work, 'manifests');
let tools: Tools;

const preparing: Step = {
  title: 'tools',
  run: () => {
    try {
      prepareMachine();
      tools = prepareTools();
      console.log(`what each process prints: ${relative('.', logs)}`);
      return PASSED;
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      console.error(`npm run test:mesh: ${error.message}`);
      return FAILED;
    }
  },
};

const synthesizing: Step = {
  title: 'npm run synth writes what is applied',
  needs: preparing,
  run: () => {
    for (const example of EXAMPLES) {
      const { ok, output } = runQuietly('npm', ['run', '--silent', 'synth', '--', example]);
      if (!ok) {
        console.error(output);
        return FAILED;
      }
      // A copy: the next one to synthesize writes there too.
      cpSync(join('manifests', example), join(manifests, example), { recursive: true });
    }
    return PASSED;
  },
};

const chapters = CHAPTERS.map((chapter, at): Step => ({
  title: `${at + 1}. ${chapter.title}`,
  needs: synthesizing,
  run: () => chosen.length > 0 && !chosen.includes(at + 1) ? SKIPPED : read(chapter, at + 1),
}));

async function read(chapter: Chapter, number: number) {
  const story = new ToldStory();
  const stage = { tools, logs: join(logs, `${number}`), manifests, folder: join(work, `chapter-${number}`), story };
  await story.check('the chapter is told to its end', () => chapter.tell(stage));
  return story.tally;
}

function prepareLogs(): void {
  mkdirSync(LOGS, { recursive: true });
  const old = readdirSync(LOGS).sort().slice(0, -(RUNS_TO_KEEP - 1));
  for (const run of old) rmSync(join(LOGS, run), { recursive: true, force: true });
}

prepareLogs();
void runCommand([preparing, synthesizing, ...chapters]);
