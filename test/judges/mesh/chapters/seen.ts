import { strict as assert } from 'assert';
import { type Entry } from '../harness/access-log';
import { type LoggedCall, summary } from '../harness/pod';

/** What the proxy wrote about a call is what was expected; says so. */
export function seen({ answer, entry }: LoggedCall, expected: Partial<Entry>): string {
  for (const [field, value] of Object.entries(expected)) assert.equal(entry[field as keyof Entry], value, entry.line);
  const where = entry.cluster === '-' ? `route ${entry.route}` : `cluster ${entry.cluster}`;
  return `${summary(answer)}, ${where}${entry.flags === '-' ? '' : `, flag ${entry.flags}`}`;
}
