import type { IConstruct } from 'constructs';

/**
 * The error for something that is known to be wrong as it is said.
 *
 * @param construct the construct whose author has to change something
 * @param message what is wrong, the offending value, what is allowed, and the fix
 */
export function refusal(construct: IConstruct, message: string): Error {
  return new Error(`${construct.node.path}: ${message}`);
}

/** A value as it stands in an error message: strings in quotes, the rest as JSON. */
export function quote(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value) ?? String(value);
}
