import { createHash } from 'crypto';
import { MAX_LABEL_LENGTH } from './kubernetes-names';

const HASH_LENGTH = 8;

/**
 * A DNS label for what has none of its own: words for people, as far as there is room, and a hash that no other has.
 *
 * @param words lower case letters, digits and `-`
 * @param identity what makes two things the same
 */
export function hashedLabel(words: string, identity: string): string {
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, HASH_LENGTH);
  return `${words.slice(0, MAX_LABEL_LENGTH - HASH_LENGTH - 1).replace(/-+$/, '')}-${hash}`;
}
