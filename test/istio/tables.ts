import { type IstioProblem, ProblemOrigin, ProblemSeverity } from '../../src/istio/problem';

/** A spec that is refused: by which rule, where, and in words that hold the given ones. */
export type Refused<Spec> = [spec: Spec, code: string, path: string, words?: string];

/** How a manifest is judged. */
export type Judge<Spec> = (spec: Spec) => IstioProblem[];

/** Everything Istio itself says: no advice. */
export function fromIstio(problems: IstioProblem[]): IstioProblem[] {
  return problems.filter(({ origin }) => origin !== ProblemOrigin.ADVICE);
}

/** Problems in short: `SCHEMA ERROR service-entry/host-wildcard at spec.hosts[0]`. */
export function brief(problems: IstioProblem[]): string[] {
  return problems.map(({ origin, severity, code, path }) => `${origin} ${severity} ${code} at ${path}`);
}

/** The codes of problems that are advice. */
export function adviceIn(problems: IstioProblem[]): string[] {
  return problems.filter(({ origin }) => origin === ProblemOrigin.ADVICE).map(({ code }) => code);
}

/** Specs Istio takes without a word. */
export function accepts<Spec>(judge: Judge<Spec>, table: Record<string, Spec>): void {
  test.each(Object.entries(table))('accepts %s', (_, spec) => {
    expect(brief(fromIstio(judge(spec)))).toEqual([]);
  });
}

/** Specs with one thing in them that Istio refuses, or only warns about. */
export function objects<Spec>(
  judge: Judge<Spec>, origin: ProblemOrigin, severity: ProblemSeverity, table: Record<string, Refused<Spec>>,
): void {
  test.each(Object.entries(table))(`${severity === ProblemSeverity.ERROR ? 'refuses' : 'warns about'} %s`, (_, [spec, code, path, words = '']) => {
    const problems = judge(spec).filter((problem) => (origin === ProblemOrigin.ADVICE) === (problem.origin === ProblemOrigin.ADVICE));
    expect(brief(problems)).toEqual([`${origin} ${severity} ${code} at ${path}`]);
    expect(problems[0].message).toContain(words);
    expectGoodWords(problems[0]);
  });
}

/** Specs with one thing in them that the webhook refuses. */
export function webhookRefuses<Spec>(judge: Judge<Spec>, table: Record<string, Refused<Spec>>): void {
  objects(judge, ProblemOrigin.WEBHOOK, ProblemSeverity.ERROR, table);
}

/** Specs with one thing in them that the CRD refuses. */
export function schemaRefuses<Spec>(judge: Judge<Spec>, table: Record<string, Refused<Spec>>): void {
  objects(judge, ProblemOrigin.SCHEMA, ProblemSeverity.ERROR, table);
}

/** Specs with one thing in them that the webhook warns about. */
export function webhookWarns<Spec>(judge: Judge<Spec>, table: Record<string, Refused<Spec>>): void {
  objects(judge, ProblemOrigin.WEBHOOK, ProblemSeverity.WARNING, table);
}

/** A sentence without capital and full stop, and something to do about it. */
function expectGoodWords({ message, fix }: IstioProblem): void {
  expect(message).toMatch(/^(?![A-Z][a-z]).*[^.]$/);
  expect(fix).toMatch(/^[a-z].*[^.]$/);
}
