import { type Decision, describeCall, type ExpectedCall, outcomeOf } from '../../test/scenarios/calls';
import { asStored } from '../../test/scenarios/cluster';
import { type World } from '../../test/scenarios/scenario';
import { type Synthesized } from '../../test/scenarios/synthesized';
import { type Case } from './cases';
import { meshConfigInForce } from './mesh-config-in-force';
import { type Oracle } from './oracle';
import { Report } from './report';
import { type RunLog } from './run-log';
import { type Tally } from '../shared/tally';

/** A call that did not end as it has to. */
export interface Surprise {
  readonly call: ExpectedCall;
  readonly got: string;
  readonly decision: Decision;
}

/** Sends every call of every world through the listeners and routes that istiod computes for the caller. */
export async function decideAll(cases: readonly Case[], oracle: Oracle, log: RunLog): Promise<Tally> {
  const report = new Report();
  for (const { name, state, worlds } of cases) {
    for (const world of worlds) {
      const surprises = await surprisesIn(state, world, oracle);
      world.calls.forEach((call) => {
        const surprise = surprises.find((one) => one.call === call);
        report.check(surprise ? [explain(surprise)] : [], `${name}, ${world.title}: ${describeCall(call)}`);
      });
      if (surprises.length > 0) log.append('surprises.jsonl', `${JSON.stringify({ name, world, state, surprises })}\n`);
    }
  }
  return report.tally;
}

/** The calls of a world that end otherwise than it says. */
export async function surprisesIn(state: Synthesized, world: World, oracle: Oracle): Promise<Surprise[]> {
  const documents = asStored([...state.objects, ...world.around ?? []]);
  const decisions = await oracle.decide({ documents, meshConfig: await meshConfigInForce(state, world, oracle) }, world.calls);
  return world.calls.flatMap((call, number) => {
    const got = outcomeOf(decisions[number], call);
    return got === call.outcome ? [] : [{ call, got, decision: decisions[number] }];
  });
}

function explain({ call, got, decision }: Surprise): string {
  const hops = [decision, ...decision.hop ? [decision.hop] : []].map(wayOf).join('\n          then ');
  return `expected: ${call.outcome}\ngot:      ${got}\nthrough:  ${hops}`;
}

function wayOf({ dialled, listener, chain, virtualHost }: Decision): string {
  return [`dialled ${dialled}`, `listener ${listener}`, `chain ${chain}`, ...virtualHost ? [`virtual host ${virtualHost}`] : []].join(', ');
}
