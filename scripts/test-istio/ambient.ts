import { type AmbientExpectation, inWords } from '../../test/scenarios/ambient';
import { asStored } from '../../test/scenarios/cluster';
import { type World } from '../../test/scenarios/scenario';
import { type Synthesized } from '../../test/scenarios/synthesized';
import { type Case } from './cases';
import { meshConfigInForce } from './mesh-config-in-force';
import { type Oracle } from './oracle';
import { Report } from './report';
import { type RunLog } from './run-log';
import { type Tally } from '../shared/tally';

/** The words of one and the other for one thing, where they differ; undefined where it is not spoken of. */
export interface Difference {
  readonly of: string;
  readonly expected?: string;
  readonly got?: string;
}

/** Asks in every ambient world what ztunnel is told, and what the waypoints do. */
export async function askAmbient(cases: readonly Case[], oracle: Oracle, log: RunLog): Promise<Tally> {
  const report = new Report();
  for (const { name, state, worlds } of cases) {
    for (const world of worlds) {
      if (!world.ambient) continue;
      const differences = await differencesIn(state, world, world.ambient, oracle);
      const things = [...Object.keys(world.ambient.bindings), ...Object.keys(world.ambient.passages)];
      const unexpected = differences.filter(({ of }) => !things.includes(of));
      for (const thing of things) {
        report.check(differences.filter(({ of }) => of === thing).map(explain), `${name}, ${world.title}: ${thing}`);
      }
      report.check(unexpected.map(explain), `${name}, ${world.title}: there is more than the scenario says`);
      if (differences.length > 0) log.append('surprises.jsonl', `${JSON.stringify({ name, world, state, differences })}\n`);
    }
  }
  return report.tally;
}

/** What of an ambient world is not as it is expected to be. */
export async function differencesIn(state: Synthesized, world: World, expected: AmbientExpectation, oracle: Oracle): Promise<Difference[]> {
  const documents = asStored([...state.objects, ...world.around ?? []]);
  const got = inWords(await oracle.ambient({ documents, meshConfig: await meshConfigInForce(state, world, oracle) }, expected.wildcardTls));
  return [...compare(expected.bindings, got.bindings), ...compare(expected.passages, got.passages)];
}

function compare(expected: Record<string, string>, got: Record<string, string>): Difference[] {
  return [...new Set([...Object.keys(expected), ...Object.keys(got)])]
    .filter((of) => expected[of] !== got[of])
    .map((of) => ({ of, expected: expected[of], got: got[of] }));
}

function explain({ of, expected = 'nothing', got = 'nothing' }: Difference): string {
  return `${of}\nexpected: ${expected}\ngot:      ${got}`;
}
