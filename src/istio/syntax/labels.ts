const MAX_LABEL_LENGTH = 63;
const MAX_PREFIX_LENGTH = 253;
const LABEL = '[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?';
const NAME = '(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';

const DNS1123_LABEL = new RegExp(`^${LABEL}$`);
const WILDCARD_LABEL = new RegExp(`^(?:\\*|(?:\\*|\\*-)?${LABEL})$`);
const LABEL_KEY = new RegExp(`^(${LABEL}(?:\\.${LABEL})*/)?(${NAME})$`);
const LABEL_VALUE = new RegExp(`^(?:${NAME})?$`);

/** Whether a text is a DNS label to Istio: up to 63 letters, digits and `-`, alphanumeric at both ends. Upper case is allowed. */
export function isDns1123Label(text: string): boolean {
  return text.length <= MAX_LABEL_LENGTH && DNS1123_LABEL.test(text);
}

/** Whether a text is a DNS label that may start with `*`: `*`, `*foo`, `*-foo`. */
export function isWildcardDns1123Label(text: string): boolean {
  return text.length <= MAX_LABEL_LENGTH && WILDCARD_LABEL.test(text);
}

/** Whether a text is the key of a Kubernetes label: a name, perhaps with a DNS prefix and `/` before it. */
export function isLabelKey(key: string): boolean {
  const [, prefix = '', name] = LABEL_KEY.exec(key) ?? [];
  return name !== undefined && name.length <= MAX_LABEL_LENGTH && prefix.length - 1 <= MAX_PREFIX_LENGTH;
}

/** Whether Istio takes a text for the value of a label. Its length is not looked at. */
export function isLabelValue(value: string): boolean {
  return LABEL_VALUE.test(value);
}
