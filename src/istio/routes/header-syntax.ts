const UNPRINTABLE = /[\u0000-\u0008\u000A-\u001F\u007F]/;

const NAME = /^[!#$%&'*+-.^_`|~A-Za-z0-9]+$/;

type State = keyof typeof TRANSITIONS;

/**
 * How Envoy reads the value of a header: a text where `%%` is a percent sign, with `%VARIABLE%`, `%VARIABLE(argument)%` or
 * `%VARIABLE(["argument", ...])%` in it. Where nothing stands for other characters, they are an error.
 */
const TRANSITIONS = {
  text: { '%': 'percent', 'other': 'text' },
  percent: { '%': 'text', '(': 'arguments', 'other': 'variable' },
  variable: { '%': 'text', '(': 'arguments', 'other': 'variable' },
  arguments: { '[': 'element', ' ': 'arguments', 'other': 'argument' },
  element: { '"': 'argument', ' ': 'element' },
  argument: { '\\': 'escaped', ')': 'end', '"': 'delimiter', 'other': 'argument' },
  escaped: { other: 'argument' },
  delimiter: { ',': 'element', ']': 'array-end', ' ': 'delimiter' },
  'array-end': { ')': 'end', ' ': 'array-end' },
  end: { '%': 'text', ' ': 'end' },
} as const satisfies Record<string, Record<string, string>>;

/** Whether a text can be the name of a header. */
export function isHeaderName(text: string): boolean {
  return NAME.test(text);
}

/** Whether Envoy can make a header of a value. Which variables there are it knows best itself. */
export function isHeaderValue(value: string): boolean {
  if (UNPRINTABLE.test(value)) return false;
  let state: State | undefined = 'text';
  for (const character of value) {
    const transitions: Record<string, State> = TRANSITIONS[state];
    state = transitions[character] ?? transitions.other;
    if (!state) return false;
  }
  return state === 'text';
}
