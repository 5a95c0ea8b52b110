import { asStored } from '../../test/scenarios/cluster';
import { type Case } from './cases';
import { describeMessage, unexpected } from './expected-messages';
import { meshConfigInForce } from './mesh-config-in-force';
import { type Oracle } from './oracle';
import { Report } from './report';
import { type Tally } from '../shared/tally';

/** `istioctl analyze` over the cluster of every world: no errors, and every other message is expected. */
export async function analyzeAll(cases: readonly Case[], oracle: Oracle): Promise<Tally> {
  const report = new Report();
  for (const { name, state, worlds, messages } of cases) {
    const expected = messages.filter(({ code }) => code !== 'webhook');
    for (const world of worlds) {
      const documents = asStored([...state.objects, ...world.around ?? []]);
      const said = await oracle.analyze({ documents, meshConfig: await meshConfigInForce(state, world, oracle) });
      const errors = said.filter(({ level }) => level === 'Error');
      report.check(errors.map(describeMessage), `${name}, ${world.title}: istioctl analyze finds errors`);
      const rest = said.filter(({ level }) => level !== 'Error');
      report.check(unexpected(rest, expected).map(describeMessage), `${name}, ${world.title}: istioctl analyze does not say what is expected`);
    }
  }
  return report.tally;
}
