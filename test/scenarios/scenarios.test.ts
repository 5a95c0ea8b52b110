import { existsSync, readdirSync } from 'fs';
import { join, relative, resolve } from 'path';
import { scenarios } from './all';
import { type ExpectedCall } from './calls';
import { stories } from './examples/all';
import { appOf, type World } from './scenario';

describe.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
  test('writes what it wrote before', () => {
    const app = appOf(scenario);
    expect(app.synthYaml()).toMatchSnapshot('manifests');
    if (app.files.length > 0) expect(app.files).toMatchSnapshot('files');
  });

  test('is judged from two namespaces or more', () => {
    expect(namespacesOf(scenario.worlds)).not.toHaveLength(1);
  });
});

describe.each(stories.map((story) => [story.example, story] as const))('examples/%s', (example, { build, steps }) => {
  test('every step has calls', () => {
    const outdir = resolve('manifests', example);
    expect(build(outdir).map((app) => relative(outdir, app.outdir))).toEqual(steps.map(({ name }) => name));
  });

  test('every step is judged from two namespaces or more', () => {
    for (const { worlds } of steps) expect(namespacesOf(worlds)).not.toHaveLength(1);
  });
});

test('every example has a story', () => {
  const examples = readdirSync('examples').filter((name) => existsSync(join('examples', name, 'app.ts')));
  expect(stories.map(({ example }) => example).sort()).toEqual(examples.sort());
});

test('names are unique', () => {
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
});

test('calls that must not get through are at least as many as those that must', () => {
  const calls = [...scenarios, ...stories.flatMap(({ steps }) => steps)].flatMap(({ worlds }) => callsOf(worlds));
  const blocked = calls.filter(({ isBlocked }) => isBlocked).length;
  expect(blocked).toBeGreaterThanOrEqual(calls.length - blocked);
});

function callsOf(worlds: readonly World[]): ExpectedCall[] {
  return worlds.flatMap(({ calls }) => calls);
}

function namespacesOf(worlds: readonly World[]): string[] {
  return [...new Set(callsOf(worlds).map(({ from }) => from.namespace))];
}
