import type { IConstruct } from 'constructs';

/** The top of the tree, found without the list of all scopes on the way that `node.root` makes: every service asks for it. */
export function rootOf(construct: IConstruct): IConstruct {
  let scope = construct;
  while (scope.node.scope) scope = scope.node.scope;
  return scope;
}
