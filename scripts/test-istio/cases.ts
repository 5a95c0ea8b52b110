import { resolve } from 'path';
import { stories } from '../../test/scenarios/examples/all';
import { scenarios } from '../../test/scenarios/all';
import { appOf, type ExpectedMessage, type World } from '../../test/scenarios/scenario';
import { applied, type Synthesized, synthesized } from '../../test/scenarios/synthesized';

/** Something that was synthesized, and what has to become of it. */
export interface Case {
  readonly name: string;
  /** All there is in the cluster after it was applied. */
  readonly state: Synthesized;
  readonly worlds: readonly World[];
  readonly messages: readonly ExpectedMessage[];
}

/** Every scenario, and every step of every example on top of the steps before it. */
export function allCases(): Case[] {
  return [...scenarioCases(), ...exampleCases()];
}

function scenarioCases(): Case[] {
  return scenarios.map((scenario) => ({
    name: scenario.name, state: synthesized(appOf(scenario)), worlds: scenario.worlds, messages: scenario.messages ?? [],
  }));
}

function exampleCases(): Case[] {
  return stories.flatMap(({ example, build, steps }) => {
    let state: Synthesized = { objects: [], files: [] };
    return build(resolve('manifests', example)).map((app, number) => {
      state = applied(state, synthesized(app));
      const { name, worlds, messages = [] } = steps[number];
      return { name: `examples/${example}${name ? ` ${name}` : ''}`, state, worlds, messages };
    });
  });
}
