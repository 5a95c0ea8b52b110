import { type SyntaxNode } from '@lezer/common';
import { type LRParser } from '@lezer/lr';
import { ISTIO_METRICS } from './istio-metrics';

// eslint-disable-next-line @typescript-eslint/no-require-imports -- it comes as both kinds of module, and its types tell of one
const { parser } = require('@prometheus-io/lezer-promql') as { parser: LRParser };

/** Functions that make a label: the place of its name among the arguments, and where the names of labels begin that they read. */
const MAKERS: Readonly<Record<string, { readonly made: number; readonly read: number }>> = {
  label_replace: { made: 1, read: 3 },
  label_join: { made: 1, read: 3 },
};

/** What a query asks for that Istio does not have, and what is no PromQL at all. */
export function strangersIn(query: string): string[] {
  const strangers: string[] = [];
  const made = new Set(['__name__']);
  const read = new Set<string>();
  const text = ({ from, to }: { from: number; to: number }) => query.slice(from, to);
  const unquoted = (node: SyntaxNode) => JSON.parse(text(node)) as string;

  parser.parse(query).iterate({
    enter: ({ node, name }) => {
      if (node.type.isError) strangers.push(`no PromQL at ${node.from}: ${query.slice(node.from, node.from + 20)}`);
      if (name === 'VectorSelector') strangers.push(...strangersOfSelector(node, text));
      if (name === 'GroupingLabels') node.getChildren('LabelName').forEach((label) => read.add(text(label)));
      if (name === 'FunctionCall') {
        const { made: at, read: from } = MAKERS[text(node.firstChild!)] ?? {};
        const args = argumentsOf(node);
        if (at !== undefined && from !== undefined) {
          made.add(unquoted(args[at]));
          // The last of label_replace is a pattern.
          const labels = text(node.firstChild!) === 'label_replace' ? args.slice(from, from + 1) : args.slice(from);
          labels.forEach((label) => read.add(unquoted(label)));
        }
      }
      if (name === 'AggregateExpr' && text(node.firstChild!) === 'count_values') made.add(unquoted(argumentsOf(node)[0]));
    },
  });
  const known = new Set([...ISTIO_METRICS.values()].flatMap((labels) => [...labels]));
  return [...strangers, ...[...read].filter((label) => label !== '' && !known.has(label) && !made.has(label)).map((label) => `label ${label}`)];
}

/** A metric that is not Istio's, or a label that this metric does not have. */
function strangersOfSelector(selector: SyntaxNode, text: (node: SyntaxNode) => string): string[] {
  const matchers = selector.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  const conditions = matchers.map((matcher) => ({ label: text(matcher.firstChild!), value: text(matcher.lastChild!).slice(1, -1) }));
  const name = selector.getChild('Identifier');
  const metrics = name ? [text(name)] : conditions.filter(({ label }) => label === '__name__').flatMap(({ value }) => value.split('|'));
  if (metrics.length === 0) return [`${text(selector)} has no metric`];
  return metrics.flatMap((metric) => {
    const labels = ISTIO_METRICS.get(metric);
    if (!labels) return [`metric ${metric}`];
    return conditions.filter(({ label }) => label !== '__name__' && !labels.has(label)).map(({ label }) => `label ${label} of ${metric}`);
  });
}

function argumentsOf(call: SyntaxNode): SyntaxNode[] {
  const all: SyntaxNode[] = [];
  for (let node = call.getChild('FunctionCallBody')?.firstChild ?? null; node; node = node.nextSibling) all.push(node);
  return all;
}
