/**
 * `npm run test:istio`: Istio's own code judges everything that this library synthesizes.
 *
 * Usage: npm run test:istio                       all of it
 *        npm run test:istio -- decide parity      these parts only
 *        npm run test:istio -- decide s04         of every part what is called so, too
 *
 * It needs Go. The oracle, test/judges/istio, is built once into .cache/ and again after its sources or modules have changed.
 * What it printed in a run, and the calls that surprised, lie in .cache/test-istio/logs/.
 */
import { runCommand } from './shared/command';
import { type Step } from './shared/step';
import { closingLine, FAILED, PASSED } from './shared/tally';
import { acceptAll } from './test-istio/accept';
import { askAmbient } from './test-istio/ambient';
import { analyzeAll } from './test-istio/analyze';
import { builtOracle } from './test-istio/build';
import { allCases, type Case } from './test-istio/cases';
import { decideAll } from './test-istio/decide';
import { compareWithInstallations } from './test-istio/install';
import { Oracle } from './test-istio/oracle';
import { compareCorpus } from './test-istio/parity/corpus';
import { compareGenerated } from './test-istio/parity/generated';
import { compareFieldByField } from './test-istio/parity/sweep';
import { missing } from './test-istio/prerequisites';
import { RunLog } from './test-istio/run-log';
import { selfTest } from './test-istio/self-test';

const PARTS = ['self-test', 'accept', 'analyze', 'decide', 'ambient', 'install', 'parity'];

async function main(args: readonly string[]): Promise<void> {
  const lacking = missing();
  if (lacking) {
    console.error(`${lacking}\n\n${closingLine(FAILED)}`);
    process.exitCode = 1;
    return;
  }
  const log = RunLog.start();
  let oracle: Oracle | undefined;
  const start: Step = {
    title: "the oracle (Istio's own code)",
    run: () => {
      console.log(`what it prints lies in ${log.folder}`);
      oracle = Oracle.start(builtOracle(), log);
      return PASSED;
    },
  };
  try {
    await runCommand([start, ...partsFor(args, start, () => oracle!, log)]);
  } finally {
    await oracle?.stop();
  }
}

function partsFor(args: readonly string[], start: Step, oracle: () => Oracle, log: RunLog): Step[] {
  const names = args.filter((arg) => !PARTS.includes(arg));
  const chosen = args.filter((arg) => PARTS.includes(arg));
  const cases = once(() => allCases().filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part))));
  const part = (name: string, title: string, run: Step['run']): Step[] => {
    return chosen.length === 0 || chosen.includes(name) ? [{ title: `${name}: ${title}`, needs: start, run }] : [];
  };
  return [
    ...part('self-test', 'every judge sees what is wrong', () => selfTest(oracle())),
    ...part('accept', 'the API server and istiod take every object', () => acceptAll(cases(), oracle())),
    ...part('analyze', 'istioctl analyze finds nothing that is not expected', () => analyzeAll(cases(), oracle())),
    ...part('decide', 'every call ends as its scenario says', () => decideAll(cases(), oracle(), log)),
    ...part('ambient', 'every service is bound to its waypoint, and goes on from there, as its scenario says', () => askAmbient(cases(), oracle(), log)),
    ...part('install', 'mesh policy as istioctl and the istiod chart install it', () => compareWithInstallations(oracle())),
    ...part('parity', "our rules say what Istio says of Istio's own examples", () => compareCorpus(oracle())),
    ...part('parity', 'our rules say what Istio says, field by field', () => compareFieldByField(oracle())),
    ...part('parity', 'our rules say what Istio says of generated objects', () => compareGenerated(oracle())),
  ];
}

function once(make: () => Case[]): () => Case[] {
  let made: Case[] | undefined;
  return () => made ??= make();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

void main(process.argv.slice(2));
