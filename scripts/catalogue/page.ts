import { DOCUMENTED, type Documented } from '../../test/scenarios/documented';
import { appOf, numbersOf, type Scenario } from '../../test/scenarios/scenario';
import { synthesized } from '../../test/scenarios/synthesized';
import { type Program } from './programs';

const INTRODUCTION = `# Scenarios

The ways of leaving a mesh, and of being kept in it, that Istio documents, and what to write for them. The numbers are this project's own. Made from
[test/scenarios](../test/scenarios) by \`npx projen catalogue\`: the programs are those that the tests run, and the objects those that they write.

In the programs \`chart\` is a Chart in namespace \`shop\`, unless another is named. *Accept*, *analyze* and *decide* are parts of \`npm run test:istio\`:
the API server and istiod take every object, \`istioctl analyze\` finds nothing, and every call ends as the scenario says. A chapter is one of
\`npm run test:mesh\`, where bytes flow or do not. [How it is tested](how-it-is-tested.md) says more.`;

/** The catalogue, in markdown. */
export function catalogue(scenarios: readonly Scenario[], programs: ReadonlyMap<string, Program>): string {
  const of = (number: string) => scenarios.filter((scenario) => numbersOf(scenario).includes(number));
  const isAnswered = (number: string) => DOCUMENTED[number].refused ?? DOCUMENTED[number].answer ?? of(number).length > 0;
  const numbers = Object.keys(DOCUMENTED).filter(isAnswered);
  const others = scenarios.filter((scenario) => !numbersOf(scenario).some((number) => number in DOCUMENTED));
  return `${[
    INTRODUCTION,
    indexOf(numbers, of),
    ...numbers.map((number) => sectionOf(number, DOCUMENTED[number], of(number), programs)),
    '## More',
    ...others.map((scenario) => entryOf(scenario, programs)),
  ].join('\n\n')}\n`;
}

function indexOf(numbers: readonly string[], of: (number: string) => readonly Scenario[]): string {
  const rows = numbers.map((number) => {
    const { refused } = DOCUMENTED[number];
    return `| [${number}](#${number.toLowerCase()}) | ${of(number)[0]?.achieves ?? (refused ? 'refused' : 'answered without a program')} |`;
  });
  return ['| | what is achieved |', '|---|---|', ...rows].join('\n');
}

function sectionOf(
  number: string, { page, url, refused, answer }: Documented, scenarios: readonly Scenario[], programs: ReadonlyMap<string, Program>,
): string {
  return [
    `## ${number}`,
    `Istio: [${page}](${url})`,
    ...refused ? [`**Refused.** ${refused}`] : [],
    ...answer ? [answer] : [],
    ...scenarios.map((scenario) => {
      const [home] = numbersOf(scenario);
      return home === number ? entryOf(scenario, programs) : `${sentenceOf(scenario)} See [${home}](#${home.toLowerCase()}).`;
    }),
  ].join('\n\n');
}

function entryOf(scenario: Scenario, programs: ReadonlyMap<string, Program>): string {
  const { name, namespace } = scenario;
  const program = programs.get(name);
  return [
    `${sentenceOf(scenario)}${namespace ? ` The chart is in namespace \`${namespace}\`.` : ''}`,
    ...program ? [`\`\`\`ts\n${program.code}\n\`\`\``] : [],
    `- becomes ${objectsOf(scenario)}\n- judged by ${judgesOf(scenario)}`,
    ...program ? [`[${name}](../test/scenarios/${program.file})`] : [],
  ].join('\n\n');
}

function sentenceOf({ achieves }: Scenario): string {
  return `**${achieves[0].toUpperCase()}${achieves.slice(1)}.**`;
}

function objectsOf(scenario: Scenario): string {
  const { objects, files } = synthesized(appOf(scenario));
  const byKind = new Map<string, string[]>();
  for (const { kind, metadata: { name, namespace } } of objects) {
    byKind.set(kind, [...byKind.get(kind) ?? [], `\`${namespace ? `${namespace}/` : ''}${name}\``]);
  }
  return [
    ...[...byKind].map(([kind, names]) => `${kind} ${names.join(', ')}`),
    ...files.map(({ path }) => `the file \`${path}\``),
  ].join('; ');
}

function judgesOf({ worlds, chapter, messages = [] }: Scenario): string {
  const calls = worlds.flatMap((world) => world.calls);
  const blocked = calls.filter(({ isBlocked }) => isBlocked).length;
  return [
    `accept, analyze${messages.length > 0 ? ` (which says ${messages.map(({ code, reason }) => `${code}: ${reason}`).join('; ')})` : ''}, `
      + `decide with ${calls.length} calls, ${blocked} of which must not get through`,
    ...chapter ? [`the chapter [${chapter}](../test/judges/mesh/chapters/${chapter}.ts)`] : [],
  ].join(', ');
}
