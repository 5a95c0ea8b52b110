import { writeFileSync } from 'fs';
import { join } from 'path';
import { parse, stringify } from 'yaml';
import { RULE_CASES } from '../../test/judges/prometheus/cases/all';
import { ALERTS } from '../../test/judges/prometheus/rule-case';
import { runQuietly } from '../shared/shell';
import { type Tally } from '../shared/tally';
import { tempDir } from '../shared/temp-dir';
import { allCases } from '../test-istio/cases';
import { Report } from '../test-istio/report';
import { type Part } from './part';
import { ruleTestOf } from './rule-test';
import { type PrometheusTools } from './tools';

/** Rule files are valid, and fire when they should and only then. */
export const rules: Part = {
  name: 'rules',
  title: 'promtool takes every rule, and every alert fires when it should',
  run: judgeRules,
};

function judgeRules({ promtool }: PrometheusTools): Tally {
  const report = new Report();
  const folder = tempDir('rules');
  const write = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const failuresOf = (...args: string[]) => {
    const { ok, output } = runQuietly(promtool, args);
    return ok ? [] : [output.trim()];
  };

  // A judge that takes everything proves nothing.
  const broken = write('broken.yaml', 'groups: [{ name: a, rules: [{ record: b, expr: "sum by (" }] }]');
  report.check(failuresOf('check', 'rules', broken).length > 0 ? [] : ['it is taken'], 'a rule that cannot be parsed');
  const silenced = { ...RULE_CASES[0], fires: [], silent: { EgressBlocked: [10] } };
  const denial = write('denial.yaml', ruleTestOf(silenced, write('silenced-rules.yaml', silenced.rules)));
  report.check(failuresOf('test', 'rules', denial).length > 0 ? [] : ['it is true'], 'the claim that nothing fires');

  emitted().forEach(({ from, content }, number) => {
    const file = write(`emitted-${number}.yaml`, content);
    report.check(failuresOf('check', 'rules', '--lint=all', '--lint-fatal', file), `${from}: promtool does not take the rules`);
  });
  RULE_CASES.forEach((one, number) => {
    const ruleFile = write(`rules-${number}.yaml`, one.rules);
    report.check(failuresOf('test', 'rules', write(`test-${number}.yaml`, ruleTestOf(one, ruleFile))), one.name);
  });
  for (const alert of ALERTS) {
    const fires = RULE_CASES.some((one) => one.fires?.some((firing) => firing.alert === alert));
    const isSilent = RULE_CASES.some((one) => one.silent?.[alert]);
    report.check(fires && isSilent ? [] : ['write one'], `there is no case in which ${alert} fires, or none in which it does not`);
  }
  return report.tally;
}

/** The rules of everything that is synthesized: in files, and in PrometheusRules, whose spec is what such a file has in it. */
function emitted(): { from: string; content: string }[] {
  const ofCases = RULE_CASES.map(({ name, rules: content }) => ({ from: name, content }));
  const synthesized = allCases().flatMap(({ name, state }) => [
    ...state.files.filter(({ content }) => Array.isArray(parse(content)?.groups)).map(({ path, content }) => ({ from: `${name}: ${path}`, content })),
    ...state.objects.filter(({ kind }) => kind === 'PrometheusRule').map(({ metadata, spec }) => ({
      from: `${name}: ${metadata.name}`, content: stringify(spec, { lineWidth: 0 }),
    })),
  ]);
  return [...ofCases, ...synthesized];
}
