import type { ApiObject } from 'cdk8s';
import { isInTree } from './final-checks';

/**
 * What is missed of objects that a sentence needs and that were taken out of the tree.
 *
 * @param consequence what becomes of the calls without one of them
 */
export function removed(objects: ApiObject[], consequence: string): string[] {
  return objects.filter((object) => !isInTree(object))
    .map(({ kind, node }) => `${kind} ${node.path} was removed from the app, and without it ${consequence}; keep it, and change it with addJsonPatch()`);
}
