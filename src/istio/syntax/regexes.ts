import type * as re2 from 're2js';

/** Larger ones Envoy would take, but istiod does not. In bytes. */
const MAX_LENGTH = 1024;
const DUPLICATE_GROUP = 'duplicate capture group name';
const GROUP_NAME = /\(\?P?<\w+>/g;

/** What is wrong with a regular expression. */
export interface RegexFault {
  readonly message: string;
  /** Whether istiod overlooks it: Go lets two groups have one name, which RE2 refuses. */
  readonly onlyEnvoyObjects: boolean;
}

/**
 * What is wrong with a regular expression in the syntax of RE2, which is what Envoy has: no lookaround, no backreferences.
 * Undefined when nothing is.
 */
export function regexFault(regex: string): RegexFault | undefined {
  if (regex === '') return { message: 'a regular expression must not be empty', onlyEnvoyObjects: false };
  if (Buffer.byteLength(regex) > MAX_LENGTH) return { message: `a regular expression can have at most ${MAX_LENGTH} bytes`, onlyEnvoyObjects: false };
  const syntaxError = compile(regex);
  if (syntaxError === undefined) return undefined;
  // What comes after the second name of a pair shows without the names.
  const beyondNames = syntaxError.includes(DUPLICATE_GROUP) ? compile(regex.replace(GROUP_NAME, '(')) : syntaxError;
  return { message: `not a regular expression of RE2: ${beyondNames ?? syntaxError}`, onlyEnvoyObjects: beyondNames === undefined };
}

/** The syntax error of a regular expression. */
function compile(regex: string): string | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a large library that few programs need
  const { RE2JS } = require('re2js') as typeof re2;
  try {
    RE2JS.compile(regex);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
