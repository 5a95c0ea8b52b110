/** PromQL, put together from smaller PromQL. What is a text in PromQL comes without its quotes. */

export function sumBy(labels: readonly string[], vector: string): string {
  return `sum by (${labels.join(', ')}) (${vector})`;
}

/** `label` becomes `value`, in which `$1` is a part of `from`, where `pattern` matches all of `from`. */
export function labelReplace(vector: string, label: string, value: string, from: string, pattern: string): string {
  return `label_replace(${vector}, ${[label, value, from, pattern].map(quoted).join(', ')})`;
}

/** `label` becomes the values of other labels, with something between them. */
export function labelJoin(vector: string, label: string, between: string, ...from: readonly string[]): string {
  return `label_join(${vector}, ${[label, between, ...from].map(quoted).join(', ')})`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
