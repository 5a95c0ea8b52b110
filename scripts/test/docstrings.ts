import { readFileSync } from 'fs';
import { verdict } from '../shared/tally';
import { type Step } from '../shared/step';
import { compile } from './compile';

/** Something of the public API, as the jsii assembly has it. */
interface Documented {
  readonly name: string;
  readonly docs?: { readonly summary?: string; readonly default?: string };
  readonly overrides?: string;
  readonly optional?: boolean;
}

interface Callable extends Documented {
  readonly parameters?: readonly Documented[];
}

interface ApiType extends Documented {
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly initializer?: Omit<Callable, 'name'>;
  readonly methods?: readonly Callable[];
  readonly properties?: readonly Documented[];
  readonly members?: readonly Documented[];
}

export const docstrings: Step = {
  title: 'every public member has a docstring, every optional prop a default',
  needs: compile,
  run: () => {
    const gaps = gapsOf(JSON.parse(readFileSync('.jsii', 'utf8')));
    for (const gap of gaps) console.error(gap);
    return verdict(gaps.length === 0);
  },
};

/** What of an assembly is not documented, a sentence each. */
export function gapsOf(assembly: { readonly types?: Record<string, ApiType> }): string[] {
  return Object.values(assembly.types ?? {}).flatMap((type) => [
    ...gapIn(type.name, type),
    ...callableGaps(`new ${type.name}()`, { name: 'new', docs: { summary: ' ' }, ...type.initializer }),
    ...(type.methods ?? []).flatMap((method) => callableGaps(`${type.name}.${method.name}()`, method)),
    ...[...type.properties ?? [], ...type.members ?? []].flatMap((member) => gapIn(`${type.name}.${member.name}`, member)),
    ...(type.datatype ? type.properties ?? [] : []).flatMap((prop) => defaultGap(`${type.name}.${prop.name}`, prop)),
  ]);
}

function callableGaps(where: string, callable: Callable): string[] {
  // What overrides a documented member takes its documentation over, parameters and all.
  if (callable.overrides) return [];
  return [...gapIn(where, callable), ...(callable.parameters ?? []).flatMap((parameter) => gapIn(`${where}: ${parameter.name}`, parameter))];
}

function gapIn(where: string, { docs, overrides }: Documented): string[] {
  return docs?.summary || overrides ? [] : [`${where} has no docstring`];
}

function defaultGap(where: string, { docs, optional }: Documented): string[] {
  return !optional || docs?.default ? [] : [`${where} is optional and has no @default`];
}
