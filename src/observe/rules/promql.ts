/** One condition on a label: `source_workload=~"a|b"`. */
export interface Matcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** A label that has one of some values, or none of them. */
export function oneOf(label: string, values: readonly string[], negated = false): Matcher {
  const sorted = [...new Set(values)].sort();
  if (sorted.length === 1) return { label, operator: negated ? '!=' : '=', value: sorted[0] };
  return { label, operator: negated ? '!~' : '=~', value: sorted.map(quoted).join('|') };
}

/** The series of a metric that fulfil all conditions. */
export function series(metric: string, ...matchers: Matcher[]): string {
  return `${metric}{${matchers.map(({ label, operator, value }) => `${label}${operator}${JSON.stringify(value)}`).join(',')}}`;
}

/** Sets a label from another, where that one matches; with an empty source, always. */
export function relabelled(vector: string, target: string, replacement: string, source: string, pattern: string): string {
  return `label_replace(${vector}, "${target}", "${replacement}", "${source}", "${pattern}")`;
}

/** A regular expression for exactly that text. Backslashes would have to be doubled in PromQL, and again in YAML. */
export function quoted(text: string): string {
  return text.replace(/[.+*?()|[\]{}^$\\]/g, (character) => '^[]\\'.includes(character) ? `\\${character}` : `[${character}]`);
}
