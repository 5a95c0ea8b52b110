import { Construct, type IConstruct } from 'constructs';

/**
 * The error for something that is known to be wrong as it is said.
 *
 * @param construct the construct whose author has to change something
 * @param message what is wrong, the offending value, what is allowed, and the fix
 */
export function refusal(construct: IConstruct, message: string): Error {
  return refusalAt(construct.node.path, message);
}

/** The same for a construct that does not exist yet, because what it would be made of is wrong. */
export function refusalAt(path: string, ...messages: string[]): Error {
  return new Error(messages.map((message) => `${path}: ${message}`).join('\n'));
}

/** What is refused leaves no trace: a program that goes on must not write it, and may use its id again. */
export function refuse(construct: IConstruct, messages: string[]): never {
  return leavingNoTrace(construct, () => {
    throw refusalAt(construct.node.path, ...messages);
  });
}

/**
 * Does what a construct consists of, where that may be refused by others: then nothing of the construct stays in the tree, and what was
 * noted of it elsewhere counts no more.
 */
export function leavingNoTrace<T>(construct: IConstruct, make: () => T): T {
  try {
    return make();
  } catch (error) {
    construct.node.scope?.node.tryRemoveChild(construct.node.id);
    throw error;
  }
}

/** More of a text tells nobody what is wrong with it. Names in Kubernetes are shorter. */
const LONG = 300;

/** A value as an error message has it: strings in quotes, constructs as their path, functions by name, the rest as JSON if there is any. */
export function quote(value: unknown): string {
  if (typeof value === 'string') return value.length > LONG ? `'${value.slice(0, LONG)}...'` : `'${value}'`;
  if (typeof value === 'number' || Construct.isConstruct(value)) return `${value}`;
  if (typeof value === 'function') return `function ${value.name}`.trim();
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
